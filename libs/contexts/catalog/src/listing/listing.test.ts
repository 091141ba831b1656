import { describe, expect, test } from '@jest/globals';
import { actor, announced, asTenant, audited, switchTenant, withActor } from '@stoa/platform/testing';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { loadOfferingPacks } from '@stoa/compliance';
import type { ListingId, MediaId, VendorId } from '@stoa/events/catalog';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { listMarkets } from '@stoa/tenancy';
import { savedVendor } from '@stoa/vendors/testing';
import { suspendVendor } from '@stoa/vendors';
import { attributesOf } from '../category/category.js';
import { listCategories } from '../category/category.repository.js';
import { categorySets, provisionCategories } from '../category/provision-categories.js';
import { aVariant, publishedListing, savedCategory, savedListing, savedMedia, someContent } from '../testing.js';
import { approveListing } from './approve-listing.js';
import { createListing } from './create-listing.js';
import { describeForReview, describeOwnListing } from './describe-listing.js';
import { editListing } from './edit-listing.js';
import { getSellableVariants } from './get-sellable-variants.query.js';
import { checkDigit, isGtin } from './gtin.js';
import { listListings } from './list-listings.query.js';
import { flawsIn, gapsIn, mayEdit, optionText } from './listing.js';
import { getListing } from './listing.repository.js';
import { goodsOf } from './judge.js';
import { toJudgementView } from './listing.views.js';
import { previewJudgement } from './preview-judgement.js';
import { refuseListing } from './refuse-listing.js';
import { submitListing } from './submit-listing.js';
import { unlistListing } from './unlist-listing.js';
import { findVersion, listVersions } from './version.repository.js';

const deps = { offeringPacks: loadOfferingPacks('config/rule-packs/compliance') };
const glaze = { code: 'glaze', names: { de: 'Glasur', en: 'Glaze' }, values: [{ code: 'moss', names: { de: 'Moos', en: 'Moss' }, swatch: '#48635a' }, { code: 'fog', names: { de: 'Nebel' } as Record<string, string>, swatch: null }] };
const size = { code: 'size', names: { en: 'Size' }, values: [{ code: 's', names: { en: '180 ml' }, swatch: null }, { code: 'm', names: { en: '280 ml' }, swatch: null }] };

/** A marketplace that sells in Germany and Finland, a pottery, and its complete draft. */
async function pottery(ctx: TxCtx, content: Parameters<typeof someContent>[0] = {}) {
  await liveTenant(ctx, { markets: [aMarket({ code: 'de', countries: ['DE'], isDefault: true }), aMarket({ code: 'fi', countries: ['FI'], isDefault: false })] });
  const vendor = await savedVendor(ctx);
  return { vendor, own: withActor(ctx, actor.vendor(vendor.id)), listing: await savedListing(ctx, { vendorId: vendor.id, content }) };
}

test.each([['4006381333931', true], ['4006381333930', false], ['96385074', true], ['036000291452', true], ['00012345600012', true], ['400638133393', false], ['40063813339A1', false]])(
  'the GTIN %s is right: %s', (gtin, right) => expect(isGtin(gtin)).toBe(right));
test('a check digit can be worked out', () => expect(['400638133393', '9638507'].map(checkDigit)).toEqual([1, 4]));

