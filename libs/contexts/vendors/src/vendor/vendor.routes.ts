import { z } from 'zod';
import { isUuid } from '@stoa/platform/ids';
import { page, pageOf, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import type { VendorId } from '@stoa/events/vendors';
import { getTenant, listMarkets, marketView, toMarketView } from '@stoa/tenancy';
import { applyAsVendor } from './apply-as-vendor.js';
import { approveVendor } from './approve-vendor.js';
import { editProfile } from './edit-profile.js';
import { listVendors } from './list-vendors.query.js';
import { rejectVendor } from './reject-vendor.js';
import { reinstateVendor, suspendVendor } from './suspend-vendor.js';
import { gapsInTraderFile, isSelling } from './vendor.js';
import { vendorNotFound } from './vendor.errors.js';
import { findVendorByHandle, getVendor } from './vendor.repository.js';
import {
  applicationBody, profileBody, shopVendorView, toApplication, toProfileChange, toShopVendorView, toVendorLineView, toVendorView, vendorId, vendorLineView, vendorView,
} from './vendor.schemas.js';

const reason = z.strictObject({ reason: z.string().trim().min(3).max(1_000) });
const ownVendor = (actor: { vendorId: string | null }): VendorId => actor.vendorId as VendorId; // mount() lets nobody without a vendor in here

const shopRoutes: Route[] = [
  route({
    method: 'post', path: '/v1/store/vendor-applications', summary: 'Apply to sell here', audience: 'shopper', permission: 'none', body: applicationBody, status: 201, rate: 'sign_in',
    response: z.object({ handle: z.string(), status: z.literal('applied') }),
    example: () => ({
      body: {
        name: 'Weberei Holtkamp', legal_name: 'Weberei Holtkamp KG', address: { line1: 'Webergasse 3', city: 'Bielefeld', postcode: '33602', country: 'DE' }, register_number: 'HRA 14511', vat_id: 'DE811569869',
        email: 'post@holtkamp.example', phone: '+49 521 555 0143', self_certified: true, applicant_email: 'jette@holtkamp.example', locale: 'de',
      },
    }),
    handle: async (ctx, { body }) => {
      const { handle } = await ctx.inTx((tx) => applyAsVendor(tx, toApplication(body)));
      return { handle, status: 'applied' as const };
    },
  }),
  route({
    method: 'get', path: '/v1/store/vendors/:handle', summary: 'Read who a vendor is', audience: 'shopper', permission: 'none', params: z.object({ handle: z.string().max(60) }), response: shopVendorView,
    owner: 'params.handle', example: (world: RouteWorld) => ({ params: { handle: world.vendorA.handle } }),
    handle: async (ctx, { params, request }) => {
      const vendor = await ctx.inRead((tx) => findVendorByHandle(tx, params.handle));
      if (!vendor || !isSelling(vendor)) throw vendorNotFound();
      return toShopVendorView(vendor, request.locale ?? vendor.locale);
    },
  }),
];

const checklist = z.array(z.object({ code: z.enum(['trader_file', 'approved', 'payout_account']), done: z.boolean() }));

const portalRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/me', summary: 'Read your own vendor, the marketplace it sells on, what you may do, and what is left to set up', audience: 'vendor', permission: 'none',
    response: z.object({ vendor: vendorView, marketplace: z.object({ name: z.string(), currency: z.string(), markets: z.array(marketView) }), permissions: z.array(z.string()), checklist }), example: () => ({}),
    handle: async (ctx) => {
      const { vendor, tenant, markets } = await ctx.inRead(async (tx) => ({ vendor: await getVendor(tx, ownVendor(ctx.actor)), tenant: await getTenant(tx), markets: await listMarkets(tx) }));
      return {
        vendor: toVendorView(vendor), marketplace: { name: tenant.name, currency: tenant.currency, markets: markets.map(toMarketView) }, permissions: [...ctx.actor.permissions].sort(),
        checklist: [
          { code: 'trader_file' as const, done: gapsInTraderFile(vendor).length === 0 }, { code: 'approved' as const, done: isSelling(vendor) }, { code: 'payout_account' as const, done: vendor.activatedAt !== null },
        ],
      };
    },
  }),
  route({
    method: 'patch', path: '/v1/vendor/profile', summary: 'Change how you show and what your trader file says', audience: 'vendor', permission: 'vendors.write', body: profileBody, response: vendorView, etag: true,
    example: () => ({ body: { phone: '+49 341 555 0102' }, headers: { 'If-Match': '"1"' } }),
    handle: async (ctx, { body, request }) => toVendorView(await ctx.inTx((tx) => editProfile(tx, ownVendor(ctx.actor), { ...toProfileChange(body), expectedVersion: request.ifMatch! }))),
  }),
];

