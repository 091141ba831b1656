import { oma } from './oma.js';
import type { ListingSeed, TenantSeed, VendorSeed } from './types.js';

/** What is sold there, by the vendor's handle: SKUs of the small world. */
const GOODS: Readonly<Record<string, readonly string[]>> = {
  'keramik-lindqvist': ['KL-MUG-USVA-280', 'KL-VAS-YO-18'],
  'weberei-holtkamp': ['WH-SCH-KRA-1', 'WH-SCH-TAN-1'],
  'alder-and-ash': ['AA-SPN-ELM-1', 'AA-BRD-OAK-1'],
};

/** A marketplace just large enough for one true sale: three vendors of Oma, who owe the tax of what they sell in three ways (a Finnish one by the one-stop shop, a German
 *  one at home, a British one through the marketplace), with two listings each. New by its slug and its people's addresses, so that it can be opened as often as one likes. */
export function smallMarketplace(slug: string, name = 'Oma'): TenantSeed {
  const own = (email: string) => email.replace('@', `+${slug}@`);
  const vendors = oma.vendors.flatMap((vendor): VendorSeed[] => {
    const skus = GOODS[vendor.handle];
    return skus ? [{ ...vendor, email: own(vendor.email), listings: vendor.listings.filter((listing) => listing.variants.some((variant) => skus.includes(variant.sku))).map(withOnePicture) }] : [];
  });
  return { ...oma, slug, name, staff: oma.staff.map((person) => ({ ...person, email: own(person.email) })), vendors, orders: [] };
}

const withOnePicture = (listing: ListingSeed): ListingSeed => ({ ...listing, pictures: listing.pictures.slice(0, 1) });