describe('a draft cannot be saved', () => {
  const flawsOf = (change: Parameters<typeof someContent>[0]) => flawsIn(someContent(change), [{ code: 'material', names: {}, type: 'select', required: true, filterable: true, unit: null, values: [{ code: 'stoneware', names: {} }] }, { code: 'pages', names: {}, type: 'number', required: false, filterable: false, unit: null, values: [] }]).map((flaw) => flaw.pointer);
  test.each<[string, Parameters<typeof someContent>[0], string[]]>([
    ['with one SKU on two variants', { options: [size], variants: [aVariant({ sku: 'A', options: { size: 's' } }), aVariant({ sku: 'A', options: { size: 'm' } })] }, ['/variants/1/sku']],
    ['with a GTIN whose check digit is wrong', { variants: [aVariant({ gtin: '4006381333930' })] }, ['/variants/0/gtin']],
    ['with two variants of the same choice', { options: [size], variants: [aVariant({ options: { size: 's' } }), aVariant({ options: { size: 's' } })] }, ['/variants/1/options']],
    ['with a choice that is not offered', { options: [size], variants: [aVariant({ options: { size: 'xl' } })] }, ['/variants/0/options']],
    ['with two prices in one currency', { variants: [aVariant({ prices: [{ currency: 'EUR', minor: 1n }, { currency: 'EUR', minor: 2n }] })] }, ['/variants/0/prices']],
    ['with an attribute the category does not know', { attributes: { material: 'stoneware', colour: 'red' } }, ['/attributes/colour']],
    ['with an answer that is not one of the listed', { attributes: { material: 'iron' } }, ['/attributes/material']],
    ['with a text where a number is asked', { attributes: { material: 'stoneware', pages: '12' } }, ['/attributes/pages']],
  ])('%s', (_what, change, pointers) => expect(flawsOf(change)).toEqual(pointers));
  test('nor submitted while something lacks', () =>
    expect(gapsIn(someContent({ title: { de: ' ' }, media: [], variants: [], attributes: {} }), [{ code: 'material', names: {}, type: 'text', required: true, filterable: false, unit: null, values: [] }])).toEqual(['title', 'category', 'picture', 'variant', 'attribute material']));
});

test('a variant is told apart in every language its options have', () =>
  expect(optionText([glaze, size], { options: { glaze: 'fog', size: 'm' } })).toEqual({ de: 'Nebel, 280 ml', en: 'Nebel, 280 ml' }));

test('a vendor drafts, submits, and staff let it in: a version goes live that never changes', () =>
  asTenant(async (ctx) => {
    const { vendor, own, listing: other } = await pottery(ctx);
    const { id } = await createListing(own, vendor.id, { ...other.content, variants: [aVariant({ sku: 'EBB-1', gtin: '4006381333931' })] });
    await submitListing(own, deps, id);
    const live = await approveListing(ctx, deps, id);

    expect(live).toMatchObject({ status: 'published', handle: 'becher-usva', versionNumber: 1, publishedAt: ctx.now });
    const version = await findVersion(ctx, live.liveVersionId!);
    expect(version).toMatchObject({ listingId: id, number: 1, taxCategory: 'goods.general', content: live.content, approvedBy: ctx.actor.id });
    expect(Object.entries(version!.judgement.markets).map(([code, { outcome }]) => [code, outcome])).toEqual([['de', 'allowed'], ['fi', 'allowed']]);
    expect((await announced(ctx)).map((event) => event.name)).toEqual(['catalog.listing_submitted', 'catalog.listing_published']);
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['catalog.listing_created', 'catalog.listing_submitted', 'catalog.listing_published']);
    await expect(ctx.tx.transaction((inner) => inner('catalog.listing_versions').where({ tenant_id: ctx.tenantId }).update({ number: 9 }))).rejects.toMatchObject({ code: '42501' });
  }));

test('a change of a live listing shows to shoppers only once it is approved; the old version stays', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx);
    await submitListing(own, deps, listing.id);
    const first = await approveListing(ctx, deps, listing.id);
    const [variant] = listing.content.variants;
    const dearer = [{ ...variant!, prices: [{ currency: 'EUR', minor: 3_600n }] }];
    const [market] = await listMarkets(ctx);
    const priceNow = async () => (await getSellableVariants(ctx, [variant!.id], market!.id))[0]?.price;

    const edited = await editListing(own, listing.id, { expectedVersion: first.version, content: { variants: dearer } });
    expect([edited.status, edited.liveVersionId, await priceNow()]).toEqual(['draft', first.liveVersionId, { minor: 3_400n, currency: 'EUR' }]);
    const review = await describeForReview(ctx, deps, listing.id);
    expect(review.changes.map((change) => change.field)).toEqual(['variants']);
    await submitListing(own, deps, listing.id);
    await approveListing(ctx, deps, listing.id);

    expect(await priceNow()).toEqual({ minor: 3_600n, currency: 'EUR' });
    expect((await listVersions(ctx, listing.id)).map((version) => [version.number, version.content.variants[0]!.prices[0]!.minor])).toEqual([[2, 3_600n], [1, 3_400n]]);
  }));

