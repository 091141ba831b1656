import type { World } from '../world.js';

/** What must always hold in the stand-in; the answer names each thing that does not. */
export function brokenInvariants(world: World): string[] {
  const { store } = world;
  const broken: string[] = [];
  const check = (holds: boolean, message: string) => void (holds || broken.push(message));
  const sums = new Map<string, { available: number; pending: number }>();
  for (const { account, object: t } of store.all('balance_transactions')) {
    check(t.net === t.amount - t.fee, `${t.id}: net ${t.net} is not amount ${t.amount} less fee ${t.fee}`);
    const sum = sums.get(`${account}:${t.currency}`) ?? { available: 0, pending: 0 };
    sum[t.status as 'available' | 'pending'] += t.net;
    sums.set(`${account}:${t.currency}`, sum);
  }
  for (const balance of store.all('balances')) {
    const sum = sums.get(balance.id) ?? { available: 0, pending: 0 };
    check(
      balance.available === sum.available && balance.pending === sum.pending,
      `${balance.id}: balance ${balance.available}+${balance.pending}, transactions ${sum.available}+${sum.pending}`,
    );
    sums.delete(balance.id);
  }
  check(sums.size === 0, `balance transactions without a balance: ${[...sums.keys()].join(', ')}`);
  const transferredOf = sumsBy(
    store.all('transfers'),
    (t) => t.object.source_transaction as string | null,
    (t) => t.object.amount - t.object.amount_reversed,
  );
  const refundedOf = sumsBy(
    store.all('refunds').filter((r) => r.object.status !== 'failed'),
    (r) => r.object.charge as string,
    (r) => r.object.amount,
  );
  for (const { object: c, hidden } of store.all('charges')) {
    check(c.amount_refunded <= c.amount, `${c.id}: refunded ${c.amount_refunded} of ${c.amount}`);
    const refunded = refundedOf.get(c.id) ?? 0;
    check(refunded <= c.amount_captured || !c.captured, `${c.id}: refunds of ${refunded} for ${c.amount_captured} captured`);
    const transferred = transferredOf.get(c.id) ?? 0;
    check(
      hidden.transferred === transferred && transferred <= c.amount_captured,
      `${c.id}: ${transferred} transferred of ${c.amount_captured} captured, remembered ${hidden.transferred}`,
    );
  }
  const reversedOf = sumsBy(
    store.all('transfer_reversals'),
    (r) => r.object.transfer as string,
    (r) => r.object.amount,
  );
  for (const { object: t } of store.all('transfers')) {
    const reversed = reversedOf.get(t.id) ?? 0;
    check(
      reversed === t.amount_reversed && reversed <= t.amount,
      `${t.id}: reversals sum to ${reversed}, the transfer says ${t.amount_reversed} of ${t.amount}`,
    );
  }
  for (const { object: p } of store.all('payment_intents')) {
    check(
      p.amount_received <= p.amount && (p.status === 'succeeded') === p.amount_received > 0,
      `${p.id}: ${p.status} with ${p.amount_received} received of ${p.amount}`,
    );
  }
  return broken;
}

function sumsBy<T>(rows: readonly T[], keyOf: (row: T) => string | null, amountOf: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) sums.set(key, (sums.get(key) ?? 0) + amountOf(row));
  }
  return sums;
}
