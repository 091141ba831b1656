import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { filledCart, nameBusiness, openShop, pay, type Shop } from '@stoa/checkout/testing';
import type { DeliveryId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import type { Ctx } from '@stoa/platform/context';
import { sweepTasks } from '@stoa/platform/events';
import { announced, at, audited, deliverAll, withDatabase } from '@stoa/platform/testing';
import { listGroupDocumentHeads, openContents } from '../document/document.repository.js';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';
import type { AccessPoint, Dispatch, MessageState } from './access-point.js';
import { bringAccessPointKey, dropAccessPointKey, ownAccessPointKey } from './access-point-key.js';
import { lookAfterDeliveries } from './deliver-document.js';
import { keepNews, listDeliveries } from './delivery.repository.js';
import { noteLostMail, noteMail } from './note-mail.js';
import { httpAccessPoint } from './providers/http-access-point.js';
import { sendAgain } from './send-again.js';

const PARTICIPANT = { scheme: '0208', id: '0123456123' };
/** An access point that remembers what it was handed, and says what it is told to say. */
function fakeAccessPoint(say: { send?: () => void; refuse?: string; became?: MessageState } = {}) {
  const taken: Dispatch[] = [];
  const point: AccessPoint = {
    send: async (_ctx, dispatch) => {
      taken.push(dispatch);
      say.send?.();
      return say.refuse === undefined ? { outcome: 'accepted', messageRef: `msg_${dispatch.idempotencyKey}` } : { outcome: 'refused', reason: say.refuse };
    },
    look: async () => say.became ?? { state: 'underway' },
  };
  return { point, taken, say };
}

/** Two mugs for a business in Köln that takes its invoices over Peppol. */
async function boughtByBusiness(ctx: Ctx, shop: Shop): Promise<OrderGroupId> {
  const cart = await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 2 }]);
  await nameBusiness(shop.deps, ctx, cart.tokenHash, { country: 'DE', taxId: 'DE811569869', invoiceTo: { peppol: PARTICIPANT, reference: '991-12345-06' } });
  const answer = await pay(ctx, shop, cart);
  if (answer.outcome !== 'placed') throw new Error(`The purchase is ${answer.outcome}.`);
  return answer.group.id;
}
const standing = (ctx: Ctx, id: OrderGroupId) => ctx.inRead(async (tx) => (await listGroupDocumentHeads(tx, id)).map((head) => head.delivery));

test('a business that gave its Peppol address gets its invoice there, once, and what became of it is asked until it is known', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const { point, taken, say } = fakeAccessPoint();
    const deps = { files: filesForTests(), accessPoint: point };
    const id = await boughtByBusiness(ctx, shop);

    await deliverAll(db, [...subscriptions(deps), ...orderSubscriptions]);

    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
    expect(await ctx.inRead((tx) => openContents(tx, head!.id))).toMatchObject({ buyer: { vatId: 'DE811569869', electronicAddress: PARTICIPANT }, buyerReference: '991-12345-06' });
    expect(taken.map(({ route }) => route)).toEqual([{
      sender: { scheme: '9930', id: 'DE129273398' }, receiver: PARTICIPANT, processId: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
      documentTypeId: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0::2.1',
    }]);
    expect(taken[0]!.xml).toContain(`<cbc:ID>${head!.number}</cbc:ID>`);
    expect(taken[0]!.xml).toContain('<cbc:BuyerReference>991-12345-06</cbc:BuyerReference>');
    expect(await standing(ctx, id)).toEqual([{ state: 'sent', channel: 'peppol', reason: null }]);

    const later = (minutes: number) => as(ctx.actor, at(new Date(ctx.now.getTime() + minutes * 60_000).toISOString()));
    expect(await lookAfterDeliveries(deps, ctx)).toBe(0);
    expect(await lookAfterDeliveries(deps, later(1))).toBe(1);
    expect(await standing(ctx, id)).toEqual([{ state: 'sent', channel: 'peppol', reason: null }]);
    say.became = { state: 'refused', reason: 'The receiver does not know the order.' };
    expect(await lookAfterDeliveries(deps, later(3))).toBe(1);
    expect(await standing(ctx, id)).toEqual([{ state: 'refused', channel: 'peppol', reason: 'The receiver does not know the order.' }]);
    expect(await lookAfterDeliveries(deps, later(600))).toBe(0);

    say.became = { state: 'delivered' };
    await ctx.inTx((tx) => sendAgain(tx, head!.id, { channel: 'peppol', hasAccessPoint: true }));
    await deliverAll(db, [...subscriptions(deps), ...orderSubscriptions]);
    await lookAfterDeliveries(deps, later(1));
    expect(await standing(ctx, id)).toEqual([{ state: 'delivered', channel: 'peppol', reason: null }]);
    expect(new Set(taken.map((one) => one.idempotencyKey)).size).toBe(2);
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.documents_to_mail')).toEqual([]);
  }));

