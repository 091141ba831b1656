import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import type { TenantId } from './context.js';
import { isDatabaseAway, openDatabase } from './database.js';
import { newId } from './ids.js';
import { withDatabase } from './testing.js';

/** A network between us and the database: it can go silent without a word, and come back. */
async function openNetwork(to: string) {
  const { hostname, port } = new URL(to);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    pairs.add([near, far]);
    near.on('data', (bytes) => void (isSilent || far.write(bytes)));
    far.on('data', (bytes) => void (isSilent || near.write(bytes)));
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: (of: string) => Object.assign(new URL(of), { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) }).href,
    silence: (silent: boolean) => void (isSilent = silent),
    cut: () => [...pairs].forEach(([near]) => near.destroy()),
    close: () => new Promise<void>((resolve) => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

const took = async (work: Promise<unknown>): Promise<{ error: unknown; ms: number }> => {
  const begun = Date.now();
  const error = await work.then(() => null, (reason: unknown) => reason);
  return { error, ms: Date.now() - begun };
};

test('a database that falls silent is told to be away in time, statement by statement, and used again when it speaks', () =>
  withDatabase(async ({ urls }) => {
    const network = await openNetwork(urls.DATABASE_URL);
    const db = openDatabase({ appUrl: network.url(urls.DATABASE_URL), controlUrl: urls.DATABASE_CONTROL_URL, relayUrl: urls.DATABASE_RELAY_URL, poolSize: 2, statementMs: 500 });
    const tenantId = newId<TenantId>();
    const ask = () => db.transactionAs(tenantId, 'read only', async (tx) => ((await tx.raw<{ rows: { n: number }[] }>('select 7 as n')).rows[0]!.n));
    try {
      expect(await ask()).toBe(7);
      network.silence(true);
      const [onOld, onNew] = [await took(ask()), await took(ask())];
      network.silence(false);

      for (const { error, ms } of [onOld, onNew]) {
        expect([String(error), isDatabaseAway(error)]).toEqual([expect.any(String), true]);
        expect(ms).toBeLessThan(8_000);
      }
      expect(await ask()).toBe(7);
      network.cut();
      const { error } = await took(ask());
      expect(error === null || isDatabaseAway(error)).toBe(true);
      expect(await ask()).toBe(7);
    } finally {
      await db.close();
      await network.close();
    }
  }), 40_000);

test('a statement that a rule refused says nothing about the database', () =>
  withDatabase(async ({ db }) => {
    const { error } = await took(db.transactionAs(newId<TenantId>(), 'read only', (tx) => tx.raw('select 1 / 0')));
    expect(isDatabaseAway(error)).toBe(false);
    expect(isDatabaseAway(null)).toBe(false);
  }));