const params = z.object({ vendor_id: vendorId });

const staffRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/vendors', summary: 'List vendors', audience: 'staff', permission: 'vendors.read', response: pageOf(vendorLineView),
    query: z.strictObject({ ...pageQuery, 'filter[status]': z.enum(['applied', 'approved', 'active', 'suspended', 'rejected']).optional() }), example: () => ({}),
    handle: async (ctx, { query }) => {
      const cut = page(query, z.string().refine(isUuid) as unknown as z.ZodType<VendorId>);
      const rows = await ctx.inRead((tx) => listVendors(tx, { status: query['filter[status]'] ?? null, after: cut.after, limit: cut.limit }));
      return cut.answer(rows, (vendor) => vendor.id, toVendorLineView);
    },
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id', summary: 'Read a vendor and its trader file', audience: 'staff', permission: 'vendors.read', params, response: vendorView, etag: true,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor } }),
    handle: async (ctx, { params: { vendor_id } }) => toVendorView(await ctx.inRead((tx) => getVendor(tx, vendor_id))),
  }),
  route({
    method: 'put', path: '/v1/admin/vendors/:vendor_id/approval', summary: 'Let a vendor in', audience: 'staff', permission: 'vendors.review', params, response: vendorView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.tenant.vendorApplied } }),
    handle: async (ctx, { params: { vendor_id } }) => toVendorView(await ctx.inTx((tx) => approveVendor(tx, vendor_id))),
  }),
  route({
    method: 'put', path: '/v1/admin/vendors/:vendor_id/rejection', summary: 'Turn an application down', audience: 'staff', permission: 'vendors.review', params, body: reason, response: vendorView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.tenant.vendorToReject }, body: { reason: 'The register number belongs to another business.' } }),
    handle: async (ctx, { params: { vendor_id }, body }) => toVendorView(await ctx.inTx((tx) => rejectVendor(tx, vendor_id, body.reason))),
  }),
  route({
    method: 'put', path: '/v1/admin/vendors/:vendor_id/suspension', summary: 'Stop a vendor’s selling', audience: 'staff', permission: 'vendors.review', params, body: reason, response: vendorView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.tenant.vendorToSuspend }, body: { reason: 'Parcels were not sent for two weeks.' } }),
    handle: async (ctx, { params: { vendor_id }, body }) => toVendorView(await ctx.inTx((tx) => suspendVendor(tx, vendor_id, body.reason))),
  }),
  route({
    method: 'delete', path: '/v1/admin/vendors/:vendor_id/suspension', summary: 'Let a suspended vendor sell again', audience: 'staff', permission: 'vendors.review', params, response: vendorView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.tenant.vendorSuspended } }),
    handle: async (ctx, { params: { vendor_id } }) => toVendorView(await ctx.inTx((tx) => reinstateVendor(tx, vendor_id))),
  }),
];

/** Everything about vendors over HTTP: applying and the public page, the vendor's own profile, the staff's decisions. */
export const vendorRoutes: Route[] = [...shopRoutes, ...portalRoutes, ...staffRoutes];
