import type { Journal } from '@stoa/ledger';
import type { Refund, RefundPart } from '@stoa/payments';
import type { Sale } from './money-sale.js';
import { agree } from './random.js';

export type Policy = { readonly commission: 'returned' | 'kept'; readonly goodwillBy: 'marketplace' | 'vendor' };
type Shared = { readonly grossMinor: bigint; readonly taxMinor: bigint; readonly commissionMinor: bigint };

/** Of each line never more went back than was paid for it; and tax and commission went back in the same share as the price did, to the cent of each refund. */
export function judgeShares({ group }: Sale, refunds: readonly Refund[], policy: Policy): void {
  const parts = refunds.filter((one) => one.state !== 'failed').flatMap((one) => one.parts);
  for (const line of group.orders.flatMap((order) => order.lines)) {
    const own = parts.filter((part) => part.kind === 'goods' && part.id === line.id);
    const back = (what: keyof Shared) => own.reduce((total, part) => total + part[what], 0n);
    for (const what of ['grossMinor', 'taxMinor', 'commissionMinor'] as const) agree(`whether more of a line's ${what} goes back than there was`, back(what) > line[what], false);
    agree('whether more pieces go back than were sold', own.reduce((total, part) => total + part.quantity, 0) > line.quantity, false);
    // Shares drift by a cent where a refund between two others failed.
    const cents = BigInt(refunds.length);
    const isInShare = (part: bigint, whole: bigint) => abs(part * line.grossMinor - whole * back('grossMinor')) <= cents * line.grossMinor + whole * cents;
    agree('the share of the tax that goes back', isInShare(back('taxMinor'), line.taxMinor), true);
    agree('the share of the commission that goes back', policy.commission === 'kept' ? back('commissionMinor') === 0n : isInShare(back('commissionMinor'), line.commissionMinor), true);
  }
}

/** All of it went back: the offices keep nothing of it, vendor and marketplace together nothing, and by the policy each of them nothing or the commission. */
export function judgeBack({ group }: Sale, { refunds, journals, policy }: { refunds: readonly Refund[]; journals: readonly Journal[]; policy: Policy }): void {
  const alive = refunds.filter((one) => one.state === 'succeeded');
  const parts = alive.flatMap((one) => one.parts);
  if (added(parts.filter((part) => part.kind === 'rounding')) !== 0n) return; // a last cent that no price comes to may stand between an office and the marketplace
  const entries = journals.filter((journal) => journal.source.kind !== 'order_group' && journal.source.kind !== 'payment_attempt').flatMap((journal) => journal.entries);
  const left = (is: (kind: string) => boolean) => entries.filter((one) => is(one.account.kind)).reduce((total, one) => total + one.amountMinor, 0n);
  agree('tax that is left of what was given back', left((kind) => kind === 'tax.payable'), 0n);
  const [byVendors, byMarketplace] = [left((kind) => kind.startsWith('vendor.')), left((kind) => kind === 'tenant.payable')];
  agree('what vendors and marketplace together keep of what was given back', byVendors + byMarketplace, 0n);
  if (parts.some((part) => part.isGoodwill) || alive.length < refunds.length || alive.some((one) => one.origin === 'gateway')) return;
  const commission = group.orders.reduce((total, order) => total + order.commissionMinor, 0n);
  agree('what the marketplace keeps of a commission when all was given back', -byMarketplace, policy.commission === 'kept' ? commission : 0n);
}

const added = (parts: readonly RefundPart[]): bigint => parts.reduce((total, part) => total + part.grossMinor, 0n);
const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
