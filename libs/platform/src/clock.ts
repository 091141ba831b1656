import type { Database } from './database.js';
import { invariant } from './errors.js';

/** Business time: holds, deadlines, tax points and the simulator follow it. Sessions, tokens and signatures use the wall clock instead. */
export type Clock = { now(): Date };

export const wallClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests. */
export const fixedClock = (now: Date): Clock => ({ now: () => now });

export type MovableClock = Clock & { readonly isMovable: boolean; offsetMs(): number; refresh(): Promise<void>; move(byMs: number): Promise<Date>; stop(): void };

/** The wall clock plus the offset that stands in the database, read again every `refreshMs`. In production nobody moves it: it is the wall clock. */
export async function openClock(db: Database, options: { movable: boolean; refreshMs?: number }): Promise<MovableClock> {
  let offsetMs = 0;
  const refresh = async () => {
    offsetMs = options.movable ? await readOffset(db) : 0;
  };
  const now = () => new Date(Date.now() + offsetMs);
  await refresh();
  // A failed read keeps the offset we know: time goes on, and the next tick asks again.
  const timer = options.movable ? setInterval(() => void refresh().catch(() => undefined), options.refreshMs ?? 1_000) : undefined;
  timer?.unref();
  return {
    now,
    isMovable: options.movable,
    offsetMs: () => offsetMs,
    refresh,
    move: async (byMs) => {
      invariant(options.movable, 'the clock of a production deployment is never moved');
      invariant(Number.isSafeInteger(byMs) && byMs >= 0, 'the clock only goes forward');
      offsetMs = await addToOffset(db, byMs);
      return now();
    },
    stop: () => clearInterval(timer),
  };
}

const readOffset = (db: Database): Promise<number> =>
  db.transactionAsControl(async (tx) => Number((await tx('platform.clock').first('offset_ms'))?.offset_ms ?? 0n));

const addToOffset = (db: Database, byMs: number): Promise<number> =>
  db.transactionAsControl(async (tx) => {
    const rows = await tx('platform.clock').increment('offset_ms', byMs).returning('offset_ms');
    return Number(rows[0].offset_ms);
  });
