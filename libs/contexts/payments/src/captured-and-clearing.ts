import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { capturedWithoutOrder } from './attempt/captured.query.js';

/** The clearing holds exactly what was captured and belongs to no order group yet: all else has been handed out, to the cent. */
export async function clearingMatches(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const [balances, open] = [await balancesOf(ctx, { kinds: ['order.clearing'] }), await capturedWithoutOrder(ctx)];
  const currencies = [...new Set([...balances.map((b) => b.account.currency), ...open.keys()])];
  const breaks = currencies.flatMap((currency) => {
    const inBooks = balances.filter((b) => b.account.currency === currency).reduce((total, b) => total + b.balanceMinor, 0n);
    const waiting = open.get(currency) ?? 0n;
    return inBooks === waiting ? [] : [{ what: `The clearing in ${currency} holds ${inBooks}, captures without an order come to ${waiting}` }];
  });
  return { looked_at: currencies.length, breaks };
}
