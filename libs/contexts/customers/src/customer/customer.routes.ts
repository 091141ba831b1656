import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { hashToken } from '@stoa/platform/crypto';
import { type Route, type RouteWorld, reply, route } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { wireId } from '@stoa/platform/typeid';
import type { AddressId, CustomerId } from '@stoa/events/customers';
import { addressSchema, addressView, getSubject, getSubjects, type Address } from '@stoa/privacy';
import { listAddresses, type AddressEntry } from '../address/address.repository.js';
import { dropAddress, keepAddress } from '../address/keep-address.js';
import type { Customer } from './customer.js';
import { revokeSession } from './customer.repository.js';
import { getOwnCustomer } from './get-customer.js';
import { registerCustomer } from './register-customer.js';
import { signInCustomer } from './sign-in-customer.js';

export const customerId = wireId<CustomerId, 'cus'>('cus');
export const addressId = wireId<AddressId, 'adr'>('adr');

const customerView = z.object({ id: customerId.wire, email: z.string().nullable(), name: z.string().nullable(), locale: z.string().nullable(), created_at: z.iso.datetime() }).meta({ id: 'Customer' });
const sessionView = z.object({ customer: customerView, token: z.string(), expires_in: z.int() }).meta({ id: 'CustomerSession' });
const addressEntryView = addressView.extend({ id: addressId.wire, is_default: z.boolean() }).meta({ id: 'AddressEntry' });

const SESSION_SECONDS = 30 * 86_400;

async function toCustomerView(tx: TxCtx, customer: Customer): Promise<z.input<typeof customerView>> {
  const { email, name, locale } = await getSubject(tx, customer.subjectId);
  return { id: customerId.toWire(customer.id), email, name, locale, created_at: customer.createdAt.toISOString() };
}

const toEntryView = (entry: AddressEntry, address: Address): z.input<typeof addressEntryView> => ({ ...address, id: addressId.toWire(entry.id), is_default: entry.isDefault });
const noStore = { headers: { 'Cache-Control': 'no-store' } };

export const customerRoutes: Route[] = [
  route({
    method: 'post', path: '/v1/store/customers', summary: 'Open an account', answers: { 503: 'Too many people are signing in at this moment.' }, audience: 'shopper', permission: 'none', status: 201, response: sessionView,
    body: z.strictObject({ email: z.email().max(254), password: z.string().min(10, 'At least 10 characters.').max(200), name: z.string().trim().min(1).max(120) }),
    example: () => ({ body: { email: `${newId()}@example.test`, password: 'a password of the test', name: 'Lena Vogt' } }),
    handle: async (ctx, { body, request }) => {
      const { customer, token } = await registerCustomer(ctx, { ...body, locale: request.locale });
      return reply({ customer: await ctx.inRead((tx) => toCustomerView(tx, customer)), token, expires_in: SESSION_SECONDS }, noStore);
    },
  }),
  route({
    method: 'post', path: '/v1/store/session', summary: 'Sign in as a shopper', answers: { 503: 'Too many people are signing in at this moment.' }, audience: 'shopper', permission: 'none', status: 201, response: sessionView,
    body: z.strictObject({ email: z.string().trim().min(3).max(254), password: z.string().min(1).max(200) }),
    example: (world: RouteWorld) => ({ body: { email: world.shopper.email, password: world.shopper.password } }),
    handle: async (ctx, { body }) => {
      const { customer, token } = await signInCustomer(ctx, body);
      return reply({ customer: await ctx.inRead((tx) => toCustomerView(tx, customer)), token, expires_in: SESSION_SECONDS }, noStore);
    },
  }),
  route({
    method: 'delete', path: '/v1/store/session', summary: 'Sign out', audience: 'shopper', permission: 'none', example: () => ({}),
    handle: async (ctx, { request }) => {
      const { bearer } = request;
      if (bearer !== null) await ctx.inTx((tx) => revokeSession(tx, hashToken(bearer), new Date()));
      return null;
    },
  }),
  route({
    method: 'get', path: '/v1/store/me', summary: 'Show my account', audience: 'shopper', permission: 'none', response: customerView, example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => toCustomerView(tx, await getOwnCustomer(tx))),
  }),
  route({
    method: 'get', path: '/v1/store/me/addresses', summary: 'List my addresses', audience: 'shopper', permission: 'none', response: z.object({ data: z.array(addressEntryView) }), example: () => ({}),
    handle: (ctx) => ctx.inRead(async (tx) => {
      const entries = await listAddresses(tx, (await getOwnCustomer(tx)).id);
      const subjects = await getSubjects(tx, entries.map((entry) => entry.subjectId));
      return { data: entries.flatMap((entry) => {
        const address = subjects.get(entry.subjectId)?.address;
        return address ? [toEntryView(entry, address)] : [];
      }) };
    }),
  }),
  route({
    method: 'post', path: '/v1/store/me/addresses', summary: 'Keep an address', audience: 'shopper', permission: 'none', status: 201, response: addressEntryView,
    body: addressSchema.extend({ is_default: z.boolean().default(false) }),
    example: () => ({ body: { name: 'Lena Vogt', line1: 'Gartenweg 7', city: 'Köln', postcode: '50667', country: 'DE' } }),
    handle: (ctx, { body: { is_default, ...address } }) => ctx.inTx(async (tx) => toEntryView(await keepAddress(tx, address, is_default), address)),
  }),
  route({
    method: 'delete', path: '/v1/store/me/addresses/:address_id', summary: 'Drop an address', audience: 'shopper', permission: 'none', params: z.object({ address_id: addressId }), owner: 'params.address_id',
    example: (world: RouteWorld) => ({ params: { address_id: world.shopper.address } }),
    handle: async (ctx, { params }) => {
      await ctx.inTx((tx) => dropAddress(tx, params.address_id));
      return null;
    },
  }),
];
