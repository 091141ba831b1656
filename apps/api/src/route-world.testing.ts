import { provisionedContent } from '@stoa/content/testing';
import { savedCategory, savedListing } from '@stoa/catalog/testing';
import { boughtGroup, filledCart, offerBankTransfer, openShop, pay, type Shop, type Stand } from '@stoa/checkout/testing';
import { keepAddress } from '@stoa/customers';
import { registeredCustomer } from '@stoa/customers/testing';
import { listingPublished } from '@stoa/events/catalog';
import type { VendorId } from '@stoa/events/vendors';
import { createApiKey, hashPassword, invitationToken, inviteMember, keyPermissions, signIn } from '@stoa/identity';
import { savedUser, signedInMember, signedInOperator, type SignedInMember, visitingOperator } from '@stoa/identity/testing';
import { savedWarehouse } from '@stoa/inventory/testing';
import { listGroupDocumentHeads, listHeldOfGroup } from '@stoa/invoicing';
import { acceptAgreement, AGREEMENT_VERSION } from '@stoa/invoicing/testing';
import { journalsOf } from '@stoa/ledger';
import { decideRefund, receiveTransfer } from '@stoa/payments/testing';
import { savedBankDue, savedTransfer } from '@stoa/payouts/testing';
import { getOrderGroup, shipConsignment, trackingToken, type OrderGroup } from '@stoa/orders';
import { createContext, type Actor, type Ctx, type TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { announce, recordDead, type DomainEvent } from '@stoa/platform/events';
import type { RouteWorld, ShopperWorld, TenantWorld, VendorWorld } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { money } from '@stoa/platform/money';
import { actor, type TestEnvironment } from '@stoa/platform/testing';
import { savedDatevSettings } from '@stoa/reporting/testing';
import { encode } from '@stoa/platform/typeid';
import { currentPlan } from '@stoa/pricing';
import { anAddress } from '@stoa/privacy/testing';
import { savedRate } from '@stoa/shipping/testing';
import { savedShadowRun, savedVersionPlan } from '@stoa/tax/testing';
import { findRefById, getTenant, listMarkets } from '@stoa/tenancy';
import { createdTenant, liveTenant } from '@stoa/tenancy/testing';
import { savedVendor } from '@stoa/vendors/testing';
import { reportDeadTasks } from '@stoa/workspace';
import { savedImport } from '@stoa/workspace/testing';
import { NOW, openTestApi, type TestApi } from './api.testing.js';

/** One marketplace with people of every kind in it. `marks` are texts that nobody else may ever see: another marketplace, another vendor, another shopper. */
export type Marketplace = {
  readonly ctx: Ctx; readonly shop: Shop; readonly tenant: TenantWorld; readonly vendorA: VendorWorld; readonly vendorB: VendorWorld; readonly shopper: ShopperWorld; readonly otherShopper: ShopperWorld;
  readonly marks: Readonly<Record<'tenant' | 'vendorA' | 'shopper', readonly string[]>>;
  readonly tokens: Readonly<Record<'staff' | 'bystander' | 'vendorA' | 'vendorB' | 'vendorBystander' | 'shopper' | 'otherShopper' | 'staffKey' | 'bystanderKey' | 'vendorAKey' | 'vendorBKey' | 'vendorBystanderKey', string>>;
};

const PASSWORD = 'a password of the test';

const contextIn = (db: Database, tenantId: TenantId, who: Actor = actor.staff()): Ctx => createContext(db, { tenantId, actor: who, now: NOW, log: silentLog, requestId: null });

/** A marketplace, and what the examples of the routes name in it. */
export type Place = { readonly market: Marketplace; readonly world: RouteWorld };
export type Worlds = { readonly api: TestApi; readonly here: Place; readonly elsewhere: Place; readonly operatorToken: string; /** Of an operator who looks at the first of them. */ readonly visitorToken: string };

/** Two marketplaces in one deployment that know nothing of each other. */
export async function buildWorlds(env: TestEnvironment): Promise<Worlds> {
  const ctxs = [contextIn(env.db, newId<TenantId>()), contextIn(env.db, newId<TenantId>())] as const;
  const shops = [await openShop(ctxs[0], env.db), await openShop(ctxs[1], env.db)] as const;
  const api = await openTestApi(env, { payments: shops[0].deps.payments });
  const markets = [await fillMarketplace(api, ctxs[0], shops[0]), await fillMarketplace(api, ctxs[1], shops[1])] as const;
  const place = async (market: Marketplace, host: string): Promise<Place> => {
    const { ctx, tenant, vendorA, vendorB, shopper } = market;
    const reported = await buryTask(ctx, 'tests.nobody_either');
    await reportDeadTasks(ctx);
    const operator = await fillOperator(api, encode('tsk', reported), tenant.id, host);
    return { market, world: { tenant, vendorA, vendorB, shopper, session: await signInSomebody(api, ctx.tenantId), operator } };
  };
  const [here, elsewhere] = [await place(markets[0], 'ponto.example'), await place(markets[1], 'ponte.example')];
  return { api, here, elsewhere, operatorToken: (await signedInOperator(api.deps)).accessToken, visitorToken: (await visitingOperator(api.deps, ctxs[0].tenantId)).accessToken };
}

/** Fills a new marketplace until every route has something to work on. */
async function fillMarketplace(api: TestApi, ctx: Ctx, shop: Shop): Promise<Marketplace> {
  const mark = `mark${newId().slice(-12)}`;
  const people = await hirePeople(api, ctx, shop, mark);
  await ctx.inTx(provisionedContent);
  await ctx.inTx((tx) => savedDatevSettings(tx));
  await ctx.inTx((tx) => tx.tx('vendors.vendors').where('tenant_id', tx.tenantId).update({ registrations: tx.tx.raw(`registrations || '[{"country":"DE","region":null,"scheme":"lucid","number":"DE5512345678901","validFrom":"2022-07-01","validTo":null}]'::jsonb`) }));
  const tellsShop = [shop.potter, shop.weaver, shop.beekeeper].map(({ listing, vendor }) => ({ listingId: listing.id, versionId: listing.liveVersionId!, vendorId: vendor.id, number: 1 }));
  await ctx.inTx(async (tx) => { for (const told of tellsShop) await announce(tx, listingPublished, told); });
  const [group, shippedGroup] = [await buy(ctx, shop), await buy(ctx, shop)];
  await ctx.inTx((tx) => shipConsignment({ ...tx, actor: actor.vendor(shop.potter.vendor.id) }, consignmentOf(shippedGroup, shop.potter), { carrier: 'DHL', trackingNumber: '00340434161094042557' }));
  await api.deliver();
  const vendorA = { ...(await fillVendor(ctx, shop.potter, people.vendorA, { group, shippedGroup })), apiKey: people.keys.vendorA };
  const vendorB = { ...(await fillVendor(ctx, shop.weaver, people.vendorB, { group, shippedGroup })), apiKey: people.keys.vendorB };
  const tenant = { ...(await fillTenant(api, ctx, shop, people.spareStaff, group)), apiKey: people.keys.tenant };
  const [shopper, otherShopper] = [await fillShopper(ctx, shop, people.shopper, group), await fillShopper(ctx, shop, people.otherShopper, shippedGroup)];
  const marks = {
    tenant: [mark, group.number, tenant.id, vendorA.vendor, vendorA.publishedListing],
    vendorA: [`${mark}-a`, vendorA.order, vendorA.consignment, vendorA.warehouse, vendorA.draftListing, vendorA.shippingRate, vendorA.document],
    shopper: [`${mark}-s`, group.number, shopper.address, shopper.trackingToken],
  };
  return { ctx, shop, tenant, vendorA, vendorB, shopper, otherShopper, marks, tokens: people.tokens };
}

type People = { tokens: Marketplace['tokens']; keys: Record<'tenant' | 'vendorA' | 'vendorB', string>; spareStaff: SignedInMember; vendorA: SignedInMember; vendorB: SignedInMember; shopper: Customer; otherShopper: Customer };
type Customer = { email: string; customerId: string };

async function hirePeople(api: TestApi, ctx: Ctx, shop: Shop, mark: string): Promise<People> {
  const member = (kind: 'staff' | 'vendor', role: string, vendorId: VendorId | null = null) => signedInMember(api.deps, ctx.tenantId, { kind, role, vendorId, name: `Ida ${mark}-${vendorId === shop.potter.vendor.id ? 'a' : 'b'}` });
  const [staff, bystander, spareStaff] = [await member('staff', 'owner'), await member('staff', 'bystander'), await member('staff', 'support')];
  const [potter, potterBystander, spareA] = [await member('vendor', 'owner', shop.potter.vendor.id), await member('vendor', 'bystander', shop.potter.vendor.id), await member('vendor', 'fulfilment', shop.potter.vendor.id)];
  const [weaver, spareB] = [await member('vendor', 'owner', shop.weaver.vendor.id), await member('vendor', 'fulfilment', shop.weaver.vendor.id)];
  // Each is allowed all that any key may do: what it really may is what its maker may.
  const keyOf = (maker: SignedInMember, vendorId: VendorId | null, name: string) => ctx.inTx((tx) =>
    createApiKey({ ...tx, actor: { ...(vendorId === null ? actor.staff() : actor.vendor(vendorId)), id: maker.user.id } }, { name, permissions: keyPermissions, expiresAt: null }));
  const [staffKey, bystanderKey] = [await keyOf(staff, null, `Key ${mark}-b`), await keyOf(bystander, null, 'Key')];
  const [vendorAKey, vendorBystanderKey] = [await keyOf(potter, shop.potter.vendor.id, `Key ${mark}-a`), await keyOf(potterBystander, shop.potter.vendor.id, `Key ${mark}-a`)];
  const vendorBKey = await keyOf(weaver, shop.weaver.vendor.id, `Key ${mark}-b`);
  const email = `lena.${mark}-s@example.test`;
  const [customer, other] = [await registeredCustomer(ctx, { email, password: PASSWORD, name: `Lena ${mark}-s` }), await registeredCustomer(ctx, { email: `olli.${mark}-o@example.test`, password: PASSWORD })];
  return {
    spareStaff, vendorA: spareA, vendorB: spareB, shopper: { email, customerId: customer.customer.id }, otherShopper: { email: `olli.${mark}-o@example.test`, customerId: other.customer.id },
    tokens: { staff: staff.accessToken, bystander: bystander.accessToken, vendorA: potter.accessToken, vendorB: weaver.accessToken, vendorBystander: potterBystander.accessToken, shopper: customer.token, otherShopper: other.token,
      staffKey: staffKey.token, bystanderKey: bystanderKey.token, vendorAKey: vendorAKey.token, vendorBKey: vendorBKey.token, vendorBystanderKey: vendorBystanderKey.token },
    keys: { tenant: encode('key', bystanderKey.key.id), vendorA: encode('key', vendorBystanderKey.key.id), vendorB: encode('key', vendorBKey.key.id) },
  };
}

const buy = async (ctx: Ctx, shop: Shop): Promise<OrderGroup> => {
  const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.weaver.variantId, quantity: 1 }]);
  return ctx.inRead((tx) => getOrderGroup(tx, id));
};

