import { createHash } from 'node:crypto';
import { ApiError } from './errors.js';
import type { IdempotencyRow } from '../tables.js';
import { DAY_MS, type World } from '../world.js';

export type Keyed = { id: string; hash: string };

/** The key of a request within its account, and the hash of what was asked. */
export function keyOf(account: string, key: string, method: string, path: string, params: unknown): Keyed {
  if (key.length > 255) throw new ApiError(400, { type: 'invalid_request_error', message: 'Idempotency keys have at most 255 characters.' }, false);
  return {
    id: `${account}:${key}`,
    hash: createHash('sha256')
      .update(JSON.stringify([method, path, params]))
      .digest('hex'),
  };
}

/** What the key was answered with before, if it was. The same key for another request is an error, and so is one still being worked on. */
export function recall(world: World, keyed: Keyed, inFlight: ReadonlyMap<string, string>): IdempotencyRow | null {
  const stored = world.store.get('idempotency', keyed.id);
  const hash = stored?.hash ?? inFlight.get(keyed.id);
  if (hash !== undefined && hash !== keyed.hash) {
    throw new ApiError(
      400,
      {
        type: 'idempotency_error',
        message:
          'Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than the one given if you meant to execute a different request.',
      },
      false,
    );
  }
  if (stored) return stored;
  if (inFlight.has(keyed.id)) {
    throw new ApiError(
      409,
      {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: 'There is currently another in-progress request using this Idempotent Key. Try again later.',
      },
      false,
    );
  }
  return null;
}

export function remember(world: World, keyed: Keyed, answer: { status: number; body: unknown }, requestId: string): void {
  world.store.put('idempotency', { id: keyed.id, hash: keyed.hash, status: answer.status, body: answer.body, at: world.clock.now(), requestId });
}

/** Keys live a day of the simulated clock, so events and requests do not pile up for ever. */
export function forgetOld(world: World): void {
  const { store, clock } = world;
  store.change(() => {
    for (const row of store.all('idempotency')) if (row.at <= clock.now() - DAY_MS) store.remove('idempotency', row.id);
    for (const row of store.all('events')) if (row.createdAt <= clock.now() - 30 * DAY_MS) store.remove('events', row.id);
    for (const row of store.all('deliveries')) if (row.state !== 'pending' && !store.get('events', row.event)) store.remove('deliveries', row.id);
  });
}
