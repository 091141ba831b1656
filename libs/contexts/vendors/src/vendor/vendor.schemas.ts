import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { VendorId } from '@stoa/events/vendors';
import type { VendorApplication } from './apply-as-vendor.js';
import type { ProfileChange } from './edit-profile.js';
import { gapsInTraderFile, isSelling, type Registration, type TraderAddress, type Vendor } from './vendor.js';

export const vendorId = wireId<VendorId, 'ven'>('ven');

const text = (max: number) => z.string().trim().min(1).max(max);
const localizedText = z.record(z.string().regex(/^[a-z]{2}$/, 'A language of two letters, as in de.'), z.string().trim().max(2_000));
const country = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, as in DE.');
const day = z.iso.date();
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'A colour such as #48635a.');

const addressBody = z.strictObject({
  line1: text(200), line2: text(200).nullable().default(null), city: text(120), region: text(40).nullable().default(null), postcode: text(20), country,
});
const registrationBody = z.strictObject({
  country, region: text(10).nullable().default(null), scheme: z.string().regex(/^[a-z][a-z0-9_]{1,40}$/), number: text(60), valid_from: day, valid_to: day.nullable().default(null),
});
const toRegistration = (r: z.output<typeof registrationBody>): Registration => ({ country: r.country, region: r.region, scheme: r.scheme, number: r.number, validFrom: r.valid_from, validTo: r.valid_to });

export const applicationBody = z.strictObject({
  name: text(120), legal_name: text(200), address: addressBody, register_number: text(60).nullable().default(null), vat_id: text(30).nullable().default(null),
  registrations: z.array(registrationBody).max(50).default([]), establishments: z.array(country).max(60).default([]), small_business: z.boolean().default(false), oss: z.boolean().default(false),
  email: z.email().max(254), phone: text(40), about: localizedText.default({}), mark_colour: colour.nullable().default(null),
  self_certified: z.literal(true, 'Confirm that you offer only goods that comply with the law.'), id_document: text(120).nullable().default(null),
  applicant_email: z.email().max(254), locale: z.string().regex(/^[a-z]{2}$/).default('en'),
});

export const toApplication = (body: z.output<typeof applicationBody>): VendorApplication => ({
  name: body.name, legalName: body.legal_name, address: body.address, registerNumber: body.register_number, vatId: body.vat_id, registrations: body.registrations.map(toRegistration),
  establishments: body.establishments, smallBusiness: body.small_business, oss: body.oss, email: body.email, phone: body.phone, about: body.about, markColour: body.mark_colour,
  selfCertified: body.self_certified, idDocument: body.id_document, applicantEmail: body.applicant_email, locale: body.locale,
});

export const profileBody = z.strictObject({
  name: text(120), about: localizedText, mark_colour: colour, email: z.email().max(254), phone: text(40), vat_id: text(30).nullable(), register_number: text(60).nullable(),
  registrations: z.array(registrationBody).max(50), small_business: z.boolean(), oss: z.boolean(), id_document: text(120).nullable(), self_certified: z.literal(true),
}).partial();

export function toProfileChange(body: z.output<typeof profileBody>): ProfileChange {
  const { mark_colour, vat_id, register_number, registrations, small_business, id_document, self_certified, ...same } = body;
  return definedOnly({
    ...same, markColour: mark_colour, vatId: vat_id, registerNumber: register_number, registrations: registrations?.map(toRegistration), smallBusiness: small_business, idDocument: id_document, selfCertified: self_certified,
  });
}
const definedOnly = <T extends object>(change: T): T => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as T;

const addressView = z.object({ line1: z.string(), line2: z.string().nullable(), city: z.string(), region: z.string().nullable(), postcode: z.string(), country: z.string() });
const registrationView = z.object({ country: z.string(), region: z.string().nullable(), scheme: z.string(), number: z.string(), valid_from: z.string(), valid_to: z.string().nullable() });

