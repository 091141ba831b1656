import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import { decideTax } from '../decision/decide-tax.js';
import type { TaxAnswer } from '../decision/decision.js';
import type { ConsignmentFacts, Place } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';

/** A sale that somebody wonders about: goods of a category from here to there, to a consumer or a business, by a vendor who is registered where it says. */
export type TrialSale = {
  readonly category: string; readonly amountMinor: bigint; readonly currency: string; readonly shippingMinor: bigint; readonly priceMode: 'incl' | 'excl';
  readonly from: Place; readonly to: Place; readonly buyer: 'consumer' | 'business'; readonly buyerTaxId: string | null;
  readonly vendor: { readonly country: string; readonly registeredIn: readonly string[]; readonly oss: boolean; readonly smallBusiness: boolean };
  readonly at: Date;
};

/** Answers what the tax of a sale would be, under this marketplace's own registrations, accepted drafts and exchange rates. Nothing is kept. */
export async function trySale(ctx: TxCtx, deps: { packs: PackSet }, sale: TrialSale): Promise<{ facts: ConsignmentFacts; answer: TaxAnswer }> {
  const tenant = await getTenant(ctx);
  const { vendor } = sale;
  const facts: ConsignmentFacts = {
    taxPoint: sale.at, currency: sale.currency, shipFrom: sale.from, shipTo: sale.to, priceMode: sale.priceMode,
    seller: {
      id: 'trial', country: vendor.country, establishments: [vendor.country], smallBusiness: vendor.smallBusiness, oss: vendor.oss, crossBorderYtdMinor: 0n,
      registrations: vendor.registeredIn.map((country) => ({ country, scheme: schemeIn(deps.packs, country), number: 'trial' })),
    },
    platform: { role: 'marketplace', establishment: tenant.homeCountry, registrations: tenant.registrations.map(({ country, region, scheme, number }) => ({ country, region, scheme, number })) },
    customer: { type: sale.buyer, taxId: sale.buyerTaxId, taxIdValid: sale.buyer === 'business' && sale.buyerTaxId !== null },
    lines: [{ id: 'l1', category: sale.category, amountMinor: sale.amountMinor, quantity: 1, discounts: [] }], shipping: sale.shippingMinor === 0n ? null : { amountMinor: sale.shippingMinor },
  };
  return { facts, answer: await decideTax(ctx, deps, facts) };
}

/** What the ordinary registration of a country is called. */
const schemeIn = (packs: PackSet, country: string): string => (packs.packs.get(country)?.pack.tax === 'GST' ? 'gst' : 'vat');