const orderOf = (group: OrderGroup, stand: Stand) => group.orders.find((order) => order.vendorId === stand.vendor.id)!;
const consignmentOf = (group: OrderGroup, stand: Stand) => orderOf(group, stand).consignments[0]!.id;

async function fillVendor(ctx: Ctx, stand: Stand, spare: SignedInMember, bought: { group: OrderGroup; shippedGroup: OrderGroup }): Promise<Omit<VendorWorld, 'apiKey'>> {
  const { vendor, listing } = stand;
  const inTx = await ctx.inTx(async (tx) => {
    const mine = { vendorId: vendor.id };
    const invitation = await inviteMember(tx, { kind: 'vendor', role: 'fulfilment', vendorId: vendor.id, email: `${newId()}@example.test`, locale: 'de' });
    const [draft, submitted, editable] = [await savedListing(tx, mine), await savedListing(tx, { ...mine, status: 'submitted', submittedAt: NOW }), await savedListing(tx, mine)];
    const [warehouse, spareWarehouse] = [await savedWarehouse(tx, mine), await savedWarehouse(tx, { ...mine, name: 'Halle', priority: 9 })];
    const [rate, spareRate] = [await savedRate(tx, mine), await savedRate(tx, mine)];
    const document = (await listGroupDocumentHeads(tx, bought.group.id)).find((head) => head.vendorId === vendor.id);
    const [made, spareMade] = [await savedImport(tx, { ...mine, fileName: 'mugs.csv' }), await savedImport(tx, { ...mine, fileName: 'plates.csv' })];
    return { made, spareMade, invitation, draft, submitted, editable, warehouse, spareWarehouse, rate, spareRate, document };
  });
  const variant = listing.content.variants[0]!;
  return {
    vendor: encode('ven', vendor.id), handle: vendor.handle, member: encode('mbr', spare.membershipId), invitation: encode('inv', inTx.invitation.id), draftListing: encode('lst', inTx.draft.id), submittedListing: encode('lst', inTx.submitted.id),
    publishedListing: encode('lst', listing.id), editableListing: encode('lst', inTx.editable.id), listingHandle: listing.handle, variant: encode('var', variant.id), sku: variant.sku, media: encode('med', listing.content.media[0]!.mediaId),
    warehouse: encode('whs', inTx.warehouse.id), spareWarehouse: encode('whs', inTx.spareWarehouse.id), shippingRate: encode('shr', inTx.rate.id), spareShippingRate: encode('shr', inTx.spareRate.id),
    order: encode('ord', orderOf(bought.group, stand).id), consignment: encode('con', consignmentOf(bought.group, stand)), shippedConsignment: encode('con', consignmentOf(bought.shippedGroup, stand)),
    document: inTx.document ? encode('doc', inTx.document.id) : '', hold: '', import: encode('imp', inTx.made.id), spareImport: encode('imp', inTx.spareMade.id),
  };
}

