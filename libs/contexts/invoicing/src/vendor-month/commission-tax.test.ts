import { evaluate } from '@stoa/tax';
import { thePacks } from '@stoa/tax/testing';
import type { Tenant } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import { commissionFacts } from './commission-tax.js';

const in_ = (country: string, region: string | null = null) => ({ line1: 'Street 1', line2: null, city: 'Town', region, postcode: '', country });
const marketplaceIn = (country: string, is: { registered?: boolean; region?: string; scheme?: string } = {}) =>
  ({ address: in_(country, is.region ?? null), vatId: null, registrations: is.registered === false ? [] : [{ country, region: is.scheme === 'gst' ? (is.region ?? null) : null, scheme: is.scheme ?? 'vat', number: 'N' }] }) as unknown as Tenant;
const vendorIn = (country: string, region: string | null = null) => ({ address: in_(country, region) }) as unknown as Vendor;

/** Who owes which tax on 119.00 of commission, and what of it is net: as the packs say it. */
function decided(tenant: Tenant, vendor: Vendor, taxId: { taxId: string; evidence: null } | null = null): string {
  const answer = evaluate(thePacks(), commissionFacts({ tenant, vendor, taxId, currency: 'EUR', taxPoint: new Date('2026-10-31T22:59:59Z'), grossMinor: [11_900n] }));
  if (answer.outcome !== 'decided') return `no answer: ${answer.reasons.map((one) => one.code).join()}`;
  const { liable, scheme, totals } = answer.decision;
  return `${liable} ${scheme} ${totals.netMinor} + ${totals.taxMinor}`;
}
const ID = { taxId: 'X', evidence: null };

test.each([
  ['DE to DE', marketplaceIn('DE'), vendorIn('DE'), ID, 'seller domestic 10000 + 1900'],
  ['FI to FI, without a VAT id', marketplaceIn('FI'), vendorIn('FI'), null, 'seller domestic 9482 + 2418'],
  ['DE to FI', marketplaceIn('DE'), vendorIn('FI'), ID, 'customer b2b_service_reverse_charge 11900 + 0'],
  ['DE to FI, without a VAT id: nobody can prove the business, so the tax of the marketplace’s seat', marketplaceIn('DE'), vendorIn('FI'), null, 'seller domestic 10000 + 1900'],
  ['DE to FI, and the marketplace is registered nowhere', marketplaceIn('DE', { registered: false }), vendorIn('FI'), null, 'none small_enterprise 11900 + 0'],
  ['DE to DE, and the marketplace is registered nowhere', marketplaceIn('DE', { registered: false }), vendorIn('DE'), ID, 'none small_enterprise 11900 + 0'],
  ['DE to US', marketplaceIn('DE'), vendorIn('US', 'CA'), null, 'none out_of_scope 11900 + 0'],
  ['DE to UA, for which there is no pack', marketplaceIn('DE'), vendorIn('UA'), null, 'none out_of_scope 11900 + 0'],
  ['DE to CH: the vendor owes it at home', marketplaceIn('DE'), vendorIn('CH'), null, 'customer b2b_service_reverse_charge 11900 + 0'],
  ['GB to GB', marketplaceIn('GB'), vendorIn('GB'), null, 'seller domestic 9917 + 1983'],
  ['CH to CH', marketplaceIn('CH'), vendorIn('CH'), null, 'seller domestic 11008 + 892'],
  ['NO to NO', marketplaceIn('NO'), vendorIn('NO'), null, 'seller domestic 9520 + 2380'],
  ['AU to AU', marketplaceIn('AU', { scheme: 'gst' }), vendorIn('AU'), null, 'seller domestic 10818 + 1082'],
  ['NZ to NZ', marketplaceIn('NZ', { scheme: 'gst' }), vendorIn('NZ'), null, 'seller domestic 10348 + 1552'],
  ['SG to SG', marketplaceIn('SG', { scheme: 'gst' }), vendorIn('SG'), null, 'seller domestic 10917 + 983'],
  ['IN to IN', marketplaceIn('IN', { scheme: 'gst', region: 'MH' }), vendorIn('IN', 'KA'), null, 'seller domestic 10085 + 1815'],
  ['JP to JP', marketplaceIn('JP'), vendorIn('JP'), null, 'seller domestic 10819 + 1081'],
  ['CA to CA', marketplaceIn('CA', { scheme: 'gst' }), vendorIn('CA', 'ON'), null, 'seller domestic 10531 + 1369'],
  ['GB to GB, below the limit of registration', marketplaceIn('GB', { registered: false }), vendorIn('GB'), null, 'none small_enterprise 11900 + 0'],
  ['AU to AU, below the limit of registration', marketplaceIn('AU', { registered: false }), vendorIn('AU'), null, 'none small_enterprise 11900 + 0'],
  ['JP to JP, below the limit of registration', marketplaceIn('JP', { registered: false }), vendorIn('JP'), null, 'none small_enterprise 11900 + 0'],
  ['MX to MX, where no law knows such a limit', marketplaceIn('MX', { registered: false }), vendorIn('MX'), null, 'no answer: tax.registration_missing'],
  ['US to US', marketplaceIn('US', { region: 'CA', scheme: 'sales_tax' }), vendorIn('US', 'CO'), null, 'none out_of_scope 11900 + 0'],
])('commission, %s', (_what, tenant, vendor, taxId, expected) => expect(decided(tenant, vendor, taxId)).toBe(expected));
