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
