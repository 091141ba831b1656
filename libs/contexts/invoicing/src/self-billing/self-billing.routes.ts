import { z } from 'zod';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import { type Route, type RouteWorld, route } from '@stoa/platform/http';
import { wireId } from '@stoa/platform/typeid';
import { documentNotFound } from '../document/document.repository.js';
import { type BlockedMonth, listBlockedMonths } from '../vendor-month/vendor-month.repository.js';
import { acceptAgreement, readAgreement, type ReadAgreement } from './accept-agreement.js';
import { AGREEMENT_VERSION } from './agreement-text.js';
import { endAgreement } from './end-agreement.js';
import { type Side, sides } from './ending.js';

const vendorId = wireId<VendorId, 'ven'>('ven');
const agreementView = z.object({
  text: z.object({ version: z.string(), locale: z.string(), paragraphs: z.array(z.string()), sha256: z.string() }),
  accepted: z.object({ version: z.string(), at: z.iso.datetime(), by: z.string() }).nullable(), is_current: z.boolean(),
  ending: z.object({ ends_on: z.iso.date(), by: z.enum(sides), at: z.iso.datetime() }).nullable().meta({ description: 'What is supplied after this day is no longer covered. Agreeing again takes it back.' }),
  can_end_on: z.array(z.iso.date()).meta({ description: 'The days with which it can be ended now.' }),
}).meta({ id: 'SelfBillingAgreement', description: 'Whether a vendor lets the marketplace write its invoices to itself where the law makes the marketplace the seller.' });
const body = z.strictObject({ version: z.string().max(20).meta({ examples: [AGREEMENT_VERSION] }) });
const endingBody = z.strictObject({ ends_on: z.iso.date().meta({ examples: ['2026-12-31'] }) });
const ENDS = 'What was supplied until that day, the last of a month, is still billed; both sides are told. Documents of later months wait and say why.';
const waiting = z.object({ vendor_id: vendorId.wire, period: z.string(), currency: z.string(), kind: z.enum(['commission', 'supply', 'supply_credit']), code: z.string(), reason: z.string() }).meta({ id: 'WaitingVendorDocument' });
const waitingList = z.object({ data: z.array(waiting) });
const MOST_SHOWN = 100;

/** Self-billing between the marketplace and its vendors: the agreement, and which documents between them wait for something. */
export const selfBillingRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/self-billing-agreement', summary: 'Show the agreement on self-billing', audience: 'vendor', permission: 'vendors.read', response: agreementView, example: () => ({}),
    handle: (ctx) => shown(ctx, ownVendor(ctx)),
  }),
  route({
    method: 'put', path: '/v1/vendor/self-billing-agreement', summary: 'Agree to self-billing', audience: 'vendor', permission: 'vendors.write', body, response: agreementView,
    description: 'Names the text that was shown: another one is refused. What waited for the agreement is written within minutes.',
    example: () => ({ body: { version: AGREEMENT_VERSION } }),
    handle: async (ctx, input) => toView(await ctx.inTx((tx) => acceptAgreement(tx, ownVendor(tx), input.body.version))),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/self-billing-agreement', summary: 'Show a vendor\'s agreement on self-billing', audience: 'staff', permission: 'vendors.read', params: z.object({ vendor_id: vendorId }), response: agreementView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor } }),
    handle: (ctx, { params }) => shown(ctx, params.vendor_id),
  }),
  route({
    method: 'put', path: '/v1/vendor/self-billing-agreement/ending', summary: 'End the agreement on self-billing with a month', description: ENDS, audience: 'vendor', permission: 'vendors.write', body: endingBody, response: agreementView,
    example: (world: RouteWorld) => ({ body: { ends_on: lastDayOf(world.tenant.period) } }),
    handle: (ctx, input) => ended(ctx, ownVendor(ctx), { endsOn: input.body.ends_on, side: 'vendor' }),
  }),
  route({
    method: 'put', path: '/v1/admin/vendors/:vendor_id/self-billing-agreement/ending', summary: 'End a vendor\'s agreement on self-billing with a month', description: ENDS, audience: 'staff', permission: 'invoicing.write', params: z.object({ vendor_id: vendorId }), body: endingBody, response: agreementView,
    owner: 'params.vendor_id', example: (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor }, body: { ends_on: lastDayOf(world.tenant.period) } }),
    handle: (ctx, { params, body: said }) => ended(ctx, params.vendor_id, { endsOn: said.ends_on, side: 'marketplace' }),
  }),
  route({
    method: 'get', path: '/v1/admin/waiting-vendor-documents', summary: 'List documents of vendors that cannot be written yet', audience: 'staff', permission: 'invoicing.read', owner: null, response: waitingList, example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: null, limit: MOST_SHOWN }))).map(toWaiting) }),
  }),
  route({
    method: 'get', path: '/v1/vendor/waiting-documents', summary: 'List documents of the vendor\'s months that cannot be written yet', audience: 'vendor', permission: 'invoicing.read', response: waitingList, example: () => ({}),
    handle: async (ctx) => ({ data: (await ctx.inRead((tx) => listBlockedMonths(tx, { vendorId: ownVendor(tx), limit: MOST_SHOWN }))).map(toWaiting) }),
  }),
];

const ownVendor = (ctx: Pick<Ctx, 'actor'>): VendorId => {
  if (ctx.actor.vendorId === null) throw documentNotFound();
  return ctx.actor.vendorId as VendorId;
};
const lastDayOf = (period: string): string => new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 0)).toISOString().slice(0, 10);
const ended = async (ctx: Ctx, id: VendorId, said: { endsOn: string; side: Side }) => toView(await ctx.inTx((tx) => endAgreement(tx, id, said)));
const shown = async (ctx: Ctx, id: VendorId) => toView(await ctx.inRead((tx) => readAgreement(tx, id)));
const toView = ({ text, agreement, ending, ends }: ReadAgreement): z.input<typeof agreementView> => ({
  text: { ...text, paragraphs: [...text.paragraphs] }, accepted: agreement && { version: agreement.textVersion, at: agreement.acceptedAt.toISOString(), by: agreement.acceptedBy.kind }, is_current: agreement?.textVersion === text.version,
  ending: ending && { ends_on: ending.endsOn, by: ending.side, at: ending.endedAt.toISOString() }, can_end_on: [...ends],
});
const toWaiting = ({ vendorId: id, period, currency, kind, reasonCode, reason }: BlockedMonth): z.input<typeof waiting> => ({ vendor_id: vendorId.toWire(id), period, currency, kind, code: reasonCode, reason });
