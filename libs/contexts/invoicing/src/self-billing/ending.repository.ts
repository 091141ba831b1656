import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { Ending, Side } from './ending.js';

type Row = Record<string, unknown>;

const open = (ctx: TxCtx, vendorId: VendorId) => ctx.tx<Row>('invoicing.self_billing_endings').where('tenant_id', ctx.tenantId).where({ vendor_id: vendorId }).whereNull('resumed_at');

/** The end that somebody has set and nobody has taken back. */
export async function findEnding(ctx: TxCtx, vendorId: VendorId): Promise<Ending | null> {
  const [row] = await open(ctx, vendorId).select<Row[]>(ctx.tx.raw(`to_char(ends_on, 'YYYY-MM-DD') as ends_on`), 'side', 'ended_at');
  return row ? { endsOn: row['ends_on'] as string, side: row['side'] as Side, endedAt: row['ended_at'] as Date } : null;
}

/** Keeps that an agreement ends; false where an end was set before. */
export async function insertEnding(ctx: TxCtx, vendorId: VendorId, { endsOn, side }: Pick<Ending, 'endsOn' | 'side'>): Promise<boolean> {
  const inserted = await ctx.tx('invoicing.self_billing_endings')
    .insert({ tenant_id: ctx.tenantId, id: newId(), vendor_id: vendorId, ends_on: endsOn, side, ended_at: ctx.now, ended_by_kind: ctx.actor.kind, ended_by_id: ctx.actor.id })
    .onConflict(ctx.tx.raw('(tenant_id, vendor_id) where resumed_at is null')).ignore().returning('id');
  return inserted.length > 0;
}

/** Takes the end back, because the vendor has agreed again; false where none was set. */
export async function resumeAgreement(ctx: TxCtx, vendorId: VendorId, textVersion: string): Promise<boolean> {
  return (await open(ctx, vendorId).update({ resumed_at: ctx.now, resumed_text_version: textVersion, resumed_by_kind: ctx.actor.kind, resumed_by_id: ctx.actor.id })) > 0;
}
