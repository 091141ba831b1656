import { sweepTasks } from '@stoa/platform/events';
import { TOKEN_SECRET, boughtGroup, openShop } from '@stoa/checkout/testing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { getOrderGroup, shipConsignment, trackingToken } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { inviteMember } from '@stoa/identity';
import { announced, deliverAll, withDatabase } from '@stoa/platform/testing';
import { listMessagesAbout } from './index.js';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

const everyone = (deps: ReturnType<typeof notificationDeps>) => [...subscriptions(deps), ...invoicingSubscriptions(deps), ...orderSubscriptions];

test('one mail per order group, in the shopper\'s language, once all invoices are there, with each of them attached', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);

    await deliverAll(db, everyone(deps));
    await deliverAll(db, everyone(deps));

    const group = await ctx.inRead((tx) => getOrderGroup(tx, id));
    expect(deps.mailer.sent).toHaveLength(1);
    const [mail] = deps.mailer.sent;
    expect(mail).toMatchObject({ to: 'lena@example.test', subject: `Ihre Bestellung ${group.number}` });
    expect(mail?.attachments?.map((file) => file.filename).sort()).toEqual([shop.potter, shop.weaver, shop.beekeeper].map((stand) => `${stand.vendor.seriesPrefix}-2026-00001.pdf`).sort());
    expect(mail?.attachments?.every((file) => file.content.subarray(0, 5).toString() === '%PDF-')).toBe(true);
    const link = `/orders/${trackingToken(TOKEN_SECRET, ctx.tenantId, group)}`;
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(link);
    expect(mail?.text).toContain('227,60');
    expect(await ctx.inRead((tx) => listMessagesAbout(tx, { kind: 'order_group', id }))).toMatchObject([{ template: 'order_confirmed', locale: 'de', attachments: 3 }]);
  }));

test('no event and no task holds the address, the link or a word of the mail', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));
    const group = await ctx.inRead((tx) => getOrderGroup(tx, id));

    const stored = JSON.stringify([await announced(ctx), await ctx.inRead((tx) => tx.tx('platform.tasks').where('tenant_id', tx.tenantId).select('input', 'last_error'))]);

    const token = trackingToken(TOKEN_SECRET, ctx.tenantId, group);
    for (const secret of ['lena@example.test', 'Lena Vogt', 'Gartenweg', token, token.split('.')[1]!]) expect(stored).not.toContain(secret);
  }));

test('a shipped parcel is told once, with its number and the link', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));
    const [order] = (await ctx.inRead((tx) => getOrderGroup(tx, id))).orders;
    const tracking = { carrier: 'DHL', trackingNumber: '00340434161094042557' };

    await ctx.inTx((tx) => shipConsignment(tx, order!.consignments[0]!.id, tracking));
    await ctx.inTx((tx) => shipConsignment(tx, order!.consignments[0]!.id, tracking));
    await deliverAll(db, everyone(deps));

    expect(deps.mailer.sent.map((mail) => mail.subject)).toEqual([expect.stringMatching(/^Ihre Bestellung OMA-/), 'Töpferei Brandt hat Ihr Paket verschickt']);
    expect(deps.mailer.sent[1]?.text).toContain('00340434161094042557');
  }));

test('when the mail server does not answer, the same mail goes out later under the same Message-ID', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    const ids: string[] = [];
    let isDown = true;
    const flaky = { ...deps, mailer: { ...deps.mailer, send: async (mail: Parameters<typeof deps.mailer.send>[0]) => {
      ids.push(mail.messageId);
      if (isDown) throw new Error('connection refused');
    } } };
    await deliverAll(db, everyone(flaky));
    isDown = false;

    await sweepTasks(db, everyone(flaky), { now: new Date(ctx.now.getTime() + 3_600_000), log: ctx.log });

    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect((await announced(ctx)).filter((event) => event.name === 'notifications.mail_sent')).toHaveLength(1);
  }));

test('an invitation mail carries a link that stands nowhere else', () =>
  withDatabase(async ({ ctx, db }) => {
    await openShop(ctx, db);
    const deps = notificationDeps(TOKEN_SECRET);
    await ctx.inTx((tx) => inviteMember(tx, { email: 'ida@example.test', role: 'finance', kind: 'staff', vendorId: null, locale: 'de' }));

    await deliverAll(db, everyone(deps));

    expect(deps.mailer.sent).toHaveLength(1);
    expect(deps.mailer.sent[0]).toMatchObject({ to: 'ida@example.test' });
    const token = /\/invitation\/(\S+)/.exec(deps.mailer.sent[0]!.text)?.[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    expect(JSON.stringify(await announced(ctx))).not.toContain(token.split('.')[1]);
  }));
