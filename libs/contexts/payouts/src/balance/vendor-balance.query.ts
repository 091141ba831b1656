import type { VendorId } from '@stoa/events/vendors';
import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import type { Hold } from '../hold/hold.js';
import { listHeldOfVendor } from '../hold/hold.repository.js';

const SHOWN = 200;
const KINDS = ['vendor.held', 'vendor.payable', 'vendor.in_transfer'] as const;

export type VendorBalance = {
  readonly currency: string;
  /** Every currency in which the vendor has or had money here. */
  readonly currencies: readonly string[];
  readonly heldMinor: bigint;
  readonly readyMinor: bigint;
  readonly inTransferMinor: bigint;
  readonly holds: readonly Hold[];
};

/** What is the vendor's, fees already taken: the books' own figures, and what of it is held why and until when. Without a currency: the marketplace's. */
export async function readVendorBalance(ctx: TxCtx, vendorId: VendorId, wanted: string | null): Promise<VendorBalance> {
  const balances = await balancesOf(ctx, { kinds: KINDS, owner: vendorId });
  const main = (await getTenant(ctx)).currency;
  const currencies = [...new Set(balances.map((balance) => balance.account.currency))].sort();
  const currency = wanted ?? (currencies.length === 0 || currencies.includes(main) ? main : (currencies[0] ?? main));
  const of = (kind: (typeof KINDS)[number]) => balances.find((balance) => balance.account.kind === kind && balance.account.currency === currency)?.balanceMinor ?? 0n;
  return {
    currency, currencies: currencies.length === 0 ? [currency] : currencies, heldMinor: of('vendor.held'), readyMinor: of('vendor.payable'), inTransferMinor: of('vendor.in_transfer'),
    holds: await listHeldOfVendor(ctx, { vendorId, currency, limit: SHOWN }),
  };
}
