import pg from 'pg';
import { z } from 'zod';
import { type Broadcast, postgresBroadcast, redisBroadcast } from './broadcast.js';
import { memoryCache } from './cache.js';
import { announce, defineEvent } from './events.js';
import { aRedis, describeAdapter } from './parts.testing.js';
import { openRedis, untilReady } from './redis.js';
import { silentLog } from './log.js';
import { type TestEnvironment, withDatabase } from './testing.js';
import { createWaker, shareCache, wakeRelays } from './wake.js';

const told = defineEvent('platform.thing_told', 1, z.object({}));
const until = async (done: () => boolean) => {
  for (let waited = 0; !done(); waited += 5) {
    if (waited > 10_000) throw new Error('it never came to pass');
    await new Promise((wake) => setTimeout(wake, 5));
  }
};
type WithTwo = (work: (one: Broadcast, two: Broadcast, env: TestEnvironment) => Promise<void>) => Promise<void>;

const closing = async (opening: Promise<Broadcast>[], work: (one: Broadcast, two: Broadcast) => Promise<void>) => {
  const [one, two] = (await Promise.all(opening)) as [Broadcast, Broadcast];
  try {
    await work(one, two);
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
};
const inPostgres: WithTwo = (work) =>
  withDatabase((env) => closing([1, 2].map(() => postgresBroadcast(env.urls.DATABASE_URL, silentLog)), (one, two) => work(one, two, env)));
const inRedis: WithTwo = (work) =>
  withDatabase((env) => {
    const place = aRedis();
    return closing([1, 2].map(() => redisBroadcast(place, silentLog)), (one, two) => work(one, two, env));
  });

describeAdapter('broadcast', 'embedded', () => {
  contract(inPostgres);

  test('many words at once go one after another, and all arrive', () =>
    inPostgres(async (one, two) => {
      const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
      let [running, most] = [0, 0];
      pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
        const answer = send.apply(this, args);
        if (!(answer instanceof Promise)) return answer;
        most = Math.max(most, (running += 1));
        return answer.finally(() => (running -= 1));
      } as typeof pg.Client.prototype.query;
      try {
        const heard: string[] = [];
        two.subscribe('thing', (text) => heard.push(text));
        const words = Array.from({ length: 20 }, (_, n) => String(n));
        await Promise.all(words.map((word) => one.publish('thing', word)));
        await until(() => heard.length === words.length);
        expect([heard, most]).toEqual([words, 1]);
      } finally {
        pg.Client.prototype.query = send as typeof pg.Client.prototype.query;
      }
    }));

  test('who lost the connection comes back, and doubts all it has kept', () =>
    inPostgres(async (one, two, { urls }) => {
      const cache = shareCache(two, (tell) => memoryCache({ broadcast: tell }));
      cache.put('k', 'old', { ttlMs: 60_000 });
      const owner = new pg.Client({ connectionString: urls.DATABASE_URL });
      await owner.connect();
      await owner.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stoa broadcast' and datname = current_database() and pid <> pg_backend_pid()");
      await owner.end();
      await until(() => cache.peek('k') === undefined);
      const heard: string[] = [];
      two.subscribe('a', (text) => heard.push(text));
      await until(() => {
        void one.publish('a', 'again').catch(() => undefined); // its own connection was cut as well
        return heard.length > 0;
      });
    }));
});

describeAdapter('broadcast', 'redis', () => {
  contract(inRedis);

  test('who lost the connection comes back, and doubts all it has kept', () =>
    inRedis(async (one, two) => {
      const cache = shareCache(two, (tell) => memoryCache({ broadcast: tell }));
      cache.put('k', 'old', { ttlMs: 60_000 });
      const cutter = await openRedis(aRedis(), silentLog);
      await untilReady(cutter);
      await cutter.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      cutter.disconnect();
      await until(() => cache.peek('k') === undefined);
      const heard: string[] = [];
      two.subscribe('a', (text) => heard.push(text));
      await until(() => {
        void one.publish('a', 'again').catch(() => undefined);
        return heard.length > 0;
      });
    }));
});

/** What every broadcast does. */
function contract(withTwo: WithTwo): void {
  test('a word reaches every process that listens for its topic', () =>
    withTwo(async (one, two) => {
      const heard: string[] = [];
      one.subscribe('a', (text) => heard.push(`one ${text}`));
      two.subscribe('a', (text) => heard.push(`two ${text}`));
      two.subscribe('b', (text) => heard.push(`b ${text}`));
      await one.publish('a', 'größe');
      await until(() => heard.length === 2);
      expect(heard.sort()).toEqual(['one größe', 'two größe']);
      await expect(one.publish('a', 'x'.repeat(8_000))).rejects.toThrow('short word');
    }));

  test('what one process invalidates, the other forgets', () =>
    withTwo(async (one, two) => {
      const [mine, theirs] = [one, two].map((broadcast) => shareCache(broadcast, (tell) => memoryCache({ broadcast: tell }))) as [ReturnType<typeof memoryCache>, ReturnType<typeof memoryCache>];
      const options = { ttlMs: 60_000, tags: Array.from({ length: 90 }, (_, n) => `tag-${n}`) };
      theirs.put('k', 'old', options);
      theirs.put('other', 'stays', { ttlMs: 60_000, tags: ['else'] });
      await mine.invalidate(Array.from({ length: 50 }, (_, n) => `tag-${n + 89}`));
      await until(() => theirs.peek('k') === undefined);
      expect(theirs.peek('other')).toBe('stays');
    }));

  test('relays are woken after a commit that told something, and by nothing else', () =>
    withTwo(async (one, two, { db, ctx }) => {
      const heard: number[] = [];
      wakeRelays(db, one, silentLog);
      two.subscribe('outbox', () => heard.push(Date.now()));
      await ctx.inTx(async () => undefined);
      await ctx.inTx(async (tx) => {
        await announce(tx, told, {});
        throw new Error('rolled back');
      }).catch(() => undefined);
      await new Promise((wake) => setTimeout(wake, 60));
      expect(heard).toEqual([]);

      for (let n = 0; n < 5; n += 1) await ctx.inTx((tx) => tx.tx.transaction((savepoint) => announce({ ...tx, tx: savepoint }, told, {})));
      await until(() => heard.length > 0);
      expect(heard.length).toBeLessThan(5);
    }));
}

test('a word that comes while the sleeper is awake is not slept over', async () => {
  const waker = createWaker();
  const { signal } = new AbortController();
  const begun = Date.now();
  waker.wake();
  await waker.wait(5_000, signal);
  const sleeping = waker.wait(5_000, signal);
  setTimeout(() => waker.wake(), 10);
  await sleeping;
  expect(Date.now() - begun).toBeLessThan(2_000);
  await waker.wait(1, signal);
});
