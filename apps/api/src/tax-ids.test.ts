import { createSandbox, type Sandbox } from '@stoa/app-sandbox/sandbox';
import { createContext } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { actor, at, workerDatabase } from '@stoa/platform/testing';
import { ecbRates, viesRegister } from '@stoa/tax';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox()));
afterAll(() => sandbox.close());

const ask = (taxId: string, { requester = null, attempts = 2, url = `${sandbox.url}/vies/rest-api` }: { requester?: string | null; attempts?: number; url?: string } = {}) =>
  viesRegister({ url, timeoutMs: 400, attempts, pauseMs: 5 }).check(createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-11-02T09:00:00Z'), log: silentLog, requestId: null }), { taxId, requester });

test('a number that the register knows is good, with a request number where we named ourselves', async () => {
  expect(await ask('DE129273398', { requester: 'FI20774740' })).toEqual({ outcome: 'valid', requestId: 'WAPIAAAADE129273', name: 'Firma DE129273398', address: 'Hauptstraße 1' });
  expect(await ask('DE129273398')).toMatchObject({ outcome: 'valid', requestId: null });
});

test('a number that it does not know is not good, and it names nobody', async () => {
  expect(await ask('EL123456000', { requester: 'DE123456789' })).toEqual({ outcome: 'invalid', requestId: 'WAPIAAAAEL123456' });
});

test.each([['a state that is down', 'FR12345678999', 'MS_UNAVAILABLE'], ['one that does not answer in time', 'IT12345678997', 'unreachable'], ['a number that it does not understand', 'GB123456789', 'INVALID_INPUT']])('%s is no answer: unchecked, with the reason', async (_what, taxId, reason) => {
  expect(await ask(taxId)).toEqual({ outcome: 'unchecked', reason });
});

test('a busy state is asked a second time', async () => {
  expect(await ask('SE123456789998', { attempts: 1 })).toEqual({ outcome: 'unchecked', reason: 'MS_MAX_CONCURRENT_REQ' });
  expect(await ask('PL1234567998')).toMatchObject({ outcome: 'valid' });
});

test('a register that is not there, or that is something else, is no answer', async () => {
  expect(await ask('DE129273398', { url: 'http://127.0.0.1:9' })).toEqual({ outcome: 'unchecked', reason: 'unreachable' });
  expect(await ask('DE129273398', { url: `${sandbox.url}/elsewhere` })).toEqual({ outcome: 'unchecked', reason: 'unreachable' });
});

test('the reference rates of the day are read from the bank, on a weekend those of Friday', async () => {
  const ctx = createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-11-22T09:00:00Z'), log: silentLog, requestId: null });
  const published = await ecbRates({ url: `${sandbox.url}/ecb/stats/eurofxref/eurofxref-daily.xml` }).fetch(ctx, '2026-11-22');
  expect(published).toMatchObject({ outcome: 'published', days: [{ source: 'ecb', base: 'EUR', from: '2026-11-20', to: null, rates: { NOK: '11.6240', USD: '1.1592', JPY: '179.35' } }] });
});
