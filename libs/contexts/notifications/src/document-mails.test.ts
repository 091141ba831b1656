import { TOKEN_SECRET, boughtGroup, openShop } from '@stoa/checkout/testing';
import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import { listGroupDocumentHeads } from '@stoa/invoicing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { drawAgain, sendAgain } from '@stoa/invoicing/testing';
import { getOrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { decideRefund, performRefunds, readSold, reckonRefund } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { sweepTasks } from '@stoa/platform/events';
import { audited, deliverAll, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

type Deps = ReturnType<typeof notificationDeps>;
const everyone = (deps: Deps) => [...subscriptions(deps), ...invoicingSubscriptions(deps), ...orderSubscriptions];
const toLena = (deps: Deps) => deps.mailer.sent.filter((mail) => mail.to === 'lena@example.test');
const standing = (ctx: Ctx, id: OrderGroupId) => ctx.inRead(async (tx) => (await listGroupDocumentHeads(tx, id)).map((head) => head.delivery));
const deliveries = (ctx: Ctx, id: DocumentId) => ctx.inRead((tx) => tx.tx('invoicing.deliveries').where({ tenant_id: tx.tenantId, document_id: id }).orderBy(['asked_at', 'id']).select('channel', 'state', 'reason', 'asked_by'));
/** Eight tries, each after the pause before it. */
async function tryToTheEnd({ ctx, db }: TestEnvironment, deps: Deps): Promise<void> {
  for (let hours = 1; hours <= 8; hours += 1) await sweepTasks(db, everyone(deps), { now: new Date(ctx.now.getTime() + hours * 3_600_000), log: ctx.log });
  await deliverAll(db, everyone(deps));
}

test('a document is sent with the mail of its order, and once more when staff say so, which is written down', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));
    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
    expect(await standing(ctx, id)).toEqual([{ state: 'sent', channel: 'mail', reason: null }]);

    await expect(ctx.inTx((tx) => sendAgain(tx, head!.id, { channel: 'peppol', hasAccessPoint: true }))).rejects.toMatchObject({ code: 'invoicing.no_way_there' });
    expect(await deliveries(ctx, head!.id)).toHaveLength(1);
    await ctx.inTx((tx) => sendAgain(tx, head!.id, { channel: 'mail', hasAccessPoint: true }));
    expect(await standing(ctx, id)).toEqual([{ state: 'waiting', channel: 'mail', reason: null }]);
    await deliverAll(db, everyone(deps));

    expect(toLena(deps).map((mail) => mail.subject)).toEqual([expect.stringMatching(/^Ihre Bestellung /), `Ihre Rechnung ${head!.number}`]);
    expect(await deliveries(ctx, head!.id)).toEqual([{ channel: 'mail', state: 'sent', reason: null, asked_by: 'issue' }, { channel: 'mail', state: 'sent', reason: null, asked_by: 'staff' }]);
    expect((await audited(ctx)).filter((entry) => entry.action === 'invoicing.document_sent_again')).toMatchObject([{ subject_id: head!.id, after: { number: head!.number, channel: 'mail' } }]);
  }));

test('when the mail server takes the mail in none of eight tries, its documents have failed, without a word of the address', () =>
  withDatabase(async (env) => {
    const { ctx, db } = env;
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    const down: Deps = { ...deps, mailer: { ...deps.mailer, send: async () => { throw new Error('550 <lena@example.test>: no such mailbox'); } } };
    await deliverAll(db, everyone(down));
    expect(await standing(ctx, id)).toEqual([{ state: 'waiting', channel: 'mail', reason: null }]);

    await tryToTheEnd(env, down);

    expect(await standing(ctx, id)).toEqual([{ state: 'failed', channel: 'mail', reason: 'The mail server took it in none of the tries.' }]);
  }));

test('an invoice that cannot be drawn says why; in the end the order is told without it, and it comes on its own once it is made again', () =>
  withDatabase(async (env) => {
    const { ctx, db } = env;
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.beekeeper.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    let broken: string | null = null;
    const full: Deps = { ...deps, files: { ...deps.files, put: async (...file: Parameters<typeof deps.files.put>) => {
      const document = /documents\/([^.]+)\./.exec(file[0])?.[1] ?? '';
      broken ??= document;
      if (document === broken) throw new Error('the disk is full');
      return deps.files.put(...file);
    } } };
    await deliverAll(db, everyone(full));
    expect(await standing(ctx, id)).toContainEqual({ state: 'waiting', channel: null, reason: 'the disk is full' });
    expect(toLena(deps)).toEqual([]);

    await tryToTheEnd(env, full);
    expect(await standing(ctx, id)).toContainEqual({ state: 'failed', channel: null, reason: 'the disk is full' });
    expect(toLena(deps).map((mail) => mail.attachments?.length)).toEqual([1]);
    expect(toLena(deps)[0]?.text).toContain('folgt in einer eigenen Mail');

    await ctx.inTx((tx) => drawAgain(tx, broken as unknown as DocumentId));
    await deliverAll(db, everyone(deps));
    expect(await standing(ctx, id)).toEqual([{ state: 'sent', channel: 'mail', reason: null }, { state: 'sent', channel: 'mail', reason: null }]);
    expect(toLena(deps).map((mail) => mail.attachments?.length)).toEqual([1, 1]);
    await ctx.inTx((tx) => drawAgain(tx, broken as unknown as DocumentId)); // the files are there: nobody is mailed again
    await deliverAll(db, everyone(deps));
    expect(toLena(deps)).toHaveLength(2);
  }));

test('all credit notes of a refund come in one mail of their own', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));
    await ctx.inTx(async (tx) => {
      const { orders } = await getOrderGroup(tx, id);
      const wish = { lines: orders.slice(0, 2).map((order) => ({ lineId: order.lines[0]!.id, quantity: 1, restock: false })), shipping: [], goodwill: null };
      return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
    });
    await performRefunds(shop.deps.payments, ctx);
    await deliverAll(db, everyone(deps));

    const mail = toLena(deps).find((one) => one.subject.startsWith('Ihre Rechnungskorrekturen '));
    expect(mail?.attachments?.map((file) => file.filename).sort()).toEqual([shop.potter, shop.weaver].map(({ vendor }) => `${vendor.seriesPrefix}-C-2026-00001.pdf`).sort());
    expect(toLena(deps)).toHaveLength(3); // the order, the money, the credit notes
    expect(await standing(ctx, id)).toEqual(Array(5).fill({ state: 'sent', channel: 'mail', reason: null }));
  }));