/** An order that waits for its bank transfer. */
async function awaitedOrder(ctx: Ctx, shop: Shop): Promise<{ awaitedGroup: string; awaitedTotal: string }> {
  await offerBankTransfer(ctx);
  const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]), { method: 'bank_transfer', confirmationToken: '' });
  if (answer.outcome !== 'placed') throw new Error(`The order is ${answer.outcome}.`);
  return { awaitedGroup: encode('ogr', answer.group.id), awaitedTotal: answer.group.totalMinor.toString() };
}

/** An order whose bank transfer came: its vendor is to be paid, and two refunds of a euro wait to be sent, by bank transfer too. */
async function bankOrder(api: TestApi, ctx: Ctx, shop: Shop): Promise<Pick<TenantWorld, 'bankGroup' | 'bankDue' | 'bankRefund' | 'spareBankRefund'>> {
  const answer = await pay(ctx, shop, await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]), { method: 'bank_transfer', confirmationToken: '' });
  if (answer.outcome !== 'placed') throw new Error(`The order is ${answer.outcome}.`);
  const { id, orders: [order] } = answer.group;
  await ctx.inTx(async (tx) => receiveTransfer(tx, id, { amount: money(answer.group.totalMinor, (await getTenant(tx)).currency), receivedOn: '2026-03-01', note: null }));
  await api.deliver();
  const refund = () => ctx.inTx((tx) => decideRefund(tx, id, { wish: { lines: [], shipping: [], goodwill: { orderId: order!.id, amountMinor: 100n } }, reason: 'goodwill', note: null, expectedMinor: 100n }));
  const [bankRefund, spare] = [await refund(), await refund()];
  const due = await ctx.inTx((tx) => savedBankDue(tx, id));
  return { bankGroup: encode('ogr', id), bankDue: due.amount.minor.toString(), bankRefund: encode('rfd', bankRefund.id), spareBankRefund: encode('rfd', spare.id) };
}

