import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { VendorId } from '@stoa/events/vendors';
import type { VendorApplication } from './vendor/apply-as-vendor.js';
import type { Vendor } from './vendor/vendor.js';
export { editProfile } from './vendor/edit-profile.js';
import { insertVendor } from './vendor/vendor.repository.js';

/** An active pottery in Leipzig, with a complete trader file. Handle and prefix are its own, so that several fit in one marketplace. */
export function aVendor(change: Partial<Vendor> = {}): Vendor {
  const id = change.id ?? newId<VendorId>();
  const own = id.slice(-8);
  return {
    id, handle: `toepferei-${own}`, name: 'Töpferei Brandt', legalName: 'Töpferei Brandt GmbH', status: 'active', country: 'DE',
    address: { line1: 'Spinnereistraße 7', line2: null, city: 'Leipzig', region: null, postcode: '04179', country: 'DE' },
    registerNumber: 'HRB 30412', vatId: 'DE129273398', establishments: ['DE'], smallBusiness: false, oss: true, crossBorderYtdMinor: 0n,
    registrations: [
      { country: 'DE', region: null, scheme: 'vat', number: 'DE129273398', validFrom: '2020-01-01', validTo: null },
      { country: 'DE', region: null, scheme: 'union_oss', number: 'DE129273398', validFrom: '2021-07-01', validTo: null },
      { country: 'DE', region: null, scheme: 'lucid', number: 'DE5512345678901', validFrom: '2022-07-01', validTo: null },
    ],
    email: 'hallo@toepferei-brandt.example', phone: '+49 341 555 0101', markColour: '#48635a', about: { de: 'Eine Drehscheibe, ein Gasofen.', en: 'One wheel, one gas kiln.' },
    selfCertified: true, idDocument: null, seriesPrefix: `T${own.toUpperCase()}`, holdDaysOverride: null, applicantEmail: 'karla@toepferei-brandt.example', locale: 'de',
    reason: null, appliedAt: new Date('2026-01-02T09:00:00Z'), approvedAt: new Date('2026-01-03T09:00:00Z'), activatedAt: new Date('2026-01-04T09:00:00Z'), suspendedAt: null,
    version: 1, ...change,
  };
}

export async function savedVendor(ctx: TxCtx, change: Partial<Vendor> = {}): Promise<Vendor> {
  const vendor = aVendor(change);
  await insertVendor(ctx, vendor);
  return vendor;
}

/** What a weaver in Bielefeld would write into the form. */
export const anApplication = (change: Partial<VendorApplication> = {}): VendorApplication => ({
  name: 'Weberei Holtkamp', legalName: 'Weberei Holtkamp KG', address: { line1: 'Webergasse 3', line2: null, city: 'Bielefeld', region: null, postcode: '33602', country: 'DE' },
  registerNumber: 'HRA 14511', vatId: 'DE811569869', registrations: [], establishments: [], smallBusiness: false, oss: false, email: 'post@holtkamp.example', phone: '+49 521 555 0143',
  about: { de: 'Wir weben seit 1911.' }, markColour: null, selfCertified: true, idDocument: null, applicantEmail: 'jette@holtkamp.example', locale: 'de', ...change,
});