test('goods that a market forbids are refused by rule and citation, and may be sold in the other market alone', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx, { taxCategory: 'goods.alcohol.spirits' });

    await expect(submitListing(own, deps, listing.id)).rejects.toMatchObject({
      code: 'catalog.listing_refused_by_rules', kind: 'conflict', details: { refusals: [{ market: 'fi', place: 'FI', rule: 'FI-ALK-35', cite: 'Alkoholilaki 1102/2017, 6, 17 ja 35 §' }] },
    });
    expect((await getListing(ctx, listing.id)).status).toBe('draft');
    expect(await announced(ctx)).toEqual([]);

    const { version } = await editListing(own, listing.id, { expectedVersion: 1, content: { excludedMarkets: ['fi'] } });
    expect(version).toBe(2);
    await submitListing(own, deps, listing.id);
    await approveListing(ctx, deps, listing.id);
    const markets = await listMarkets(ctx);
    const sold = [];
    for (const market of markets) sold.push(await getSellableVariants(ctx, [listing.content.variants[0]!.id], market.id));
    expect(sold.map(([variant]) => [variant!.allowed, variant!.gates.map((gate) => [gate.kind, gate.params])])).toEqual([[true, [['age', { min_age: 18 }], ['document', { document: 'id_at_door' }]]], [false, []]]);
  }));

test('what is sent back says why, and can be mended and submitted again', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx);
    await submitListing(own, deps, listing.id);
    await refuseListing(ctx, listing.id, 'The pictures show another mug.');
    expect(await getListing(ctx, listing.id)).toMatchObject({ status: 'refused', refusalReason: 'The pictures show another mug.', liveVersionId: null });
    await expect(approveListing(ctx, deps, listing.id)).rejects.toMatchObject({ code: 'catalog.listing_cannot_move' });

    expect((await submitListing(own, deps, listing.id)).status).toBe('submitted');
    expect((await announced(ctx)).map((event) => event.name)).toEqual(['catalog.listing_submitted', 'compliance.reasons_stated', 'catalog.listing_refused', 'catalog.listing_submitted']);
  }));

test('what is taken out of the shop is not for sale; its versions stay for the orders', () =>
  asTenant(async (ctx) => {
    const { vendor, own } = await pottery(ctx);
    const listing = await publishedListing(ctx, { vendorId: vendor.id });
    const [market] = await listMarkets(ctx);
    const ids = listing.content.variants.map((variant) => variant.id);
    expect(await getSellableVariants(ctx, ids, market!.id)).toMatchObject([{ listingVersionId: listing.liveVersionId, price: { minor: 3_400n, currency: 'EUR' }, categoryPath: 'ceramics', categoryNames: [{ en: 'Ceramics' }], allowed: true }]);

    await unlistListing(own, listing.id);

    expect(await getSellableVariants(ctx, ids, market!.id)).toEqual([]);
    expect(await findVersion(ctx, listing.liveVersionId!)).not.toBeNull();
    await expect(unlistListing(own, listing.id)).rejects.toMatchObject({ code: 'catalog.listing_cannot_move' });
  }));

test('a vendor that is suspended drafts and submits nothing', () =>
  asTenant(async (ctx) => {
    const { vendor, own, listing } = await pottery(ctx);
    await suspendVendor(ctx, vendor.id, 'Parcels were not sent.');
    await expect(createListing(own, vendor.id, listing.content)).rejects.toMatchObject({ code: 'vendors.vendor_not_selling' });
    await expect(submitListing(own, deps, listing.id)).rejects.toMatchObject({ code: 'vendors.vendor_not_selling' });
  }));

