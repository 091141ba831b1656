import pg from 'pg';
import type { Logger } from './log.js';
import { openRedis, redisOptions, untilReady, type RedisPlace } from './redis.js';

/** Short words from each process to all. Who was away has missed them: `onGap` says so, and whoever keeps something must then doubt all of it. */
export type Broadcast = {
  publish(topic: string, text: string): Promise<void>;
  subscribe(topic: string, heard: (text: string) => void, onGap?: () => void): void;
  close(): Promise<void>;
};

const CHANNEL = 'stoa';
/** NOTIFY takes at most 8,000 bytes. */
const MAX_BYTES = 7_500;
const [FIRST_RETRY_MS, LAST_RETRY_MS] = [100, 5_000];
type Subscriber = { topic: string; heard: (text: string) => void; onGap: () => void };

/** Over one LISTEN connection of PostgreSQL. Never inside a transaction of business: there NOTIFY takes a lock on the whole database at commit. */
export async function postgresBroadcast(url: string, log: Logger): Promise<Broadcast> {
  const subscribers: Subscriber[] = [];
  let isClosed = false;
  let client: pg.Client | null = null;

  const hear = (payload: string | undefined) => {
    const { topic, text } = JSON.parse(payload ?? '{}') as { topic?: string; text?: string };
    for (const subscriber of subscribers) if (subscriber.topic === topic) subscriber.heard(text ?? '');
  };
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'stoa broadcast', keepAlive: true });
    fresh.on('notification', ({ payload }) => hear(payload));
    fresh.on('error', (error) => {
      log.warn({ err: error }, 'the broadcast lost its connection');
      if (client === fresh) void comeBack();
    });
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
    client = fresh;
  };
  const comeBack = async () => {
    client = null;
    for (let wait = FIRST_RETRY_MS; !isClosed && client === null; wait = Math.min(LAST_RETRY_MS, wait * 2)) {
      await new Promise((wake) => setTimeout(wake, wait));
      try {
        if (!isClosed) await connect();
      } catch (error) {
        log.warn({ err: error }, 'the broadcast is still without a connection');
      }
    }
    if (!isClosed) for (const subscriber of subscribers) subscriber.onGap();
  };

  await connect();
  // One connection carries one statement at a time; whoever speaks meanwhile waits for their turn.
  let turn: Promise<unknown> = Promise.resolve();
  const send = async (payload: string) => {
    if (client === null) throw new Error('The broadcast has no connection at the moment.');
    await client.query('select pg_notify($1, $2)', [CHANNEL, payload]);
  };
  return {
    publish: async (topic, text) => {
      const payload = JSON.stringify({ topic, text });
      if (Buffer.byteLength(payload) > MAX_BYTES) throw new Error('A broadcast is a short word: send what to look at, not what is there.');
      const sent = turn.then(() => send(payload));
      turn = Promise.allSettled([sent]); // a failure is for its own caller; the next one has its own try
      await sent;
    },
    subscribe: (topic, heard, onGap = () => undefined) => void subscribers.push({ topic, heard, onGap }),
    close: async () => {
      isClosed = true;
      await client?.end();
      client = null;
    },
  };
}

/** By Redis pub/sub. A subscriber whose connection was away may have missed words, as with PostgreSQL. */
export async function redisBroadcast(place: RedisPlace, log: Logger): Promise<Broadcast> {
  const channel = `${place.prefix}:broadcast`;
  const subscribers: Subscriber[] = [];
  const { Redis } = await import('ioredis');
  const sender = await openRedis(place, log);
  const listener = new Redis({ ...redisOptions(place.url), commandTimeout: undefined, maxRetriesPerRequest: null });
  listener.on('error', (error) => log.warn({ err: error }, 'the broadcast lost its connection'));
  listener.on('message', (_channel, payload: string) => {
    const { topic, text } = JSON.parse(payload) as { topic: string; text: string };
    for (const subscriber of subscribers) if (subscriber.topic === topic) subscriber.heard(text);
  });
  let wasReady = false;
  listener.on('ready', () => {
    if (wasReady) for (const subscriber of subscribers) subscriber.onGap();
    wasReady = true;
  });
  await Promise.all([listener.subscribe(channel), untilReady(sender)]);
  return {
    publish: async (topic, text) => {
      const payload = JSON.stringify({ topic, text });
      if (Buffer.byteLength(payload) > MAX_BYTES) throw new Error('A broadcast is a short word: send what to look at, not what is there.');
      await sender.publish(channel, payload);
    },
    subscribe: (topic, heard, onGap = () => undefined) => void subscribers.push({ topic, heard, onGap }),
    close: async () => {
      listener.disconnect();
      sender.disconnect();
    },
  };
}
