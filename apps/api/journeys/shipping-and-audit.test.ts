import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenVendor } from '@stoa/tools/seed/onboard-vendor';
import { type Client, type Problem, refusal } from '@stoa/tools/seed/product/client';
import { signIn } from '@stoa/tools/seed/product/people';
import { verifyAudit } from '@stoa/platform/audit';
import { aWorld, bought, MUG, type Marketplace, SCARF, SPOON, stateOf } from './marketplace.testing.js';

const world = aWorld();
const DAY = 86_400_000;

type Order = { id: string; number: string; status: string; consignments: { id: string; status: string; ships_from: { city: string }; tracking_number: string | null }[] };
type Hold = { number: string; amount: { amount: number }; state: string; reason: string; until: string | null; words: string };
type Balance = { yours: { amount: number }; ready: { amount: number }; held: { amount: number }; paid_out: { amount: number }; holds: Hold[] };
type OrderPage = { status: string; parcels: { number: string; status: string; carrier: string; tracking_number: string | null; steps: { code: string; at: string | null }[] }[] };

const orderOf = async (vendor: OpenVendor, groupNumber: string): Promise<Order> => {
  const { data } = await vendor.session<{ data: { id: string; number: string }[] }>('GET', '/v1/vendor/orders?limit=100');
  return vendor.session<Order>('GET', `/v1/vendor/orders/${data.find((row) => row.number.startsWith(groupNumber))!.id}`);
};
const ship = (session: Client, consignment: { id: string }, tracking_number = '00340434161094042557') => session('PUT', `/v1/vendor/consignments/${consignment.id}/shipment`, { body: { carrier: 'DHL', tracking_number } });
const holdsOf = async (vendor: OpenVendor, groupNumber: string): Promise<Hold[]> => (await vendor.session<Balance>('GET', '/v1/vendor/balance')).holds.filter((hold) => hold.number.startsWith(groupNumber));
const pageOf = (oma: Marketplace, token: string) => oma.shop<OrderPage>('GET', `/v1/store/orders/${token}`);

test('the vendor ships; the shopper’s page and mail show the number; the hold says why and, once delivered, until when; after that day it is sent to the vendor’s account', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [SCARF]: 1, [MUG]: 1 });
  const order = await orderOf(oma.weaver, sale.number);
  expect(await holdsOf(oma.weaver, sale.number)).toMatchObject([{ amount: { amount: 12_306 }, state: 'held', reason: 'not_shipped', until: null, words: 'Not shipped yet. The clock of 14 days starts at delivery.' }]);

  await ship(oma.weaver.session, order.consignments[0]!);
  const shown = (await pageOf(oma, sale.tracking_token)).parcels.find((parcel) => parcel.number === order.number)!;
  expect([shown.status, shown.carrier, shown.tracking_number, shown.steps.map((step) => [step.code, step.at !== null])]).toEqual(['shipped', 'DHL', '00340434161094042557', [['placed', true], ['shipped', true], ['delivered', false]]]);
  expect((await pageOf(oma, sale.tracking_token)).status).toBe('partly_shipped');
  const mail = await journey.mailbox.waitFor('lena@posteo.example', (one) => one.text?.includes('00340434161094042557') ?? false);
  expect(mail.subject).toBe('Weberei Holtkamp hat Ihr Paket verschickt');
  expect(mail.links.some((link) => link.endsWith(`/orders/${sale.tracking_token}`))).toBe(true);
  expect(await holdsOf(oma.weaver, sale.number)).toMatchObject([{ state: 'held', reason: 'on_its_way', until: null }]);

  const delivered = journey.now();
  await oma.weaver.session('PUT', `/v1/vendor/consignments/${order.consignments[0]!.id}/delivery`);
  const until = new Date(delivered.getTime() + 14 * DAY).toISOString();
  expect(await holdsOf(oma.weaver, sale.number)).toMatchObject([{ state: 'held', reason: 'return_window', until }]);

  const before = await oma.weaver.session<Balance>('GET', '/v1/vendor/balance');
  await journey.pass(14 * DAY - 1_000);
  expect(await oma.weaver.session<Balance>('GET', '/v1/vendor/balance')).toMatchObject({ ready: before.ready, held: before.held });
  await journey.pass(2_000);
  expect(await oma.weaver.session<Balance>('GET', '/v1/vendor/balance')).toMatchObject({
    yours: { amount: before.yours.amount - 12_306 }, ready: before.ready, in_transfer: { amount: 0 }, held: { amount: before.held.amount - 12_306 }, paid_out: { amount: before.paid_out.amount + 12_306 },
  });
  expect((await oma.weaver.session<{ data: unknown[] }>('GET', '/v1/vendor/transfers')).data[0]).toMatchObject({ number: order.number, amount: { amount: 12_306, currency: 'EUR' }, state: 'sent', reason: null, words: 'At the vendor’s account.' });
  expect((await oma.owner<{ data: unknown[] }>('GET', '/v1/admin/transfers?filter[state]=sent')).data[0]).toMatchObject({ vendor: { name: 'Weberei Holtkamp' }, transfer_ref: expect.stringMatching(/^tr_/), tries: 1 });
  expect(await holdsOf(oma.potter, sale.number)).toMatchObject([{ state: 'held', reason: 'not_shipped' }]); // the other vendor's waits for its own parcel
});

