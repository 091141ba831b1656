import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { heldPerVendor, movingPerVendor } from './checks.query.js';

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

/** What is free waits in transfers, what was asked for is under way in them, to the cent; and no reversal asks a vendor for more than it owes. */
export async function transfersMatch(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const [moving, balances] = [await movingPerVendor(ctx), await balancesOf(ctx, { kinds: ['vendor.payable', 'vendor.in_transfer', 'vendor.receivable'] })];
  const said = new Map(moving.map((one) => [`${one.vendorId}/${one.currency}`, one]));
  const booked = new Map(balances.map((balance) => [`${balance.account.kind}/${balance.account.owner}/${balance.account.currency}`, balance.balanceMinor]));
  const keys = [...new Set([...said.keys(), ...balances.map((balance) => `${balance.account.owner}/${balance.account.currency}`)])];
  const breaks = keys.flatMap((key) => {
    const one = said.get(key) ?? { payable: 0n, inTransfer: 0n, receivable: 0n };
    const of = (kind: string) => booked.get(`${kind}/${key}`) ?? 0n;
    return [
      ...(of('vendor.payable') === one.payable ? [] : [{ what: `Vendor ${key}: the books owe ${of('vendor.payable')}, transfers wait for ${one.payable}` }]),
      ...(of('vendor.in_transfer') === one.inTransfer ? [] : [{ what: `Vendor ${key}: the books have ${of('vendor.in_transfer')} under way, transfers ${one.inTransfer}` }]),
      ...(of('vendor.receivable') >= one.receivable ? [] : [{ what: `Vendor ${key}: reversals and debts ask for ${one.receivable}, it owes ${of('vendor.receivable')}` }]),
    ];
  });
  return { looked_at: keys.length, breaks };
}
