import { createSandbox, type Sandbox } from './sandbox.js';

const BIS = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const invoice = (number = 'TB-2026-00001') => `<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="urn:x"><cbc:CustomizationID>${BIS}</cbc:CustomizationID><cbc:ID>${number}</cbc:ID><cbc:Note>Brandt &amp; Sohn</cbc:Note><cbc:Nil/></Invoice>`;
const submission = (change: object = {}) => ({
  sender: { scheme: '9930', id: 'DE129273398' }, receiver: { scheme: '0208', id: '0123456123' }, document_type_id: `urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##${BIS}::2.1`, process_id: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0', document: invoice(), ...change,
});

async function withAccessPoint(work: (post: (key: string, body: object) => Promise<[number, Record<string, string>]>, sandbox: Sandbox, look: (id: string) => Promise<Record<string, string>>) => Promise<void>): Promise<void> {
  const sandbox = await createSandbox();
  const headers = { authorization: 'Bearer a key', 'content-type': 'application/json' };
  try {
    await work(async (key, body) => {
      const answer = await fetch(`${sandbox.url}/access-point/v1/documents`, { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body: JSON.stringify(body) });
      return [answer.status, (await answer.json()) as Record<string, string>];
    }, sandbox, async (id) => (await (await fetch(`${sandbox.url}/access-point/v1/documents/${id}`, { headers })).json()) as Record<string, string>);
  } finally {
    await sandbox.close();
  }
}

test('a document is taken once, however often it is handed in, and delivered at the first look', () =>
  withAccessPoint(async (post, sandbox, look) => {
    const [status, first] = await post('one', submission());
    expect([status, first['status']]).toEqual([202, 'accepted']);
    expect(await post('one', submission())).toEqual([202, { message_id: first['message_id'], status: 'accepted' }]);
    expect(await post('one', submission({ document: invoice('TB-2026-00002') }))).toMatchObject([422, { detail: 'This idempotency key was used for another document.' }]);
    expect(sandbox.accessPoint.list().map((message) => [message.number, message.status])).toEqual([['TB-2026-00001', 'accepted']]);

    expect(await look(first['message_id']!)).toEqual({ message_id: first['message_id'], status: 'delivered', reason: null });
    const page = await (await fetch(`${sandbox.url}/peppol`)).text();
    expect(page).toContain('TB-2026-00001');
    expect(await (await fetch(`${sandbox.url}/peppol/${first['message_id']}`)).text()).toContain('&#60;Invoice');
  }));

test.each([
  ['an unknown receiver', submission({ receiver: { scheme: '0208', id: '0123456000' } }), 'The participant 0208:0123456000 is not registered in the network.'],
  ['a mail address', submission({ receiver: { scheme: 'EM', id: 'a@b.example' } }), 'The participant EM:a@b.example is not registered in the network.'],
  ['an element that is not closed', submission({ document: invoice().replace('</cbc:ID>', '') }), 'The document is not well-formed XML: </Invoice> closes nothing near character 248.'],
  ['what is no XML', submission({ document: '%PDF-1.7' }), 'The document is not well-formed XML: it is empty.'],
  ['a credit note that says it is an invoice', submission({ document: invoice().replaceAll('Invoice', 'CreditNote') }), 'The document is a CreditNote, its identifier says Invoice.'],
  ['another specification', submission({ document: invoice().replace('billing:3.0', 'billing:2.0') }), 'The document follows another specification than its identifier says.'],
])('%s is refused with the reason, and nothing is kept', (_what, body, detail) =>
  withAccessPoint(async (post, sandbox) => {
    expect(await post('key', body)).toEqual([422, { type: 'about:blank', status: 422, detail }]);
    expect(sandbox.accessPoint.list()).toEqual([]);
  }));

test('one receiver is busy once, another rejects what it was sent', () =>
  withAccessPoint(async (post, _sandbox, look) => {
    const busy = submission({ receiver: { scheme: '0208', id: '0123456998' } });
    expect((await post('busy', busy))[0]).toBe(503);
    expect((await post('busy', busy))[0]).toBe(202);
    const [, taken] = await post('rejects', submission({ receiver: { scheme: '0208', id: '0123456999' } }));
    expect(await look(taken['message_id']!)).toMatchObject({ status: 'rejected', reason: 'The receiver does not know the order that this invoice names.' });
  }));