test('another vendor opening the order reads the same 404 as for an order that never was, and ships, delivers and sees nothing of it', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [SCARF]: 1 });
  const order = await orderOf(oma.weaver, sale.number);
  const before = await stateOf(journey, oma);
  const stranger = oma.potter.session;
  const body = (problem: Problem) => ({ ...problem, request_id: null, instance: null });

  const [theirs, none] = [await refusal(stranger('GET', `/v1/vendor/orders/${order.id}`)), await refusal(stranger('GET', '/v1/vendor/orders/ord_01h455vb4pex5vsknk084sn02q'))];
  expect(theirs.status).toBe(404);
  expect(body(theirs)).toEqual(body(none));
  const random = { id: 'con_01h455vb4pex5vsknk084sn02q' };
  expect(body(await refusal(ship(stranger, order.consignments[0]!)))).toEqual(body(await refusal(ship(stranger, random))));
  const deliver = (id: string) => stranger('PUT', `/v1/vendor/consignments/${id}/delivery`);
  expect(body(await refusal(deliver(order.consignments[0]!.id)))).toEqual(body(await refusal(deliver(random.id))));
  expect(JSON.stringify(await stranger('GET', '/v1/vendor/orders?limit=100'))).not.toContain(order.number);
  expect(JSON.stringify(await stranger('GET', '/v1/vendor/balance'))).not.toContain(order.number);
  expect(await stateOf(journey, oma)).toEqual(before);
  expect(await orderOf(oma.weaver, sale.number)).toEqual(order);
});

test('nothing arrives that was not sent; a second click is no second parcel; a mistyped number is corrected without a second mail', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [SCARF]: 1 });
  const [consignment] = (await orderOf(oma.weaver, sale.number)).consignments;
  const before = await stateOf(journey, oma);

  expect(await refusal(oma.weaver.session('PUT', `/v1/vendor/consignments/${consignment!.id}/delivery`))).toMatchObject({ status: 409 });
  expect(await stateOf(journey, oma)).toEqual(before);
  await ship(oma.weaver.session, consignment!);
  await ship(oma.weaver.session, consignment!); // a second click with the same number
  await ship(oma.weaver.session, consignment!, '00340434161094049999');

  expect((await pageOf(oma, sale.tracking_token)).parcels).toMatchObject([{ status: 'shipped', tracking_number: '00340434161094049999' }]);
  expect(await stateOf(journey, oma)).toEqual({ ...before, 'shipping.shipments': Number(before['shipping.shipments']) + 1, 'notifications.messages': Number(before['notifications.messages']) + 1 });
});

type Line = { action: string; sentence: string; actor: { kind: string; name: string | null }; subject: { kind: string; id: string }; sealed: boolean; reason: string | null };
const trail = (query: string) => world.oma.owner<{ data: Line[] }>('GET', `/v1/admin/audit?limit=100${query}`);