/** A sale whose invoice lacks a VAT number that its seller has supplied by now, and that nobody has looked at since. */
async function heldDocument(api: TestApi, ctx: Ctx, shop: Shop): Promise<string> {
  const setVatId = (vatId: string | null) => ctx.inTx((tx) => tx.tx('vendors.vendors').where({ tenant_id: tx.tenantId, id: shop.beekeeper.vendor.id }).update({ vat_id: vatId }));
  await setVatId(null);
  const id = await boughtGroup(ctx, shop, [{ variantId: shop.beekeeper.variantId, quantity: 1 }]);
  await api.deliver();
  await setVatId(shop.beekeeper.vendor.vatId);
  const [held] = await ctx.inRead((tx) => listHeldOfGroup(tx, id));
  return encode('hdc', held!.id);
}

async function fillTenant(api: TestApi, ctx: Ctx, shop: Shop, spareStaff: SignedInMember, group: OrderGroup): Promise<Omit<TenantWorld, 'apiKey'>> {
  const { db, tokenSecret } = api.deps;
  const deadTask = await buryTask(ctx, 'tests.nobody');
  await reportDeadTasks(ctx);
  const held = await heldDocument(api, ctx, shop);
  await ctx.inTx((tx) => acceptAgreement({ ...tx, actor: actor.vendor(shop.potter.vendor.id) }, shop.potter.vendor.id, AGREEMENT_VERSION)); // there is something to end
  const awaited = { ...(await awaitedOrder(ctx, shop)), ...(await bankOrder(api, ctx, shop)) };
  const ref = (await db.transactionAsControl((tx) => findRefById(tx, ctx.tenantId)))!;
  return ctx.inTx(async (tx) => {
    const [tenant, [market], category] = [await getTenant(tx), await listMarkets(tx), await savedCategory(tx)];
    const invite = () => inviteMember(tx, { kind: 'staff', role: 'support', vendorId: null, email: `${newId()}@example.test`, locale: 'de' });
    const [invitation, byLink] = [await invite(), await invite()];
    const vendor = async (status: 'applied' | 'active' | 'suspended') => encode('ven', (await savedVendor(tx, { status, ...(status === 'applied' ? { approvedAt: null, activatedAt: null } : {}), ...(status === 'suspended' ? { suspendedAt: NOW, reason: 'Late.' } : {}) })).id);
    const submitted = async () => encode('lst', (await savedListing(tx, { vendorId: shop.potter.vendor.id, status: 'submitted', submittedAt: NOW })).id);
    const [journal] = await journalsOf(tx, [{ kind: 'order_group', id: group.id }]);
    return {
      id: encode('tnt', tenant.id), slug: tenant.slug, host: `${tenant.slug}.localhost`, key: ref.publishableKey, currency: tenant.currency, market: encode('mkt', market!.id), marketCode: market!.code, category: encode('cat', category.id),
      categoryHandle: category.handle, member: encode('mbr', spareStaff.membershipId), invitation: encode('inv', invitation.id), invitationToken: invitationToken(tokenSecret, byLink), deadTask: encode('tsk', deadTask), auditEntry: '', domain: '',
      vendorApplied: await vendor('applied'), vendorToReject: await vendor('applied'), vendorToSuspend: await vendor('active'), vendorSuspended: await vendor('suspended'), submittedListing: await submitted(), listingToRefuse: await submitted(),
      orderGroup: encode('ogr', group.id), ...awaited, journal: encode('jrn', journal!.id), period: NOW.toISOString().slice(0, 7), transfer: encode('trf', (await savedTransfer(tx, group.id)).id), commissionPlan: String((await currentPlan(tx)).version), taxDecision: encode('txd', orderOf(group, shop.potter).lines[0]!.taxDecisionId), statementOfReasons: '',
      shadowRun: encode('tsr', (await savedShadowRun(tx)).id), heldDocument: held, plannedPack: await savedVersionPlan(tx),
    };
  });
}

