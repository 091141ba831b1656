import { addressesOfStaff } from '@stoa/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { TxCtx } from '@stoa/platform/context';
import { wireId } from '@stoa/platform/typeid';
import { chooseMarket, getTenant, type Tenant } from '@stoa/tenancy';
import { getVendor, type Vendor } from '@stoa/vendors';
import type { NotificationDeps } from '../deps.js';
import { brandOf } from '../message/brand.js';
import { financeContact } from '../message/finance-contact.js';
import type { Block, Brand, Letter, Template } from '../message/message.js';
import { mailWords } from './words.js';

/** Whose desk a mail about papers lands on. */
export type Desk = 'vendor' | 'staff';
const vendorId = wireId<VendorId, 'ven'>('ven');

/** What a letter to one of the two sides is made of. */
export type Office = { readonly desk: Desk; readonly tenant: Tenant; readonly vendor: Vendor | null; readonly brand: Brand; readonly to: string; readonly locale: string };

/** Who is written to, in which language: a vendor's people in the vendor's, the staff who look after documents, else the marketplace's address, in that of the first market. */
export async function openOffice(ctx: TxCtx, desk: Desk, id: VendorId | null): Promise<Office> {
  const [tenant, vendor] = [await getTenant(ctx), id === null ? null : await getVendor(ctx, id)];
  const brand = await brandOf(ctx, tenant);
  if (desk === 'vendor' && vendor) return { desk, tenant, vendor, brand, to: await financeContact(ctx, vendor, 'invoicing.read'), locale: vendor.locale };
  const staff = await addressesOfStaff(ctx, 'invoicing.write');
  return { desk, tenant, vendor, brand, to: (staff.length > 0 ? staff : [tenant.supportEmail]).join(', '), locale: (await chooseMarket(ctx, null)).defaultLocale };
}

/** Where the two sides look after a vendor's agreement and numbers. */
export const vendorPageOf = (deps: NotificationDeps, { desk, vendor }: Office): string =>
  (desk === 'staff' && vendor ? `${deps.publicUrls.admin}/market/vendors/${vendorId.toWire(vendor.id)}` : `${deps.publicUrls.admin}/vendor/setup`);

/** A letter to one of the two sides: no files, no links that open anything without signing in. */
export function officeLetter({ tenant, vendor, brand, to, locale }: Office, says: { template: Template; subject: string; preview: string; blocks: readonly Block[] }): Letter {
  const { help, legal } = mailWords(locale);
  return {
    ...says, locale, to, brand, footer: [help(tenant.supportEmail), legal(tenant.legalName)], from: { name: tenant.name, email: tenant.supportEmail }, attachments: [],
    about: vendor ? { kind: 'vendor', id: vendor.id } : { kind: 'tenant', id: tenant.id },
  };
}