test('who did what: every step of the story stands in the trail under the name of whoever did it, sealed in an unbroken chain', async () => {
  const { journey, oma } = world;
  const sale = await bought(journey, oma, { [SCARF]: 1 });
  const [consignment] = (await orderOf(oma.weaver, sale.number)).consignments;
  await ship(oma.weaver.session, consignment!);
  await journey.pass(60_000);

  const said = async (action: string) => (await trail(`&filter[action]=${action}`)).data.map((line) => `${line.actor.kind}: ${line.sentence}`);
  expect(await said('tenancy.tenant_created')).toEqual(['operator: An operator opened the marketplace']);
  expect(new Set(await said('vendors.vendor_approved'))).toEqual(new Set(['staff: Ida Berger approved the vendor']));
  expect(await said('pricing.commission_plan_changed')).toEqual([expect.stringMatching(/^staff: Ida Berger .*commission/)]);
  expect((await said('inventory.warehouse_opened')).length).toBe(6);
  expect(new Set(await said('catalog.listing_submitted'))).toEqual(new Set(['vendor: Saara Lindqvist submitted the listing', 'vendor: Jonas Holtkamp submitted the listing', 'vendor: Tom Alder submitted the listing']));
  expect(new Set(await said('catalog.listing_published'))).toEqual(new Set(['staff: Ida Berger published the listing']));
  const shipped = (await trail(`&filter[subject]=${consignment!.id}`)).data;
  expect(shipped).toMatchObject([{ action: 'orders.consignment_shipped', actor: { kind: 'vendor', name: 'Jonas Holtkamp' } }]);
  // What is sealed stands behind every open transaction of the server, those of other tests included: it may take a moment.
  for (let looks = 0; looks < 100 && (await trail('')).data.some((line) => !line.sealed); looks += 1) {
    await sleep(100);
    await journey.pass(1_000);
  }
  expect((await trail('')).data.filter((line) => !line.sealed)).toEqual([]);
  const verdict = await verifyAudit(journey.within(oma.id));
  expect(verdict).toMatchObject({ brokenAt: null, reason: null });
  expect(await oma.owner('GET', '/v1/admin/audit-chain')).toMatchObject({ links: verdict.links, unsealed: 0, broken_at: null, reason: null });
});

type Sales = { work: { to_ship: number; partly_shipped: number; late: number }; days: { day: string; orders: number; total: { amount: number; currency: string }; commission: { amount: number } }[] };

test('a sale is in the figures of its day in the marketplace’s own time zone, waits there until all of it is shipped, and is late once its promised day is over; a note shows who wrote it', async () => {
  const { journey, oma } = world;
  const figures = async () => {
    const { work, days } = await oma.owner<Sales>('GET', '/v1/admin/sales?days=1');
    return { ...work, orders: days[0]?.orders ?? 0, total: days[0]?.total.amount ?? 0, commission: days[0]?.commission.amount ?? 0 };
  };
  const before = await figures();
  const sale = await bought(journey, oma, { [SPOON]: 1, [MUG]: 1 });
  const group = (await oma.owner<{ data: { id: string; number: string; total: { amount: number } }[] }>('GET', `/v1/admin/orders?filter[number]=${sale.number}`)).data[0]!;
  const { orders } = await oma.owner<{ orders: { commission: { amount: number } }[] }>('GET', `/v1/admin/orders/${group.id}`);
  const sold = { orders: before.orders + 1, total: before.total + group.total.amount, commission: before.commission + orders.reduce((sum, order) => sum + order.commission.amount, 0) };
  expect(await figures()).toEqual({ ...before, ...sold, to_ship: before.to_ship + 1 });

  await ship(oma.potter.session, (await orderOf(oma.potter, sale.number)).consignments[0]!);
  expect(await figures()).toEqual({ ...before, ...sold, partly_shipped: before.partly_shipped + 1 });
  await oma.owner('POST', `/v1/admin/orders/${group.id}/notes`, { body: { text: 'Ask the potter.' } });
  const { timeline } = await oma.owner<{ timeline: { kind: string; note: string | null; actor_name: string | null }[] }>('GET', `/v1/admin/orders/${group.id}`);
  expect(timeline.filter((entry) => entry.kind === 'note_added')).toMatchObject([{ note: 'Ask the potter.', actor_name: 'Ida Berger' }]);

  await journey.pass(40 * DAY);
  const { late, partly_shipped, to_ship, orders: today } = await figures();
  expect([late, today]).toEqual([partly_shipped + to_ship, 0]);
});

test('nobody but who may read the trail reads it, and it cannot be changed', async () => {
  const { journey, oma } = world;
  expect(await refusal(oma.weaver.session('GET', '/v1/admin/audit'))).toMatchObject({ status: 403 });
  expect(await refusal(oma.shop('GET', '/v1/admin/audit'))).toMatchObject({ status: 401 });
  await expect(journey.within(oma.id).inTx((tx) => tx.tx('platform.audit').where('tenant_id', tx.tenantId).update({ reason: 'nothing happened' }))).rejects.toMatchObject({ code: '42501' });
  await expect(journey.within(oma.id).inTx((tx) => tx.tx('platform.audit_links').where('tenant_id', tx.tenantId).delete())).rejects.toMatchObject({ code: '42501' });
  const again = await signIn(journey.api, oma.seed.staff[0]!.email, oma.slug);
  expect((await again<{ data: Line[] }>('GET', '/v1/admin/audit?limit=5')).data).toHaveLength(5);
});
