import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import type { TenantId } from '@stoa/platform/context';
import { fallingBack } from './falling-back.js';
import { ask } from './index-contract.testing.js';
import type { Asker, SearchIndex, SearchResults } from './search-index.js';

const nobody: Asker = { tenantId: newId<TenantId>(), ask: () => Promise.reject(new Error('Not asked here.')) };
const results = (total: number): SearchResults => ({ total, cards: [], next: null, fixed: null, categories: [], vendors: [], prices: null, attributes: [] });

function anIndex(total: number) {
  const state = { calls: 0, isDown: false };
  const answer = async <T>(value: T): Promise<T> => {
    state.calls += 1;
    if (state.isDown) throw new Error('connection refused');
    return value;
  };
  const index: SearchIndex = { search: () => answer(results(total)), suggest: () => answer({ listings: [], categories: [], vendors: [] }) };
  return { state, index };
}

test('while the search server is down PostgreSQL answers, nobody waits for the server for ten seconds, and then it is asked again', async () => {
  const [server, postgres] = [anIndex(1), anIndex(2)];
  let now = 1_000_000;
  const index = fallingBack({ first: server.index, second: postgres.index, log: silentLog, clock: () => now });
  const total = async () => (await index.search(nobody, ask())).total;
  expect([await total(), postgres.state.calls]).toEqual([1, 0]);
  server.state.isDown = true;
  expect([await total(), await total(), server.state.calls]).toEqual([2, 2, 2]);
  now += 9_999;
  expect([await total(), server.state.calls]).toEqual([2, 2]);
  server.state.isDown = false;
  now += 1;
  expect([await total(), server.state.calls]).toEqual([1, 3]);
});

test('where both fail, the shopper is told', async () => {
  const [server, postgres] = [anIndex(1), anIndex(2)];
  [server, postgres].forEach(({ state }) => (state.isDown = true));
  const index = fallingBack({ first: server.index, second: postgres.index, log: silentLog, clock: () => 0 });
  await expect(index.search(nobody, ask())).rejects.toThrow('connection refused');
});
