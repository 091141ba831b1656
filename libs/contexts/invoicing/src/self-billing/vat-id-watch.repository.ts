import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';

/** What the register knew last of the number that a vendor is self-billed under. */
export type VatIdWatch = { readonly taxId: string | null; readonly outcome: 'valid' | 'invalid' | null };
type Row = { tenant_id: string; vendor_id: VendorId; tax_id: string | null; outcome: 'valid' | 'invalid' | null; checked_at: Date | null; due_at: Date };
const watches = (ctx: TxCtx) => ctx.tx<Row>('invoicing.vat_id_watches').where('tenant_id', ctx.tenantId);

/** Takes vendors with an agreement whose number is to be looked at, and puts each off: whoever dies while asking loses nothing, and no two ask for the same. */
export async function claimDueWatches(ctx: TxCtx, limit: number, { today, until }: { today: string; until: Date }): Promise<VendorId[]> {
  const { rows } = await ctx.tx.raw<{ rows: { vendor_id: VendorId }[] }>(
    `insert into invoicing.vat_id_watches as w (tenant_id, vendor_id, due_at)
     select a.tenant_id, a.vendor_id, :until from invoicing.self_billing_agreements a
       left join invoicing.vat_id_watches k on k.tenant_id = a.tenant_id and k.vendor_id = a.vendor_id
      where a.tenant_id = :tenant and (k.due_at is null or k.due_at <= :now)
        and not exists (select 1 from invoicing.self_billing_endings e where e.tenant_id = a.tenant_id and e.vendor_id = a.vendor_id and e.resumed_at is null and e.ends_on < :today::date)
      group by a.tenant_id, a.vendor_id order by a.vendor_id limit :limit
     on conflict (tenant_id, vendor_id) do update set due_at = excluded.due_at where w.tenant_id = :tenant and w.due_at <= :now
     returning w.vendor_id`, { tenant: ctx.tenantId, now: ctx.now, until, today, limit });
  return rows.map((row) => row.vendor_id);
}

/** Locks what is known of a vendor's number. */
export async function lockWatch(ctx: TxCtx, vendorId: VendorId): Promise<VatIdWatch> {
  const row = await watches(ctx).where({ vendor_id: vendorId }).forUpdate().first('tax_id', 'outcome');
  return { taxId: row?.tax_id ?? null, outcome: row?.outcome ?? null };
}

export async function keepWatch(ctx: TxCtx, vendorId: VendorId, known: VatIdWatch, dueAt: Date): Promise<void> {
  await watches(ctx).where({ vendor_id: vendorId }).update({ tax_id: known.taxId, outcome: known.outcome, checked_at: ctx.now, due_at: dueAt });
}

/** Asks again, but later: the register did not answer. */
export async function putOffWatch(ctx: TxCtx, vendorId: VendorId, dueAt: Date): Promise<void> {
  await watches(ctx).where({ vendor_id: vendorId }).update({ due_at: dueAt });
}

/** A vendor has changed what it says of itself: its number is looked at soon. */
export async function wakeWatch(ctx: TxCtx, vendorId: VendorId): Promise<void> {
  await watches(ctx).where({ vendor_id: vendorId }).update({ due_at: ctx.now });
}