describe('SKUs are unique among the goods of a vendor', () => {
  test('over all its listings, and free again when a variant is dropped', () =>
    asTenant(async (ctx) => {
      const { vendor, own, listing } = await pottery(ctx, { options: [size], variants: [aVariant({ sku: 'A', options: { size: 's' } }), aVariant({ sku: 'B', options: { size: 'm' } })] });
      const twin = someContent({ variants: [aVariant({ sku: 'A' })], categoryId: listing.content.categoryId });
      await expect(createListing(own, vendor.id, twin)).rejects.toMatchObject({ code: 'catalog.sku_taken', details: { skus: ['A'] } });

      const [small, large] = listing.content.variants;
      await editListing(own, listing.id, { expectedVersion: 1, content: { variants: [{ ...small!, sku: 'B' }, { ...large!, sku: 'A' }] } }); // they may swap
      await editListing(own, listing.id, { expectedVersion: 2, content: { variants: [{ ...small!, sku: 'B' }] } });

      expect((await createListing(own, vendor.id, twin)).content.variants[0]!.sku).toBe('A');
      const rival = await savedVendor(ctx);
      expect((await createListing(ctx, rival.id, twin.variants.length ? { ...twin, variants: [aVariant({ sku: 'A' })] } : twin)).vendorId).toBe(rival.id);
    }));

  test('and a variant of another listing cannot be claimed by its id', () =>
    asTenant(async (ctx) => {
      const { vendor, own, listing } = await pottery(ctx);
      const foreign = await savedListing(ctx, { vendorId: vendor.id });
      await expect(editListing(own, listing.id, { expectedVersion: 1, content: { variants: [{ ...foreign.content.variants[0]!, sku: 'NEW' }] } })).rejects.toMatchObject({ code: 'catalog.sku_taken' });
    }));
});

test('a listing is edited from the version that was read, and shows pictures of its own vendor only', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx);
    const change = (content: Parameters<typeof someContent>[0], expectedVersion = 1) => editListing(own, listing.id, { expectedVersion, content: content! });
    await expect(change({ title: { en: 'X' } }, 7)).rejects.toMatchObject({ code: 'catalog.listing_changed_meanwhile', kind: 'precondition_failed' });
    await expect(change({ media: [{ mediaId: (await savedMedia(ctx, newId<VendorId>())).id, alt: {} }] })).rejects.toMatchObject({ code: 'catalog.media_not_found' });
    await expect(change({ media: [{ mediaId: newId<MediaId>(), alt: {} }] })).rejects.toMatchObject({ code: 'catalog.media_not_found' });
    await expect(change({ attributes: { material: 'iron' } })).rejects.toMatchObject({ code: 'catalog.listing_flawed', details: { errors: [{ pointer: '/attributes/material' }] } });
    expect((await getListing(ctx, listing.id)).version).toBe(1);
  }));

test("another vendor's listing, and another tenant's, do not exist", () =>
  asTenant(async (ctx) => {
    const { listing, vendor } = await pottery(ctx);
    const rival = withActor(ctx, actor.vendor(newId<VendorId>()));
    const absent = { code: 'catalog.listing_not_found', message: 'There is no such listing.' };
    const attempts = [() => submitListing(rival, deps, listing.id), () => describeOwnListing(rival, deps, listing.id), () => editListing(rival, listing.id, { expectedVersion: 1, content: {} }), () => unlistListing(rival, listing.id), () => submitListing(rival, deps, newId<ListingId>())];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject(absent);
    }
    expect([actor.vendor(vendor.id), actor.staff(), actor.vendor(newId()), actor.shopper()].map((who) => mayEdit(who, listing))).toEqual([true, true, false, false]);
    const stranger = await switchTenant(ctx);
    await expect(getListing(stranger, listing.id)).rejects.toMatchObject(absent);
    expect(await listListings(stranger, { vendorId: null, status: null, text: null, after: null, limit: 10 })).toEqual([]);
  }));

