import { aRedis, describeAdapter } from './parts.testing.js';
import { type Queue, postgresQueue, redisQueue } from './queue.js';
import { silentLog } from './log.js';
import { withDatabase } from './testing.js';

const until = async (done: () => boolean | Promise<boolean>) => {
  for (let waited = 0; !(await done()); waited += 20) {
    if (waited > 15_000) throw new Error('it never came to pass');
    await new Promise((wake) => setTimeout(wake, 20));
  }
};
type WithQueue = (work: (open: () => Queue) => Promise<void>) => Promise<void>;

async function closing(make: () => Queue, work: (open: () => Queue) => Promise<void>): Promise<void> {
  const opened: Queue[] = [];
  try {
    await work(() => {
      const queue = make();
      opened.push(queue);
      return queue;
    });
  } finally {
    await Promise.all(opened.map((queue) => queue.close()));
  }
}

describeAdapter('queue', 'embedded', () => contract((work) => withDatabase(({ urls }) => closing(() => postgresQueue(urls.DATABASE_RELAY_URL, silentLog), work))));

describe('the queue in a table', () => {
  const inTable = (work: (open: () => Queue, change: (sql: string) => Promise<{ rows: object[] }>) => Promise<void>) =>
    withDatabase(({ db, urls }) => closing(() => postgresQueue(urls.DATABASE_RELAY_URL, silentLog), (open) => work(open, (sql) => db.transactionAsRelay((tx) => tx.raw(sql)))));

  test('a job that fails for good is told, and lies where the dead are counted', () =>
    inTable(async (open) => {
      const queue = open();
      const told: object[] = [];
      const fails = () => Promise.reject(new Error('never'));
      await queue.work('events', fails, { attempts: 1, onDead: async (data: object, failure) => void told.push({ data, ...failure }) });
      await queue.add('events', [{ id: 'doomed', data: { n: 7 } }]);
      await until(() => told.length === 1);
      expect(told).toEqual([{ data: { n: 7 }, attempts: 1, error: 'never' }]);
      expect(await queue.counts('events')).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 });
    }));

  test('a job whose worker died is another’s once the lease is over', () =>
    inTable(async (open, change) => {
      await open().add('events', [{ id: 'orphan', data: { n: 1 } }]);
      await change(`update platform.jobs set state = 'active', attempts = 1, due_at = now() + interval '1 hour'`);
      const seen: number[] = [];
      const queue = open();
      await queue.work<{ n: number }>('events', async ({ n }) => void seen.push(n));
      await queue.add('events', [{ id: 'another', data: { n: 2 } }]);
      await until(() => seen.length === 1);
      await change(`update platform.jobs set due_at = now() where id = 'orphan'`);
      await until(() => seen.length === 2);
      expect(seen).toEqual([2, 1]);
    }));

  test('a job that takes every worker with it is given up like one that fails', () =>
    inTable(async (open, change) => {
      await open().add('events', [{ id: 'deadly', data: { n: 1 } }]);
      await change(`update platform.jobs set state = 'active', attempts = 2, due_at = now() - interval '1 second'`);
      const [begun, told]: [object[], object[]] = [[], []];
      await open().work('events', async (data: object) => void begun.push(data), { attempts: 2, onDead: async (data: object, failure) => void told.push({ data, ...failure }) });
      await until(() => told.length === 1);
      expect([begun, told]).toEqual([[], [{ data: { n: 1 }, attempts: 2, error: 'Each worker that had this job died, or was cut off, before it was over.' }]]);
      expect((await change('select state, error is not null as "hasError" from platform.jobs')).rows).toEqual([{ state: 'dead', hasError: true }]);
    }));

  test('what is over is forgotten after an hour, what failed for good after a month', () =>
    inTable(async (open, change) => {
      await open().add('events', ['new', 'old', 'dead', 'long dead', 'waiting'].map((id) => ({ id, data: {} })));
      await change(`update platform.jobs set due_at = null, state = case when id like '%dead' then 'dead' else 'done' end,
        finished_at = now() - case id when 'new' then interval '59 minutes' when 'old' then interval '61 minutes' when 'dead' then interval '29 days' else interval '31 days' end where id <> 'waiting'`);
      await open().work('events', () => Promise.resolve(), { concurrency: 0 }); // a worker begins by forgetting
      await until(async () => (await change('select id from platform.jobs')).rows.length < 5);
      expect((await change('select id from platform.jobs order by id')).rows).toEqual([{ id: 'dead' }, { id: 'new' }, { id: 'waiting' }]);
    }));

  test('who closes finishes what was begun and gives back what was not', () =>
    inTable(async (open, change) => {
      const queue = open();
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      let begun = 0;
      await queue.work('events', async () => {
        begun += 1;
        await released;
      }, { concurrency: 1 });
      await queue.add('events', [{ id: 'first', data: {} }, { id: 'second', data: {} }]);
      await until(() => begun === 1);
      const closed = queue.close();
      release();
      await closed;
      expect((await change('select id, state, attempts from platform.jobs order by id')).rows).toEqual([{ id: 'first', state: 'done', attempts: 1 }, { id: 'second', state: 'waiting', attempts: 0 }]);
    }));
});

