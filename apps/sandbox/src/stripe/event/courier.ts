import { createHmac } from 'node:crypto';
import type { Attempt, DeliveryRow, EndpointRow, EventRow } from '../tables.js';
import type { World } from '../world.js';
import { allEndpoints } from './tell.js';

const AT_ONCE = 8;
const TIMEOUT_MS = 20_000;
/** Waits between tries. Short at first, so that a restarted worker hears soon; three days in all. */
const BACKOFF_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000, 12 * 3_600_000, 24 * 3_600_000, 24 * 3_600_000];

export type Courier = {
  /** Delivers what is due, and again later what was refused. */
  wake(): void;
  /** Delivers the events of one API call that shall arrive before its answer, and waits for theirs. */
  urgent(requestId: string): Promise<void>;
  isIdle(): boolean;
  stop(): Promise<void>;
};

/** `t=…,v1=…` over the raw bytes, as Stripe signs. Signatures use the wall clock. */
export function signature(payload: string, secret: string, atSeconds: number): string {
  return `t=${atSeconds},v1=${createHmac('sha256', secret).update(`${atSeconds}.${payload}`).digest('hex')}`;
}

/** Carries events to their listeners, in no promised order, at least once. */
export function createCourier(world: World, log: (line: string) => void): Courier {
  const { store, clock } = world;
  const open = new Set(
    store
      .all('deliveries')
      .filter((d) => d.state === 'pending')
      .map((d) => d.id),
  );
  const underway = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  store.onCommit((changes) => {
    const added = changes.filter(([table, , row]) => table === 'deliveries' && (row as DeliveryRow | null)?.state === 'pending');
    for (const [, id] of added) open.add(id);
    // Not at once: the API call that caused it answers in this same turn of the loop.
    if (added.length > 0) setImmediate(wake);
  });

  function wake(): void {
    if (isStopped) return;
    if (timer) clearTimeout(timer);
    timer = null;
    let soonest = Infinity;
    for (const id of open) {
      const row = store.get('deliveries', id);
      if (row?.state !== 'pending') {
        open.delete(id);
      } else if (!underway.has(id)) {
        if (row.nextAt > clock.now()) soonest = Math.min(soonest, row.nextAt);
        else if (underway.size < AT_ONCE) void begin(row);
      }
    }
    if (soonest !== Infinity) timer = setTimeout(wake, Math.min(Math.max(soonest - clock.now(), 1), 2 ** 31 - 1));
  }

  function begin(row: DeliveryRow): Promise<void> {
    const going = attempt(row)
      .catch((error: unknown) => log(`The delivery ${row.id} broke: ${String(error)}`))
      .finally(() => {
        underway.delete(row.id);
        wake();
      });
    underway.set(row.id, going);
    return going;
  }

  async function attempt(row: DeliveryRow): Promise<void> {
    const event = store.get('events', row.event);
    const endpoint = allEndpoints(world).find((e) => e.id === row.endpoint);
    if (!event || !endpoint) {
      store.change(() =>
        store.put('deliveries', {
          ...row,
          state: 'failed',
          attempts: [...row.attempts, { at: clock.now(), status: null, error: 'The endpoint or the event is gone.', tookMs: 0 }],
        }),
      );
      return;
    }
    const made = await post(endpoint, event, row.wrongSignature, clock.now());
    if (store.get('deliveries', row.id)) store.change(() => settle(row, made));
  }

  function settle(row: DeliveryRow, made: Attempt): void {
    const attempts = [...row.attempts, made];
    const isDone = made.status !== null && made.status >= 200 && made.status < 300;
    const wait = BACKOFF_MS[attempts.length - 1];
    if (isDone) {
      store.put('deliveries', { ...row, attempts, state: 'delivered' });
      countDown(row.event);
      letGo(row);
    } else if (wait === undefined) store.put('deliveries', { ...row, attempts, state: 'failed' });
    else store.put('deliveries', { ...row, attempts, nextAt: clock.now() + wait });
  }

  function countDown(eventId: string): void {
    const event = store.get('events', eventId);
    if (!event?.snapshot) return;
    store.put('events', { ...event, snapshot: { ...event.snapshot, pending_webhooks: Math.max(0, event.snapshot.pending_webhooks - 1) } });
  }

  /** An event held back may go as soon as a later one has overtaken it. */
  function letGo(after: DeliveryRow): void {
    if (after.heldBack) return;
    for (const id of open) {
      const row = store.get('deliveries', id);
      if (row?.heldBack && row.endpoint === after.endpoint && row.state === 'pending')
        store.put('deliveries', { ...row, heldBack: false, nextAt: clock.now() });
    }
  }

  return {
    wake,
    async urgent(requestId) {
      const rows = [...open].map((id) => store.get('deliveries', id)).filter((r): r is DeliveryRow => r?.urgentFor === requestId && !underway.has(r.id));
      await Promise.all(rows.map(begin));
    },
    isIdle: () => underway.size === 0 && ![...open].some((id) => (store.get('deliveries', id)?.nextAt ?? Infinity) <= clock.now()),
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await Promise.all(underway.values());
    },
  };
}

async function post(endpoint: EndpointRow, event: EventRow, isForged: boolean, at: number): Promise<Attempt> {
  const payload = JSON.stringify(event.snapshot ?? event.thin, null, 2);
  const began = Date.now();
  try {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(payload, isForged ? `${endpoint.secret}-forged` : endpoint.secret, Math.floor(Date.now() / 1000)),
      },
    });
    await answer.arrayBuffer();
    return { at, status: answer.status, error: null, tookMs: Date.now() - began };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { at, status: null, error: cause instanceof Error ? cause.message : String(cause), tookMs: Date.now() - began };
  }
}
