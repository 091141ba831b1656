import { z } from 'zod';
import type { JournalId } from '@stoa/events/ledger';
import type { VendorId } from '@stoa/events/vendors';
import type { AccountKey, Journal } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import { getTenant } from '@stoa/tenancy';
import { getVendors } from '@stoa/vendors';

export const journalId = wireId<JournalId, 'jrn'>('jrn');
const memoValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const journalView = z.object({
  id: journalId.wire,
  event: z.string(),
  label: z.string(),
  occurred_at: z.iso.datetime(),
  source: z.object({ kind: z.string(), id: z.string() }),
  entries: z.array(z.object({ account: z.string(), owner: z.string(), currency: z.string(), debit: moneySchema.nullable(), credit: moneySchema.nullable() })),
  totals: z.array(z.object({ debit: moneySchema, credit: moneySchema })),
  memo: z.array(z.object({ name: z.string(), value: memoValue })),
}).meta({ id: 'Journal' });

const LABELS: Readonly<Record<string, string>> = {
  captured: 'Captured', split: 'Split to its owners', commission: 'Commission', platform_fee: 'Platform fee', fee: 'Gateway fee', fee_recharged: 'Gateway fee recharged', released: 'Hold released',
  transfer_requested: 'Transfer requested', transferred: 'Transferred', transfer_failed: 'Transfer refused, money free again', transfer_reversed: 'Transfer reversed', netted: 'Kept back, not sent',
  refund_decided: 'Refund decided', refund_paid: 'Refund paid', refund_came_back: 'Refund came back', refund_undone: 'Refund undone', refund_taken: 'Refund taken from the vendor', refund_given_back: 'Refund given back to the vendor',
};

/** Names of the owners that journals mention. */
export async function ownersOf(ctx: TxCtx, journals: readonly Journal[]): Promise<(account: AccountKey) => string> {
  const vendorIds = [...new Set(journals.flatMap((journal) => journal.entries.filter((e) => e.account.kind.startsWith('vendor.')).map((e) => e.account.owner as VendorId)))];
  const [tenant, vendors] = [await getTenant(ctx), await getVendors(ctx, vendorIds)];
  return (account) => {
    if (account.kind.startsWith('vendor.')) return vendors.get(account.owner as VendorId)?.name ?? account.owner;
    if (account.kind.startsWith('gateway.') || account.kind === 'exp.gateway_fee') return 'Stripe';
    if (account.kind === 'customer.refund_payable') return 'Shopper';
    if (account.kind === 'tax.payable') return account.dimension;
    return account.kind.startsWith('rev.') ? 'Stoa' : tenant.name;
  };
}

export function toJournalView(journal: Journal, ownerOf: (account: AccountKey) => string): z.input<typeof journalView> {
  const currencies = [...new Set(journal.entries.map((entry) => entry.account.currency))];
  const sumOf = (currency: string, sign: 1n | -1n) => moneyView(money(journal.entries.filter((e) => e.account.currency === currency && e.amountMinor * sign > 0n).reduce((a, e) => a + e.amountMinor * sign, 0n), currency));
  return {
    id: journalId.toWire(journal.id), event: journal.event, label: LABELS[journal.event] ?? journal.event, occurred_at: journal.occurredAt.toISOString(), source: { ...journal.source },
    entries: journal.entries.map(({ account, amountMinor }) => ({
      account: account.kind, owner: ownerOf(account), currency: account.currency,
      debit: amountMinor > 0n ? moneyView(money(amountMinor, account.currency)) : null, credit: amountMinor < 0n ? moneyView(money(-amountMinor, account.currency)) : null,
    })),
    totals: currencies.map((currency) => ({ debit: sumOf(currency, 1n), credit: sumOf(currency, -1n) })),
    memo: Object.entries(journal.memo).map(([name, value]) => ({ name, value })),
  };
}
