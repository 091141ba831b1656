import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedCall } from './recorded.js';
import { checkRecordings } from './check.js';
import { Answers, type Description } from './description.js';

const charge = { type: 'object', required: ['id', 'object', 'amount'], properties: { id: { type: 'string' }, object: { type: 'string', enum: ['charge'] }, amount: { type: 'integer' }, note: { type: 'string', nullable: true } } };
const refund = {
  type: 'object', required: ['id', 'object', 'charge'],
  properties: { id: { type: 'string' }, object: { type: 'string' }, charge: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/charge' }], nullable: true } },
};
const event = { type: 'object', properties: { object: { type: 'string' }, type: { type: 'string' }, data: { type: 'object', additionalProperties: true } } };
const answered = (name: string) => ({ responses: { '200': { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } } } });
const description: Description = {
  info: { version: '2026-01-01.small' },
  paths: { '/v1/refunds': { post: answered('refund') }, '/v1/refunds/{refund}': { get: answered('refund') }, '/v1/refunds/search': { get: answered('charge') } },
  components: { schemas: { charge, refund, event } },
};
const answers = new Answers(description);
const aCharge = { id: 'ch_1', object: 'charge', amount: 5, note: null };

test.each([
  ['an id', { id: 're_1', object: 'refund', charge: 'ch_1' }, []],
  ['the object in place of its id', { id: 're_1', object: 'refund', charge: aCharge }, []],
  ['null where null may be', { id: 're_1', object: 'refund', charge: null }, []],
  ['a field that is missing', { id: 're_1', object: 'refund' }, ["/ must have required property 'charge'"]],
  ['a field that Stripe does not have', { id: 're_1', object: 'refund', charge: null, vendor: 'x' }, ['/ must NOT have additional properties (vendor)']],
  ['an expanded object with a fault of its own', { id: 're_1', object: 'refund', charge: { ...aCharge, amount: '5' } }, ['/charge/amount must be integer: "5"']],
])('an answer with %s', (_name, body, wrong) => {
  expect(answers.ofCall('GET', '/v1/refunds/re_1?expand[0]=charge', 200, body)).toEqual(wrong);
});

test('a path that is written out goes before one with a place for an id; a call that is not there is told', () => {
  expect(answers.ofCall('GET', '/v1/refunds/search', 200, aCharge)).toEqual([]);
  expect(answers.ofCall('GET', '/v1/vendors', 200, {})).toBeNull();
  expect(answers.ofCall('POST', '/v1/refunds', 402, {})).toEqual(['status 402 is not described']);
});

test('a recording passes when every request is accepted and every object is as described, and tells the same finding once', async () => {
  const asked: string[] = [];
  const mock = createServer((request, response) => {
    let form = '';
    request.on('data', (part: Buffer) => (form += part.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${form}`);
      const isRefused = form.includes('colour');
      response.writeHead(isRefused ? 400 : 200).end(JSON.stringify(isRefused ? { error: { message: 'colour is not known' } } : {}));
    });
  });
  await new Promise<void>((resolve) => mock.listen(0, '127.0.0.1', resolve));
  const mockUrl = `http://127.0.0.1:${(mock.address() as AddressInfo).port}`;
  const call = (form: string, body: unknown): RecordedCall => ({ kind: 'call', method: 'POST', path: '/v1/refunds', contentType: 'application/x-www-form-urlencoded', form, status: 200, body });
  const good = { id: 're_1', object: 'refund', charge: 'ch_1' };
  const lines = [
    call('charge=ch_1', good), call('charge=ch_1&colour=red', good), call('charge=ch_2&colour=blue', { ...good, vendor: 1 }),
    { kind: 'event', type: 'refund.created', body: { object: 'event', type: 'refund.created', data: { object: { ...good, charge: 7 } } } },
  ].map((line) => JSON.stringify(line));

  const found = await checkRecordings({ lines, answers, mockUrl });
  mock.close();

  expect(asked).toEqual(['POST /v1/refunds charge=ch_1', 'POST /v1/refunds charge=ch_1&colour=red', 'POST /v1/refunds charge=ch_2&colour=blue']);
  expect(found.failures).toEqual([
    'request POST /v1/refunds charge colour: 400 colour is not known',
    'answer 200 to POST /v1/refunds charge colour: / must NOT have additional properties (vendor)',
    expect.stringContaining('event refund.created: /charge must be string: 7'),
  ]);
  expect(found.passed).toBe(3);
});