export const vendorView = z.object({
  id: vendorId.wire, handle: z.string(), name: z.string(), legal_name: z.string(), status: z.enum(['applied', 'approved', 'active', 'suspended', 'rejected']), is_selling: z.boolean(), country: z.string(),
  address: addressView, register_number: z.string().nullable(), vat_id: z.string().nullable(), registrations: z.array(registrationView), establishments: z.array(z.string()),
  small_business: z.boolean(), oss: z.boolean(), email: z.string(), phone: z.string(), mark_colour: z.string(), about: z.record(z.string(), z.string()), self_certified: z.boolean(), id_document: z.string().nullable(),
  series_prefix: z.string(), hold_days_override: z.int().nullable(), applicant_email: z.string(), locale: z.string(), reason: z.string().nullable(), trader_file_gaps: z.array(z.string()),
  applied_at: z.iso.datetime(), approved_at: z.iso.datetime().nullable(), activated_at: z.iso.datetime().nullable(), suspended_at: z.iso.datetime().nullable(), version: z.int(),
}).meta({ id: 'Vendor' });

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const toVendorView = (v: Vendor): z.input<typeof vendorView> => ({
  id: vendorId.toWire(v.id), handle: v.handle, name: v.name, legal_name: v.legalName, status: v.status, is_selling: isSelling(v), country: v.country, address: v.address,
  register_number: v.registerNumber, vat_id: v.vatId, establishments: [...v.establishments],
  registrations: v.registrations.map((r) => ({ country: r.country, region: r.region, scheme: r.scheme, number: r.number, valid_from: r.validFrom, valid_to: r.validTo })),
  small_business: v.smallBusiness, oss: v.oss, email: v.email, phone: v.phone, mark_colour: v.markColour, about: { ...v.about }, self_certified: v.selfCertified, id_document: v.idDocument,
  series_prefix: v.seriesPrefix, hold_days_override: v.holdDaysOverride, applicant_email: v.applicantEmail, locale: v.locale, reason: v.reason, trader_file_gaps: gapsInTraderFile(v),
  applied_at: v.appliedAt.toISOString(), approved_at: iso(v.approvedAt), activated_at: iso(v.activatedAt), suspended_at: iso(v.suspendedAt), version: v.version,
});

export const vendorLineView = z.object({
  id: vendorId.wire, handle: z.string(), name: z.string(), legal_name: z.string(), status: vendorView.shape.status, country: z.string(), city: z.string(), mark_colour: z.string(), applied_at: z.iso.datetime(),
}).meta({ id: 'VendorLine' });

export const toVendorLineView = (v: Vendor): z.input<typeof vendorLineView> => ({
  id: vendorId.toWire(v.id), handle: v.handle, name: v.name, legal_name: v.legalName, status: v.status, country: v.country, city: v.address.city, mark_colour: v.markColour, applied_at: v.appliedAt.toISOString(),
});

/** Who sells, as buyers may read it: name, address, register and contact, and the self-certification (DSA art. 30(7)). */
export const traderView = z.object({
  legal_name: z.string(), address_lines: z.array(z.string()), register_number: z.string().nullable(), vat_id: z.string().nullable(), email: z.string(), phone: z.string(), self_certified: z.boolean(),
}).meta({ id: 'Trader' });

export const shopVendorView = z.object({
  handle: z.string(), name: z.string(), about: z.string(), mark_color: z.string(), city: z.string(), country: z.string(), since: z.iso.datetime().nullable(), trader: traderView,
}).meta({ id: 'ShopVendor' });

/** An address as it is written on a letter. */
export const addressLines = (a: TraderAddress): string[] => [a.line1, ...(a.line2 === null ? [] : [a.line2]), [a.region, a.postcode, a.city].filter((part) => part !== null).join(' '), a.country];

export function toShopVendorView(v: Vendor, locale: string): z.input<typeof shopVendorView> {
  return {
    handle: v.handle, name: v.name, about: v.about[locale] ?? v.about[locale.slice(0, 2)] ?? v.about[v.locale] ?? Object.values(v.about)[0] ?? '', mark_color: v.markColour,
    city: v.address.city, country: v.country, since: iso(v.approvedAt),
    trader: { legal_name: v.legalName, address_lines: addressLines(v.address), register_number: v.registerNumber, vat_id: v.vatId, email: v.email, phone: v.phone, self_certified: v.selfCertified },
  };
}