test('an access point that does not answer is handed the same document again under the same key; one that refuses is not asked twice', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    let isDown = true;
    const { point, taken, say } = fakeAccessPoint({ send: () => { if (isDown) throw new Error('The access point answered 503: busy'); } });
    const everyone = [...subscriptions({ files: filesForTests(), accessPoint: point }), ...orderSubscriptions];
    const id = await boughtByBusiness(ctx, shop);
    await deliverAll(db, everyone);
    expect(await standing(ctx, id)).toEqual([{ state: 'waiting', channel: 'peppol', reason: 'The access point answered 503: busy' }]);

    isDown = false;
    say.refuse = 'The participant 0208:0123456123 is not registered in the network.';
    await sweepTasks(db, everyone, { now: new Date(ctx.now.getTime() + 3_600_000), log: ctx.log });
    await sweepTasks(db, everyone, { now: new Date(ctx.now.getTime() + 7_200_000), log: ctx.log });

    expect(taken).toHaveLength(2);
    expect(new Set(taken.map((one) => one.idempotencyKey)).size).toBe(1);
    expect(await standing(ctx, id)).toEqual([{ state: 'refused', channel: 'peppol', reason: 'The participant 0208:0123456123 is not registered in the network.' }]);
  }));

test('where the deployment has no access point the same business is sent its invoice by mail', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtByBusiness(ctx, shop);
    await deliverAll(db, [...subscriptions({ files: filesForTests() }), ...orderSubscriptions]);
    expect(await standing(ctx, id)).toEqual([{ state: 'waiting', channel: 'mail', reason: null }]);
  }));

test('while the access point is down the document says why it waits and has failed after the last try; sent by mail meanwhile, it stands as the mail does', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const point = httpAccessPoint({ url: 'http://127.0.0.1:9', key: 'a-key-of-tests' }); // nothing listens at the discard port
    const everyone = [...subscriptions({ files: filesForTests(), accessPoint: point }), ...orderSubscriptions];
    const [first, second] = [await boughtByBusiness(ctx, shop), await boughtByBusiness(ctx, shop)];
    await deliverAll(db, everyone);
    const [waits] = await standing(ctx, first);
    expect(waits).toMatchObject({ state: 'waiting', channel: 'peppol', reason: expect.stringMatching(/^The access point cannot be reached: /) });
    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, second));
    await ctx.inTx((tx) => sendAgain({ ...tx, now: at('2026-03-01T09:00:01Z') }, head!.id, { channel: 'mail', hasAccessPoint: true }));

    for (let hours = 1; hours <= 8; hours += 1) await sweepTasks(db, everyone, { now: new Date(ctx.now.getTime() + hours * 3_600_000), log: ctx.log });
    expect(await standing(ctx, first)).toEqual([{ state: 'failed', channel: 'peppol', reason: waits!.reason }]);
    expect(await standing(ctx, second)).toEqual([{ state: 'waiting', channel: 'mail', reason: null }]);
  }));

test('what became of a mail is told of the mail that waited for it, once, and of nothing that goes over the network', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtByBusiness(ctx, shop);
    await deliverAll(db, [...subscriptions({ files: filesForTests(), accessPoint: fakeAccessPoint({ send: () => { throw new Error('down'); } }).point }), ...orderSubscriptions]);
    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
    const mailed = { orderGroupId: id, documentIds: [head!.id], reason: 'The mailbox is full.' };
    const ways = () => ctx.inRead(async (tx) => (await listDeliveries(tx, head!.id)).map(({ channel, state }) => [channel, state]).sort());

    await ctx.inTx((tx) => noteLostMail(tx, mailed));
    expect(await ways()).toEqual([['peppol', 'waiting']]);

    await ctx.inTx((tx) => sendAgain(tx, head!.id, { channel: 'mail', hasAccessPoint: true }));
    await ctx.inTx((tx) => noteMail(tx, [head!.id], { state: 'sent' }));
    await ctx.inTx((tx) => noteLostMail(tx, mailed));
    expect(await ways()).toEqual([['mail', 'sent'], ['peppol', 'waiting']]);
  }));

