import { believed } from '@stoa/platform/believed';
import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import { vendorChangedMeanwhile, vendorNotFound } from './vendor.errors.js';
import type { Registration, TraderAddress, Vendor, VendorStatus } from './vendor.js';

export type VendorRow = {
  tenant_id: string; id: VendorId; handle: string; name: string; legal_name: string; status: VendorStatus; country: string; address: TraderAddress;
  register_number: string | null; vat_id: string | null; registrations: Registration[]; establishments: string[]; small_business: boolean; oss: boolean;
  cross_border_ytd_minor: bigint; email: string; phone: string; mark_colour: string; about: Record<string, string>; self_certified: boolean;
  id_document: string | null; series_prefix: string; hold_days_override: number | null; applicant_email: string; locale: string; reason: string | null;
  applied_at: Date; approved_at: Date | null; activated_at: Date | null; suspended_at: Date | null; version: number;
};

const COLUMNS = ['id', 'handle', 'name', 'legal_name', 'status', 'country', 'address', 'register_number', 'vat_id', 'registrations', 'establishments', 'small_business', 'oss', 'cross_border_ytd_minor', 'email', 'phone', 'mark_colour', 'about', 'self_certified', 'id_document', 'series_prefix', 'hold_days_override', 'applicant_email', 'locale', 'reason', 'applied_at', 'approved_at', 'activated_at', 'suspended_at', 'version'] as const;
const vendors = (ctx: TxCtx) => ctx.tx<VendorRow>('vendors.vendors').where('tenant_id', ctx.tenantId);

export async function getVendor(ctx: TxCtx, id: VendorId): Promise<Vendor> {
  const row = await vendors(ctx).where({ id }).first();
  if (!row) throw vendorNotFound();
  return fromRow(row);
}

/** The vendors of these ids; unknown ones are missing from the map. */
export async function getVendors(ctx: TxCtx, ids: readonly VendorId[]): Promise<Map<VendorId, Vendor>> {
  if (ids.length === 0) return new Map();
  const rows = await vendors(ctx).whereIn('id', [...new Set(ids)]).select(...COLUMNS);
  return new Map(rows.map((row) => [row.id, fromRow(row)]));
}

const seen = believed<Map<VendorId, Vendor>>();

/** The same for what is only shown: a change is seen a second later. */
export const believedVendors = (ctx: TxCtx, ids: readonly VendorId[]): Promise<Map<VendorId, Vendor>> => seen.read(ctx, [...ids].sort().join(), () => getVendors(ctx, ids));

export async function findVendorByHandle(ctx: TxCtx, handle: string): Promise<Vendor | null> {
  const row = await vendors(ctx).where({ handle }).first();
  return row ? fromRow(row) : null;
}

/** Handles and invoice prefixes that begin alike: what a new vendor's may not be. */
export async function listTakenNames(ctx: TxCtx, handle: string, seriesPrefix: string): Promise<{ handles: Set<string>; prefixes: Set<string> }> {
  const rows = await vendors(ctx)
    .where((q) => void q.where('handle', 'like', `${handle}%`).orWhere('series_prefix', 'like', `${seriesPrefix}%`))
    .select('handle', 'series_prefix');
  return { handles: new Set(rows.map((r) => r.handle)), prefixes: new Set(rows.map((r) => r.series_prefix)) };
}

export async function insertVendor(ctx: TxCtx, vendor: Vendor): Promise<void> {
  await ctx.tx('vendors.vendors').insert({ tenant_id: ctx.tenantId, ...toRow(vendor) });
}

/** Saves only if nobody saved since `vendor` was read, and answers with what now stands there. */
export async function updateVendor(ctx: TxCtx, vendor: Vendor): Promise<Vendor> {
  const { id, version } = vendor;
  const saved = { ...vendor, version: version + 1 };
  const changed = await vendors(ctx).where({ id, version }).update(toRow(saved) as never);
  if (changed === 0) throw vendorChangedMeanwhile();
  seen.forget(ctx);
  return saved;
}

export const fromRow = (row: Omit<VendorRow, 'tenant_id'>): Vendor => ({
  id: row.id, handle: row.handle, name: row.name, legalName: row.legal_name, status: row.status, country: row.country, address: row.address,
  registerNumber: row.register_number, vatId: row.vat_id, registrations: row.registrations, establishments: row.establishments,
  smallBusiness: row.small_business, oss: row.oss, crossBorderYtdMinor: row.cross_border_ytd_minor, email: row.email, phone: row.phone,
  markColour: row.mark_colour, about: row.about, selfCertified: row.self_certified, idDocument: row.id_document, seriesPrefix: row.series_prefix,
  holdDaysOverride: row.hold_days_override, applicantEmail: row.applicant_email, locale: row.locale, reason: row.reason,
  appliedAt: row.applied_at, approvedAt: row.approved_at, activatedAt: row.activated_at, suspendedAt: row.suspended_at, version: row.version,
});

const toRow = (v: Vendor) => ({
  id: v.id, handle: v.handle, name: v.name, legal_name: v.legalName, status: v.status, country: v.country, address: JSON.stringify(v.address),
  register_number: v.registerNumber, vat_id: v.vatId, registrations: JSON.stringify(v.registrations), establishments: [...v.establishments],
  small_business: v.smallBusiness, oss: v.oss, cross_border_ytd_minor: v.crossBorderYtdMinor, email: v.email, phone: v.phone, mark_colour: v.markColour,
  about: JSON.stringify(v.about), self_certified: v.selfCertified, id_document: v.idDocument, series_prefix: v.seriesPrefix,
  hold_days_override: v.holdDaysOverride, applicant_email: v.applicantEmail, locale: v.locale, reason: v.reason,
  applied_at: v.appliedAt, approved_at: v.approvedAt, activated_at: v.activatedAt, suspended_at: v.suspendedAt, version: v.version,
});
