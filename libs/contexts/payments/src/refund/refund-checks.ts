import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { openRefunds, refundedPerAttempt } from './refund.repository.js';

type Finding = { looked_at: number; breaks: { what: string }[] };

export async function refundsWithinCaptures(ctx: TxCtx): Promise<Finding> {
  const payments = await refundedPerAttempt(ctx);
  const breaks = payments.filter((one) => one.refundedMinor > one.capturedMinor).map((one) => ({ what: `Of payment ${one.attemptId} ${one.refundedMinor} are refunded, ${one.capturedMinor} were captured` }));
  return { looked_at: payments.length, breaks };
}

/** A refund that failed is owed until its vendors have theirs again, which is some moments later. */
export async function refundsOwed(ctx: TxCtx): Promise<Finding> {
  const [balances, open] = [await balancesOf(ctx, { kinds: ['customer.refund_payable'] }), await openRefunds(ctx)];
  const booked = new Map(balances.map((balance) => [balance.account.currency, balance.balanceMinor]));
  const currencies = [...new Set([...booked.keys(), ...open.keys()])];
  const breaks = currencies.filter((currency) => (booked.get(currency) ?? 0n) !== (open.get(currency) ?? 0n)).map((currency) => ({ what: `The books owe shoppers ${booked.get(currency) ?? 0n} ${currency}, refunds on their way come to ${open.get(currency) ?? 0n}` }));
  return { looked_at: currencies.length, breaks };
}
