import { type Actor, speaksFor } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/vendors';
import { vendorCannotMove, vendorNotSelling } from './vendor.errors.js';

export type VendorStatus = 'applied' | 'approved' | 'active' | 'suspended' | 'rejected';

/** A postal address of a business, as it stands in the trader file and on invoices. */
export type TraderAddress = {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postcode: string;
  readonly country: string;
};

/** A number an authority or register gave to the vendor: `scheme` is `vat`, `union_oss`, `lucid`, `sellers_permit`, `alcohol_licence` and the like. Dates are calendar days, the last one included. */
export type Registration = {
  readonly country: string;
  readonly region: string | null;
  readonly scheme: string;
  readonly number: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};

/** Who sells in one marketplace, with what the law wants to be known of a trader (DSA art. 30, INFORM Consumers Act). */
export type Vendor = {
  readonly id: VendorId;
  readonly handle: string;
  readonly name: string;
  readonly legalName: string;
  readonly status: VendorStatus;
  readonly country: string;
  readonly address: TraderAddress;
  readonly registerNumber: string | null;
  readonly vatId: string | null;
  readonly registrations: readonly Registration[];
  /** Countries where the vendor has a seat or a fixed establishment, its own first: the deemed-supplier test looks at these. */
  readonly establishments: readonly string[];
  readonly smallBusiness: boolean;
  readonly oss: boolean;
  /** Net distance sales within the union this year outside this marketplace, in minor units of the vendor's currency (VAT directive art. 59c). */
  readonly crossBorderYtdMinor: bigint;
  readonly email: string;
  readonly phone: string;
  readonly markColour: string;
  readonly about: Readonly<Record<string, string>>;
  /** The vendor's word that it offers only goods that comply with the law (DSA art. 30(1)(e)). */
  readonly selfCertified: boolean;
  readonly idDocument: string | null;
  /** Begins the numbers of the vendor's own invoices; unique in the marketplace. */
  readonly seriesPrefix: string;
  /** Days after delivery until the vendor's money is free, where staff chose other than the marketplace's. */
  readonly holdDaysOverride: number | null;
  /** Who applied: is invited as the vendor's first user once staff approve. */
  readonly applicantEmail: string;
  readonly locale: string;
  /** Why it was rejected or suspended, in words its people read. */
  readonly reason: string | null;
  readonly appliedAt: Date;
  readonly approvedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly suspendedAt: Date | null;
  readonly version: number;
};

const MOVES: Record<VendorStatus, readonly VendorStatus[]> = {
  applied: ['approved', 'rejected'],
  approved: ['active', 'suspended'],
  active: ['suspended'],
  suspended: ['approved', 'active'],
  rejected: [],
};

const moved = (vendor: Vendor, status: VendorStatus): Vendor => {
  if (!MOVES[vendor.status].includes(status)) throw vendorCannotMove(vendor.status, status);
  return { ...vendor, status };
};

/** Staff let the vendor in: it may draft, ship and sell; its money waits until the payout account is ready. */
export const approve = (vendor: Vendor, now: Date): Vendor => ({ ...moved(vendor, 'approved'), approvedAt: now, reason: null });

export const reject = (vendor: Vendor, reason: string): Vendor => ({ ...moved(vendor, 'rejected'), reason });

/** The payout account is ready: nothing is left to set up. */
export const activate = (vendor: Vendor, now: Date): Vendor => ({ ...moved(vendor, 'active'), activatedAt: now });

export const suspend = (vendor: Vendor, reason: string, now: Date): Vendor => ({ ...moved(vendor, 'suspended'), reason, suspendedAt: now });

/** Ends a suspension: back to where the vendor stood before it. */
export const reinstate = (vendor: Vendor): Vendor => {
  if (vendor.status !== 'suspended') throw vendorCannotMove(vendor.status, 'active');
  return { ...moved(vendor, vendor.activatedAt === null ? 'approved' : 'active'), reason: null, suspendedAt: null };
};

export const isSelling = (vendor: Vendor): boolean => vendor.status === 'approved' || vendor.status === 'active';

/** Refuses where goods of a vendor that may not sell (any more, or yet) are about to be sold. */
export function assertVendorSelling(vendor: Vendor): void {
  if (!isSelling(vendor)) throw vendorNotSelling(vendor.name);
}

/** What the trader file still lacks before a marketplace may let the vendor in (DSA art. 30(1); 15 USC 45f(a)). */
export function gapsInTraderFile(vendor: Vendor): string[] {
  const gaps: string[] = [];
  if (vendor.registerNumber === null && vendor.idDocument === null) gaps.push('register number or identity document');
  if (!vendor.selfCertified) gaps.push('self-certification');
  return gaps;
}

/** Staff see and touch every vendor, a vendor's people their own. */
export const mayActFor = (actor: Actor, vendorId: VendorId): boolean => speaksFor(actor, vendorId);

/** A name as it stands in an address: `Töpferei Brandt & Söhne` becomes `toepferei-brandt-soehne`. */
export function toHandle(name: string): string {
  const spelled = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replaceAll('å', 'a').replaceAll('ø', 'o');
  const handle = spelled.normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 50).replace(/-+$/, '');
  return handle === '' ? 'vendor' : handle;
}

/** The first letters of up to three words, for the vendor's invoice numbers: `Töpferei Brandt` becomes `TB`. Digits at a word's beginning do not count: they would read as a number. */
export function toSeriesPrefix(name: string): string {
  const spelled = toHandle(name).split('-').map((word) => word.replace(/^\d+/, '')).filter((word) => word !== '');
  const words = spelled.length === 0 ? ['vendor'] : spelled;
  const letters = words.length === 1 ? words[0]!.slice(0, 2) : words.slice(0, 3).map((word) => word[0]!).join('');
  return letters.toUpperCase().padEnd(2, 'X');
}

/** The first free one of `base`, `base-2`, `base-3`… */
export function firstFree(base: string, taken: ReadonlySet<string>, join: (base: string, n: number) => string): string {
  if (!taken.has(base)) return base;
  let n = 2;
  while (taken.has(join(base, n))) n += 1;
  return join(base, n);
}
