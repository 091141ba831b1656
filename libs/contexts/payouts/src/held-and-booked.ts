import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { heldPerVendor } from './checks.query.js';

/** What the books hold for each vendor is what its holds come to. An order whose hold is not written yet (its event is on the way) may stand in the books alone,
 *  so only a hold without money behind it is a break. */
export async function holdsAreCovered(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const [held, balances] = [await heldPerVendor(ctx), await balancesOf(ctx, { kinds: ['vendor.held'] })];
  const booked = new Map(balances.map((balance) => [`${balance.account.owner}/${balance.account.currency}`, balance.balanceMinor]));
  const breaks = held.flatMap(({ vendorId, currency, minor }) => {
    const inBooks = booked.get(`${vendorId}/${currency}`) ?? 0n;
    return inBooks >= minor ? [] : [{ what: `Vendor ${vendorId}: holds come to ${minor} ${currency}, the books hold ${inBooks}` }];
  });
  return { looked_at: held.length, breaks };
}
