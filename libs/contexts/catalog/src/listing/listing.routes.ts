import { z } from 'zod';
import { isUuid } from '@stoa/platform/ids';
import { type Cut, page, pageOf, pageQuery, reply, route, type Route, type RouteWorld } from '@stoa/platform/http';
import type { Ctx } from '@stoa/platform/context';
import type { ListingId, VendorId } from '@stoa/events/catalog';
import { getVendors } from '@stoa/vendors';
import { approveListing } from './approve-listing.js';
import { createListing } from './create-listing.js';
import { describeForReview, describeListing, describeOwnListing } from './describe-listing.js';
import { editListing } from './edit-listing.js';
import type { JudgeDeps } from './judge.js';
import { countSubmitted, listListings, type ListingFilter } from './list-listings.query.js';
import type { ListingContent } from './listing.js';
import { createListingBody, editListingBody, goodsBody, listingId, toContent, toGoods } from './listing.schemas.js';
import { changeView, judgementView, listingLineView, listingView, toJudgementView, toListingLineView } from './listing.views.js';
import { previewJudgement } from './preview-judgement.js';
import { refuseListing } from './refuse-listing.js';
import { submitListing } from './submit-listing.js';
import { unlistListing } from './unlist-listing.js';

const params = z.object({ listing_id: listingId });
const cursor = z.string().refine(isUuid) as unknown as z.ZodType<ListingId>;
const listQuery = z.strictObject({ ...pageQuery, 'filter[status]': z.enum(['draft', 'submitted', 'refused', 'published', 'unlisted']).optional(), q: z.string().trim().min(1).max(100).optional() });
const tagged = <V extends { version: number }>(view: V) => reply(view, { etag: `"${view.version}"` });

async function listed(ctx: Ctx, cut: Cut<ListingId>, filter: Pick<ListingFilter, 'vendorId' | 'status' | 'text'>) {
  return ctx.inRead(async (tx) => {
    const rows = await listListings(tx, { ...filter, after: cut.after, limit: cut.limit });
    const vendors = await getVendors(tx, rows.map((row) => row.vendorId));
    return cut.answer(rows, (row) => row.id, (row) => toListingLineView(tx.tenantId, row, vendors.get(row.vendorId)?.name ?? ''));
  });
}

const portalRoutes = (deps: JudgeDeps): Route[] => [
  route({
    method: 'get', path: '/v1/vendor/listings', summary: 'List your listings', audience: 'vendor', permission: 'catalog.read', query: listQuery, response: pageOf(listingLineView), example: () => ({}),
    handle: (ctx, { query }) => listed(ctx, page(query, cursor), { vendorId: ctx.actor.vendorId as VendorId, status: query['filter[status]'] ?? null, text: query.q ?? null }),
  }),
  route({
    method: 'post', path: '/v1/vendor/listings', summary: 'Draft a listing', answers: { 422: 'The draft has flaws: `details.issues` says which.' }, audience: 'vendor', permission: 'catalog.write', body: createListingBody, response: listingView, status: 201, etag: true,
    example: (world: RouteWorld) => ({ body: { title: { en: 'Blue mug' }, category_id: world.tenant.category } }),
    handle: async (ctx, { body }) =>
      tagged(await ctx.inTx(async (tx) => describeListing(tx, deps, await createListing(tx, ctx.actor.vendorId as VendorId, toContent(body) as ListingContent)))),
  }),
  route({
    method: 'post', path: '/v1/vendor/listing-verdicts', summary: 'Ask the rule packs about goods that are still being described', audience: 'vendor', permission: 'catalog.read', body: goodsBody,
    description: 'Nothing is kept: submitting a listing asks again.', response: z.object({ judgement: judgementView }),
    example: (world: RouteWorld) => ({ body: { category_id: world.tenant.category, tax_category: null, attributes: {}, pictures: 1, made_by_vendor: true, manufacturer: null, responsible_person: null, excluded_markets: [] } }),
    handle: async (ctx, { body }) => ({ judgement: toJudgementView(await ctx.inRead((tx) => previewJudgement(tx, deps, ctx.actor.vendorId as VendorId, toGoods(body)))) }),
  }),
  route({
    method: 'get', path: '/v1/vendor/listings/:listing_id', summary: 'Read a listing, its versions, and where it may be sold', audience: 'vendor', permission: 'catalog.read', params, response: listingView, etag: true,
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.vendorA.publishedListing } }),
    handle: (ctx, { params: { listing_id } }) => ctx.inRead((tx) => describeOwnListing(tx, deps, listing_id)),
  }),
  route({
    method: 'patch', path: '/v1/vendor/listings/:listing_id', summary: 'Change the draft of a listing', answers: { 422: 'The draft has flaws: `details.issues` says which.' }, audience: 'vendor', permission: 'catalog.write', params, body: editListingBody, response: listingView, etag: true,
    description: 'What is live stays as it is until the change was submitted and approved. Fields that are left out stay; a list replaces the one before.',
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.vendorA.editableListing }, body: { description: { en: 'Holds 280 ml.' } }, headers: { 'If-Match': '"1"' } }),
    handle: async (ctx, { params: { listing_id }, body, request }) =>
      ctx.inTx(async (tx) => describeListing(tx, deps, await editListing(tx, listing_id, { expectedVersion: request.ifMatch!, content: toContent(body) }))),
  }),
  route({
    method: 'put', path: '/v1/vendor/listings/:listing_id/submission', summary: 'Submit a listing for review', audience: 'vendor', permission: 'catalog.write', params, response: listingView,
    description: 'Refused with `catalog.listing_refused_by_rules` where a rule pack forbids the sale in a market: each refusal names the rule, its citation and what to do.',
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.vendorA.draftListing } }),
    handle: async (ctx, { params: { listing_id } }) => ctx.inTx(async (tx) => describeListing(tx, deps, await submitListing(tx, deps, listing_id))),
  }),
  route({
    method: 'delete', path: '/v1/vendor/listings/:listing_id/publication', summary: 'Take a listing out of the shop', audience: 'vendor', permission: 'catalog.write', params, response: listingView,
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.vendorA.publishedListing } }),
    handle: async (ctx, { params: { listing_id } }) => ctx.inTx(async (tx) => describeListing(tx, deps, await unlistListing(tx, listing_id))),
  }),
];

