import type { PackSet } from '@stoa/tax';
import type { Vendor } from '@stoa/vendors';

/** A VAT number and the country that gave it. */
export type VatNumber = { readonly country: string; readonly number: string };

/** The number that a vendor has at home. */
export const ownNumber = ({ country, vatId }: Vendor): VatNumber | null => (vatId === null ? null : { country, number: vatId });

/** The number that a vendor from abroad supplies its goods here under: that of a registration where a public register can be asked. */
export function numberHere(packs: PackSet, vendor: Vendor): VatNumber | null {
  const here = vendor.registrations.find((one) => one.scheme === 'vat' && registerOf(packs, one.country) !== null);
  return here ? { country: here.country, number: here.number } : ownNumber(vendor);
}

/** The public register that knows the numbers of a country. */
export const registerOf = (packs: PackSet, country: string): string | null => packs.packs.get(packs.sameAs.get(country) ?? country)?.pack.tax_id?.register ?? null;