test('a document that is not drawn yet cannot be sent again, and nothing is written down', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtByBusiness(ctx, shop);
    const full = { ...filesForTests(), put: () => Promise.reject(new Error('The disk is full.')) };
    await deliverAll(db, [...subscriptions({ files: full }), ...orderSubscriptions]);
    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, id));

    await expect(ctx.inTx((tx) => sendAgain(tx, head!.id, { channel: 'mail', hasAccessPoint: false }))).rejects.toMatchObject({ code: 'invoicing.not_drawn_yet', kind: 'conflict' });

    expect(await ctx.inRead((tx) => listDeliveries(tx, head!.id))).toEqual([]);
    expect((await audited(ctx)).filter((row) => row.action === 'invoicing.document_sent_again')).toEqual([]);
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.documents_to_mail')).toEqual([]);
  }));

test('a marketplace that brings its own key hands over its documents under it, sealed where it lies; the others, and itself once it is dropped, under the deployment’s', () =>
  withDatabase(async ({ ctx, newTenant }) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ status: 'delivered' }));
    });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    const sealingKey = randomBytes(32);
    const point = httpAccessPoint({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'the-deployments-key', ownKey: ownAccessPointKey(sealingKey) });
    const kept = () => ctx.inRead((tx) => tx.tx('invoicing.access_points').where({ tenant_id: tx.tenantId }).select<{ key_sealed: string; ends_with: string }[]>('key_sealed', 'ends_with'));

    await ctx.inTx((tx) => bringAccessPointKey(tx, sealingKey, 'omas-own-key-1234'));
    await ctx.inTx((tx) => bringAccessPointKey(tx, sealingKey, 'omas-own-key-5678'));
    expect(await kept()).toEqual([{ key_sealed: expect.not.stringContaining('omas'), ends_with: '5678' }]);
    await point.look(ctx, 'm1');
    await point.look(newTenant(), 'm1');
    await ctx.inTx(dropAccessPointKey);
    await ctx.inTx(dropAccessPointKey);
    await point.look(ctx, 'm1');
    server.closeAllConnections();
    server.close();

    expect(asked).toEqual(['Bearer omas-own-key-5678', 'Bearer the-deployments-key', 'Bearer the-deployments-key']);
    expect(await kept()).toEqual([]);
    expect((await audited(ctx)).filter((entry) => entry.action === 'invoicing.access_point_key_changed').map((entry) => [entry.before, entry.after])).toEqual([
      [null, { ends_with: '1234' }], [{ ends_with: '1234' }, { ends_with: '5678' }], [{ ends_with: '5678' }, null]]);
  }));

test('two workers that look at once ask about a message once, and one that is told of meanwhile is not looked at again', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const { point } = fakeAccessPoint();
    await boughtByBusiness(ctx, shop);
    await deliverAll(db, [...subscriptions({ files: filesForTests(), accessPoint: point }), ...orderSubscriptions]);
    const rows = () => ctx.inRead((tx) => tx.tx('invoicing.deliveries').where({ tenant_id: tx.tenantId }).select<{ id: DeliveryId; state: string; look_at: Date | null }[]>('id', 'state', 'look_at'));
    const later = as(ctx.actor, new Date((await rows())[0]!.look_at!.getTime()));
    let asked = 0;
    const told: AccessPoint = { ...point, look: async () => {
      asked += 1;
      const id = (await rows())[0]!.id;
      await later.inTx((tx) => keepNews(tx, id, { state: 'delivered' }));
      return { state: 'underway' };
    } };
    const looks = await Promise.all([1, 2, 3].map(() => lookAfterDeliveries({ files: filesForTests(), accessPoint: told }, later)));
    expect([looks.sort(), asked]).toEqual([[0, 0, 1], 1]);
    expect(await rows()).toMatchObject([{ state: 'delivered', look_at: null }]);
  }));
