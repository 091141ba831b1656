import type { TxCtx } from '@stoa/platform/context';
import { judgeListing, type OfferingPacks } from '@stoa/compliance';
import { listMarkets, type Market } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import { getCategory } from '../category/category.repository.js';
import type { Judgement } from './judgement.js';
import type { ListingContent, ResponsibleParty } from './listing.js';

export type JudgeDeps = { readonly offeringPacks: OfferingPacks };

/** What the rules read of a listing, whether it was saved or not. */
export type Goods = Pick<ListingContent, 'categoryId' | 'taxCategory' | 'attributes' | 'madeByVendor' | 'manufacturer' | 'responsiblePerson' | 'excludedMarkets'> & { readonly pictures: number };
export const goodsOf = (content: ListingContent): Goods => ({ ...content, pictures: content.media.length });

/** Asks the rule packs of every market the vendor wants to sell this in. What they say is kept with the version. */
export async function judge(ctx: TxCtx, deps: JudgeDeps, vendor: Vendor, goods: Goods): Promise<Judgement> {
  const category = goods.categoryId === null ? null : await getCategory(ctx, goods.categoryId);
  const facts = {
    category: goods.taxCategory ?? category?.taxCategory ?? 'goods.general', attributes: attributesOf(goods), pictures: goods.pictures, vendor: traderOf(vendor), at: ctx.now,
  };
  const markets = await listMarkets(ctx);
  const judged = markets.map((market): [string, Judgement['markets'][string]] => {
    if (goods.excludedMarkets.includes(market.code)) return [market.code, { outcome: 'excluded', refusals: [], gates: [] }];
    const verdict = judgeListing(deps.offeringPacks, { ...facts, markets: placesOf(market) }, vendor.locale);
    const refusals = verdict.refusals.map((refusal) => ({ market: market.code, place: refusal.market, rule: refusal.rule, cite: refusal.cite, message: refusal.found, what_to_do: refusal.whatToDo }));
    return [market.code, { outcome: verdict.verdict, refusals, gates: verdict.gates }];
  });
  return { markets: Object.fromEntries(judged), packs: [...deps.offeringPacks.packs.values()].map(({ id, version }) => ({ id, version })) };
}

/** The law is a country's or a state's: a market of several asks each. */
function placesOf(market: Market): { country: string; region: string | null }[] {
  return market.countries.flatMap((country): { country: string; region: string | null }[] => {
    const regions = market.regions.filter((region) => region.startsWith(`${country}-`));
    return regions.length === 0 ? [{ country, region: null }] : regions.map((region) => ({ country, region: region.slice(country.length + 1) }));
  });
}

/** The rules read one flat list of facts about the goods; who made them is part of it. */
const attributesOf = (goods: Goods): Record<string, unknown> => ({
  ...goods.attributes,
  made_by_vendor: goods.madeByVendor,
  ...party('manufacturer', goods.manufacturer),
  ...party('responsible_person', goods.responsiblePerson),
});

const party = (role: string, who: ResponsibleParty | null): Record<string, unknown> =>
  who === null ? {} : { [`${role}_name`]: who.name, [`${role}_address`]: who.address, [`${role}_email`]: who.email, [`${role}_country`]: who.country };

const traderOf = (vendor: Vendor) => ({
  country: vendor.country,
  traderFile: {
    legalName: vendor.legalName, address: `${vendor.address.line1}, ${vendor.address.postcode} ${vendor.address.city}`, email: vendor.email, phone: vendor.phone,
    registerNumber: vendor.registerNumber, vatId: vendor.vatId, idDocument: vendor.idDocument !== null, selfCertified: vendor.selfCertified,
  },
  registrations: vendor.registrations,
});
