import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import type { AgreementText } from './agreement-text.js';

/** That a vendor lets the marketplace bill itself: when, under which text, and who said so. */
export type Agreement = { readonly vendorId: VendorId; readonly textVersion: string; readonly textSha256: string; readonly locale: string; readonly acceptedAt: Date; readonly acceptedBy: { readonly kind: string; readonly id: string } };
type Row = { vendor_id: VendorId; text_version: string; text_sha256: string; locale: string; accepted_at: Date; accepted_by_kind: string; accepted_by_id: string };

const agreements = (ctx: TxCtx) => ctx.tx<Row>('invoicing.self_billing_agreements').where('tenant_id', ctx.tenantId);

/** What a vendor agreed to last; null where it did not. */
export async function findAgreement(ctx: TxCtx, vendorId: VendorId): Promise<Agreement | null> {
  const row = await agreements(ctx).where({ vendor_id: vendorId }).orderBy('accepted_at', 'desc').first('vendor_id', 'text_version', 'text_sha256', 'locale', 'accepted_at', 'accepted_by_kind', 'accepted_by_id');
  return row ? { vendorId: row.vendor_id, textVersion: row.text_version, textSha256: row.text_sha256, locale: row.locale, acceptedAt: row.accepted_at, acceptedBy: { kind: row.accepted_by_kind, id: row.accepted_by_id } } : null;
}

/** Keeps that a vendor agreed to a text, for good; false where it had agreed to it before. */
export async function insertAgreement(ctx: TxCtx, vendorId: VendorId, text: AgreementText): Promise<boolean> {
  const inserted = await ctx.tx('invoicing.self_billing_agreements').insert({
    tenant_id: ctx.tenantId, vendor_id: vendorId, text_version: text.version, text_sha256: text.sha256, locale: text.locale, accepted_at: ctx.now, accepted_by_kind: ctx.actor.kind, accepted_by_id: ctx.actor.id,
  }).onConflict(['tenant_id', 'vendor_id', 'text_version']).ignore().returning('vendor_id');
  return inserted.length > 0;
}
