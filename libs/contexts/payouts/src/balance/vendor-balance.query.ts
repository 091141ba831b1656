import type { VendorId } from '@stoa/events/vendors';
import { balancesOf } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import type { Debt } from '../debt/debt.js';
import { listOpenDebts } from '../debt/debt.repository.js';
import type { Hold } from '../hold/hold.js';
import { listHeldOfVendor } from '../hold/hold.repository.js';

const SHOWN = 200;
const KINDS = ['vendor.held', 'vendor.payable', 'vendor.in_transfer', 'vendor.receivable'] as const;

export type VendorBalance = {
  readonly currency: string;
  /** Every currency in which the vendor has or had money here. */
  readonly currencies: readonly string[];
  readonly heldMinor: bigint;
  readonly readyMinor: bigint;
  readonly inTransferMinor: bigint;
  /** What the vendor has to give back, for a refund of what was paid out already. */
  readonly owedMinor: bigint;
  /** At the vendor's account by now, less what came back from there. */
  readonly paidOutMinor: bigint;
  readonly holds: readonly Hold[];
  /** What of `owedMinor` the next payouts pay, and what for. */
  readonly debts: readonly Debt[];
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
    owedMinor: of('vendor.receivable'), paidOutMinor: await paidOut(ctx, vendorId, currency),
    holds: await listHeldOfVendor(ctx, { vendorId, currency, limit: SHOWN }), debts: await listOpenDebts(ctx, { vendorId, currency, limit: SHOWN }),
  };
}

async function paidOut(ctx: TxCtx, vendorId: VendorId, currency: string): Promise<bigint> {
  const { rows } = await ctx.tx.raw<{ rows: { minor: bigint }[] }>(
    `select (coalesce((select sum(amount_minor) from payouts.transfers where tenant_id = :tenant and vendor_id = :vendor and currency = :currency and state = 'sent'), 0)
           - coalesce((select sum(amount_minor) from payouts.reversals where tenant_id = :tenant and vendor_id = :vendor and currency = :currency and state = 'done'), 0)
           + coalesce((select sum(amount_minor - taken_back_minor) from payouts.debts where tenant_id = :tenant and vendor_id = :vendor and currency = :currency and cause_kind = 'transfer_by_hand'), 0))::bigint as minor`,
    { tenant: ctx.tenantId, vendor: vendorId, currency },
  );
  return rows[0]?.minor ?? 0n;
}