async function fillShopper(ctx: Ctx, shop: Shop, is: Customer, group: OrderGroup): Promise<ShopperWorld> {
  const lines = [{ variantId: shop.potter.variantId, quantity: 1 }];
  const [cart, ready, guest, waiting] = [await filledCart(ctx, shop, lines), await filledCart(ctx, shop, lines), await filledCart(ctx, shop, lines), await filledCart(ctx, shop, lines)];
  await pay(ctx, shop, waiting, { card: 'action' });
  const who: Actor = { ...actor.shopper(), id: is.customerId };
  const { address, cartLine, document } = await ctx.inTx(async (tx) => {
    const mine = { ...tx, actor: who };
    const row = await tx.tx('checkout.cart_lines as l').join('checkout.carts as c', (on) => on.on('c.tenant_id', 'l.tenant_id').andOn('c.id', 'l.cart_id')).where({ 'l.tenant_id': tx.tenantId, 'c.token_hash': cart.tokenHash }).first('l.id');
    return { address: await keepAddress(mine, anAddress(), true), cartLine: row, document: (await listGroupDocumentHeads(tx, group.id))[0] };
  });
  return {
    customer: encode('cus', is.customerId), email: is.email, password: PASSWORD, address: encode('adr', address.id), cart: '', cartToken: cart.token, cartLine: encode('crl', cartLine.id), cartVersion: '1', readyCartToken: ready.token, waitingCartToken: waiting.token,
    cartTotal: ready.total.minor.toString(), guestCartToken: guest.token, trackingToken: trackingToken(shop.deps.tokenSecret, ctx.tenantId, group), trackedDocument: document ? encode('doc', document.id) : '', orderGroup: encode('ogr', group.id),
    orderGroupNumber: group.number, confirmationToken: await shop.gateway.tokenFor('ok'),
  };
}