const staffRoutes = (deps: JudgeDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/listings', summary: 'List the listings of all vendors', audience: 'staff', permission: 'catalog.read', query: listQuery, response: pageOf(listingLineView), example: () => ({}),
    handle: (ctx, { query }) => listed(ctx, page(query, cursor), { vendorId: null, status: query['filter[status]'] ?? null, text: query.q ?? null }),
  }),
  route({
    method: 'get', path: '/v1/admin/listings/:listing_id', summary: 'Read a listing for review: what it changes, and what the rule packs say', audience: 'staff', permission: 'catalog.read', params,
    response: z.object({ listing: listingView, changes: z.array(changeView) }), owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.tenant.submittedListing } }),
    handle: (ctx, { params: { listing_id } }) => ctx.inRead((tx) => describeForReview(tx, deps, listing_id)),
  }),
  route({
    method: 'put', path: '/v1/admin/listings/:listing_id/approval', summary: 'Let a submitted listing into the shop', audience: 'staff', permission: 'catalog.review', params, response: listingView,
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.tenant.submittedListing } }),
    handle: (ctx, { params: { listing_id } }) => ctx.inTx(async (tx) => describeListing(tx, deps, await approveListing(tx, deps, listing_id))),
  }),
  route({
    method: 'put', path: '/v1/admin/listings/:listing_id/refusal', summary: 'Send a submitted listing back', audience: 'staff', permission: 'catalog.review', params,
    body: z.strictObject({ reason: z.string().trim().min(3).max(1_000) }), response: listingView,
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.tenant.listingToRefuse }, body: { reason: 'The pictures show another mug.' } }),
    handle: (ctx, { params: { listing_id }, body }) => ctx.inTx(async (tx) => describeListing(tx, deps, await refuseListing(tx, listing_id, body.reason))),
  }),
  route({
    method: 'delete', path: '/v1/admin/listings/:listing_id/publication', summary: 'Take a vendor’s listing out of the shop', audience: 'staff', permission: 'catalog.review', params, response: listingView,
    owner: 'params.listing_id', example: (world: RouteWorld) => ({ params: { listing_id: world.vendorB.publishedListing } }),
    handle: (ctx, { params: { listing_id } }) => ctx.inTx(async (tx) => describeListing(tx, deps, await unlistListing(tx, listing_id))),
  }),
  route({
    method: 'get', path: '/v1/admin/listings-to-review', summary: 'Count the listings that wait for a review', audience: 'staff', permission: 'catalog.read', response: z.object({ count: z.int() }), example: () => ({}),
    handle: async (ctx) => ({ count: await ctx.inRead((tx) => countSubmitted(tx)) }),
  }),
];

/** Listings over HTTP: the vendor's drafts and the staff's review. */
export const listingRoutes = (deps: JudgeDeps): Route[] => [...portalRoutes(deps), ...staffRoutes(deps)];