describeAdapter('queue', 'redis', () => {
  contract((work) => {
    const place = aRedis();
    return closing(() => redisQueue(place, silentLog), work);
  });

  test('adding fails at once while Redis is away: the outbox keeps what waits', () =>
    closing(() => redisQueue({ url: 'redis://127.0.0.1:1', prefix: 'nobody' }, silentLog), async (open) => {
      const begun = Date.now();
      await expect(open().add('events', [{ id: 'lost', data: {} }])).rejects.toThrow();
      expect(Date.now() - begun).toBeLessThan(5_000);
    }));
});

/** What every queue does, wherever it keeps its jobs. */
function contract(withQueue: WithQueue): void {
  test('every job is worked on, among several workers each by one', () =>
    withQueue(async (open) => {
      const [first, second] = [open(), open()];
      const seen: number[] = [];
      for (const queue of [first, second]) await queue.work<{ n: number }>('events', async ({ n }) => void seen.push(n));
      await open().add('events', Array.from({ length: 100 }, (_, n) => ({ id: `job-${n}`, data: { n } })));
      await until(() => seen.length >= 100);
      expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    }));

  test('a job whose id is known is not added again, before it ran nor after', () =>
    withQueue(async (open) => {
      const queue = open();
      const seen: string[] = [];
      const add = (text: string) => queue.add('events', [{ id: 'event-1.a.handler', data: { text } }]);
      await add('first');
      await add('second');
      await queue.work<{ text: string }>('events', async ({ text }) => void seen.push(text));
      await until(() => seen.length === 1);
      await until(async () => (await queue.counts('events')).active === 0);
      await add('third');
      await queue.add('events', [{ id: 'event-2.a.handler', data: { text: 'another' } }]);
      await until(() => seen.includes('another'));
      expect(seen).toEqual(['first', 'another']);
    }));

  test('a job that fails is tried again', () =>
    withQueue(async (open) => {
      const queue = open();
      let attempts = 0;
      await queue.work('events', async () => {
        attempts += 1;
        if (attempts < 2) throw new Error('not yet');
      });
      await queue.add('events', [{ id: 'stubborn', data: {} }]);
      await until(() => attempts === 2);
      await until(async () => Object.values(await queue.counts('events')).every((count) => count === 0));
    }));

  test('jobs wait for a worker that comes later, and closing finishes what runs', () =>
    withQueue(async (open) => {
      await open().add('events', [{ id: 'patient', data: {} }]);
      const late = open();
      let finished = false;
      let begun = false;
      await late.work('events', async () => {
        begun = true;
        await new Promise((wake) => setTimeout(wake, 100));
        finished = true;
      });
      await until(() => begun);
      await late.close();
      expect(finished).toBe(true);
    }));
}