/** Somebody with one place, signed in by e-mail and password. */
async function signInSomebody(api: TestApi, tenantId: TenantId): Promise<RouteWorld['session']> {
  const user = await savedUser(api.deps.db, { passwordHash: await hashPassword(PASSWORD) });
  const membershipId = newId();
  await api.deps.db.transactionAsControl((tx) =>
    tx('identity.memberships').insert({ tenant_id: tenantId, id: membershipId, user_id: user.id, kind: 'staff', role: 'support', name: user.name, email: user.email, joined_at: NOW }));
  const session = await signIn(api.deps, { email: user.email, password: PASSWORD, ip: '127.0.0.1', userAgent: 'jest' });
  return { email: user.email, password: PASSWORD, bearer: session.accessToken, cookie: `stoa_refresh=${session.refreshToken}`, membership: encode('mbr', membershipId) };
}

/** The marketplaces an operator works on: one to suspend, one that is suspended, one half set up whose domain the DNS can prove. */
async function fillOperator(api: TestApi, deadTask: string, deadTaskTenant: string, host: string): Promise<RouteWorld['operator']> {
  const { db } = api.deps;
  const live = { tenantId: newId<TenantId>() };
  const suspended = { tenantId: newId<TenantId>() };
  await liveTenant(live, {}, db);
  await liveTenant(suspended, {}, db);
  const { tenant } = await createdTenant(db, { host });
  const { visit } = await visitingOperator(api.deps, live.tenantId);
  return db.transactionAsControl(async (tx) => {
    await tx('tenancy.tenants').where('tenant_id', suspended.tenantId).update({ status: 'suspended', resume_to: 'live', suspended_reason: 'Not paid.' });
    await tx('tenancy.provisioning_parts').where({ tenant_id: tenant.id, part: 'ledger.accounts' }).update({ state: 'failed', detail: 'No currency.', finished_at: NOW });
    const domain = await tx('tenancy.domains').where('tenant_id', tenant.id).first();
    api.dns.set(`_stoa.${host}`, [domain.challenge]);
    return { liveTenant: encode('tnt', live.tenantId), suspendedTenant: encode('tnt', suspended.tenantId), provisioningTenant: encode('tnt', tenant.id), failedPart: 'ledger.accounts', domain: encode('dom', domain.id), deadTask, deadTaskTenant, impersonation: encode('vis', visit.id) };
  });
}

/** Gives up on some event of the tenant in the name of a handler that there is not. Answers the task's id. */
async function buryTask(ctx: Ctx, handler: string): Promise<string> {
  const event = await ctx.inRead(async (tx): Promise<DomainEvent> => {
    const row = await tx.tx('platform.outbox').where('tenant_id', tx.tenantId).orderBy('id').first();
    return { id: row.id, name: row.name, version: row.version, tenantId: tx.tenantId, payload: row.payload, occurredAt: row.occurred_at };
  });
  await recordDead(ctx, handler, event, { attempts: 6, error: '550 5.1.1 mailbox unavailable' });
  return ctx.inRead(async (tx) => (await tx.tx('platform.tasks').where({ tenant_id: tx.tenantId, handler }).first('id')).id as string);
}
