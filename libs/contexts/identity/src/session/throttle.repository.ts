import type { Knex } from 'knex';
import { waitAfter, WINDOW_MS, type ThrottleKey } from './throttle.js';

type Row = { key: string; failures: number; since: Date; blocked_until: Date | null };
type Control = { tx: Knex.Transaction };

/** Until when these keys have to wait; null when they need not. */
export async function blockedUntil(ctx: Control, keys: readonly ThrottleKey[], now: Date): Promise<Date | null> {
  const rows = await ctx.tx<Row>('identity.sign_in_failures').whereIn('key', keys.map((one) => one.key)).where('blocked_until', '>', now).orderBy('blocked_until', 'desc').select('blocked_until');
  return rows[0]?.blocked_until ?? null;
}

/** Counts a failure. Failures of long ago are forgotten first. */
export async function countFailure(ctx: Control, keys: readonly ThrottleKey[], now: Date): Promise<void> {
  for (const { kind, key } of [...keys].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const { rows } = await ctx.tx.raw<{ rows: { failures: number }[] }>(
      `insert into identity.sign_in_failures as f (key, failures, since) values (?, 1, ?)
       on conflict (key) do update set failures = case when f.since < ? then 1 else f.failures + 1 end, since = case when f.since < ? then excluded.since else f.since end
       returning failures`,
      [key, now, new Date(now.getTime() - WINDOW_MS), new Date(now.getTime() - WINDOW_MS)],
    );
    const wait = waitAfter(kind, rows[0]!.failures);
    await ctx.tx<Row>('identity.sign_in_failures').where({ key }).update({ blocked_until: wait === 0 ? null : new Date(now.getTime() + wait) });
  }
}

/** A success clears the pair and the e-mail; the address keeps its count, or one good account would launder a thousand tries. */
export async function forgetFailures(ctx: Control, keys: readonly ThrottleKey[]): Promise<void> {
  await ctx.tx<Row>('identity.sign_in_failures').whereIn('key', keys.filter((one) => one.kind !== 'ip').map((one) => one.key)).delete();
}