test('the staff find listings by state, and by words of title or SKU', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx, { title: { de: 'Teller 100 %' }, variants: [aVariant({ sku: 'TEL-7' })] });
    const other = await savedListing(ctx, { content: { title: { de: 'Vase' } } });
    await submitListing(own, deps, listing.id);
    const found = async (change: { status?: 'submitted' | 'draft'; text?: string; after?: ListingId }) =>
      (await listListings(ctx, { vendorId: null, status: change.status ?? null, text: change.text ?? null, after: change.after ?? null, limit: 10 })).map((line) => line.id);

    expect(await found({})).toEqual([other.id, listing.id]);
    expect(await found({ status: 'submitted' })).toEqual([listing.id]);
    expect(await found({ text: 'tel-' })).toEqual([listing.id]);
    expect(await found({ text: '100 %' })).toEqual([listing.id]);
    expect(await found({ text: '1%0' })).toEqual([]);
    expect(await found({ after: other.id })).toEqual([listing.id]);
  }));

test('a listing’s page says what is missing, what it costs, and where it may be sold', () =>
  asTenant(async (ctx) => {
    const { own, listing } = await pottery(ctx, { media: [], madeByVendor: false });
    const view = await describeOwnListing(own, deps, listing.id);
    expect([view.gaps, view.is_live, view.category!.path, view.variants[0]!.prices]).toEqual([['picture'], false, 'ceramics', [{ amount: 3_400, currency: 'EUR' }, { amount: 3_900, currency: 'USD' }]]);
    expect(view.judgement.map((market) => [market.market, market.outcome, market.refusals.map((refusal) => refusal.rule)])).toEqual([['de', 'refused', ['EU-GPSR-19A', 'EU-GPSR-19C']], ['fi', 'refused', ['EU-GPSR-19A', 'EU-GPSR-19C']]]);
  }));

test('the rule packs judge goods that are only being described, as they judge saved ones, and keep nothing', () =>
  asTenant(async (ctx) => {
    const { vendor, own, listing } = await pottery(ctx, { madeByVendor: false });
    const goods = goodsOf(listing.content);
    const saved = await describeOwnListing(own, deps, listing.id);
    expect(toJudgementView(await previewJudgement(own, deps, vendor.id, goods))).toEqual(saved.judgement);
    const mended = await previewJudgement(own, deps, vendor.id, { ...goods, madeByVendor: true, excludedMarkets: ['fi'] });
    expect(toJudgementView(mended).map((market) => [market.market, market.outcome])).toEqual([['de', 'allowed'], ['fi', 'excluded']]);
    expect((await getListing(ctx, listing.id)).version).toBe(1);
  }));

test('a category tree is planted once, with paths and inherited attributes', () =>
  asTenant(async (ctx) => {
    const planted = await provisionCategories(ctx, 'crafts');
    expect([planted, await provisionCategories(ctx, 'goods')]).toEqual([(await listCategories(ctx)).length, 0]);
    const all = await listCategories(ctx);
    expect(all.slice(0, 2).map((category) => category.path)).toEqual(['ceramics', 'ceramics/mugs']);
    expect(attributesOf(all, 'ceramics/mugs').map((attribute) => attribute.code)).toEqual(['material', 'colour', 'made_in', 'dishwasher_safe', 'care', 'volume_ml']);
    expect(all.find((category) => category.path === 'kitchen/pantry')!.taxCategory).toBe('goods.food');
    expect(Object.values(categorySets).flatMap((set) => set.flatMap((node) => ['de', 'fi', 'en'].filter((locale) => !node.names[locale])))).toEqual([]);
    expect(await savedCategory(ctx, { path: 'ceramics' })).toMatchObject({ path: 'ceramics' });
  }));
