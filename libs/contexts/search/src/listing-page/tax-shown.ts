import type { TxCtx } from '@stoa/platform/context';
import { decideTax, type PackSet } from '@stoa/tax';
import { getTenant, type Market } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import type { Warehouse } from '@stoa/inventory';

/** Where a price is shown for, while nobody has given an address: the market's first country or state. */
export function placeOf(market: Market): { country: string; region: string | null; postcode: string } {
  const [region] = market.regions;
  return region === undefined ? { country: market.countries[0]!, region: null, postcode: '' } : { country: region.slice(0, 2), region: region.slice(3), postcode: '' };
}

export type Priced = { readonly vendor: Vendor; readonly market: Market; readonly warehouse: Warehouse | null; readonly taxCategory: string; /** Where it stands, unless it names a tax category itself. */ readonly path: string | null; readonly priceMinor: bigint };

/** The rate that the tax engine says of one piece sent within the market, null where nobody charges any: the same engine that taxes the order, so that the page and the invoice agree. */
export async function rateShown(ctx: TxCtx, deps: { packs: PackSet }, priced: Priced): Promise<string | null> {
  const { vendor, market, warehouse } = priced;
  const tenant = await getTenant(ctx);
  const from = warehouse?.address ?? vendor.address;
  const today = ctx.now.toISOString().slice(0, 10);
  const answer = await decideTax(ctx, deps, {
    taxPoint: ctx.now, currency: market.currency, priceMode: market.priceMode, customer: { type: 'consumer', taxId: null, taxIdValid: false },
    shipFrom: { country: from.country, region: from.region, postcode: from.postcode, city: from.city }, shipTo: { ...placeOf(market), city: null },
    seller: {
      id: vendor.id, country: vendor.country, establishments: [...vendor.establishments], smallBusiness: vendor.smallBusiness, crossBorderYtdMinor: vendor.crossBorderYtdMinor, oss: vendor.oss,
      registrations: vendor.registrations.filter((r) => r.validFrom <= today && (r.validTo === null || today <= r.validTo)).map(({ country, scheme, number }) => ({ country, scheme, number })),
    },
    platform: { role: 'marketplace', establishment: tenant.homeCountry, registrations: tenant.registrations.map(({ country, region, scheme, number }) => ({ country, region, scheme, number })) },
    lines: [{ id: 'piece', category: priced.taxCategory, path: priced.path, amountMinor: priced.priceMinor, quantity: 1, discounts: [] }], shipping: null,
  });
  const line = answer.outcome === 'decided' ? answer.decision.lines[0] : undefined;
  return line && line.taxMinor > 0n ? line.ratePct : null;
}
