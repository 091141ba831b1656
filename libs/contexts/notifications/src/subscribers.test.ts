import { sweepTasks } from '@stoa/platform/events';
import { TOKEN_SECRET, boughtGroup, openShop } from '@stoa/checkout/testing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { getOrderGroup, shipConsignment, trackingToken } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { inviteMember } from '@stoa/identity';
import { announced, deliverAll, withDatabase } from '@stoa/platform/testing';
import { getVendor } from '@stoa/vendors';
import { editProfile } from '@stoa/vendors/testing';
import { listMessagesAbout } from './index.js';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

const everyone = (deps: ReturnType<typeof notificationDeps>) => [...subscriptions(deps), ...invoicingSubscriptions(deps), ...orderSubscriptions];
const toLena = (deps: ReturnType<typeof notificationDeps>) => deps.mailer.sent.filter((mail) => mail.to === 'lena@example.test');

test('one mail per order group, in the shopper\'s language, once all invoices are there, with each of them attached', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);

    await deliverAll(db, everyone(deps));
    await deliverAll(db, everyone(deps));

    const group = await ctx.inRead((tx) => getOrderGroup(tx, id));
    expect(toLena(deps)).toHaveLength(1);
    const [mail] = toLena(deps);
    expect(mail).toMatchObject({ to: 'lena@example.test', subject: `Ihre Bestellung ${group.number}` });
    expect(mail?.attachments?.map((file) => file.filename).sort()).toEqual([shop.potter, shop.weaver, shop.beekeeper].map((stand) => `${stand.vendor.seriesPrefix}-2026-00001.pdf`).sort());
    expect(mail?.attachments?.every((file) => file.content.subarray(0, 5).toString() === '%PDF-')).toBe(true);
    const link = `/orders/${trackingToken(TOKEN_SECRET, ctx.tenantId, group)}`;
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(link);
    expect(mail?.text).toContain('227,60');
    expect(await ctx.inRead((tx) => listMessagesAbout(tx, { kind: 'order_group', id }))).toMatchObject([{ template: 'order_confirmed', locale: 'de', attachments: 3 }]);
  }));

test('while the invoice of one of three vendors is missing, no mail goes out; with the last one it does', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);
    let written = 0;
    const full = { ...deps, files: { ...deps.files, put: async (...file: Parameters<typeof deps.files.put>) => {
      written += 1;
      if (written === 2) throw new Error('the disk is full');
      return deps.files.put(...file);
    } } };

    await deliverAll(db, everyone(full));
    expect((await announced(ctx)).filter((event) => event.name === 'invoicing.invoice_issued')).toHaveLength(2);
    expect(toLena(deps)).toEqual([]);
    await sweepTasks(db, everyone(full), { now: new Date(ctx.now.getTime() + 3_600_000), log: ctx.log });
    await deliverAll(db, everyone(full));

    expect(toLena(deps).map((mail) => mail.attachments?.length)).toEqual([3]);
  }));

test('the mail of an order says whose invoice follows, and the invoice comes in a mail of its own once its seller has given what it lacked', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deps = notificationDeps(TOKEN_SECRET);
    const setVatId = (vatId: string | null) => ctx.inTx(async (tx) => editProfile(tx, shop.potter.vendor.id, { vatId, expectedVersion: (await getVendor(tx, shop.potter.vendor.id)).version }));
    await setVatId(null);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }, { variantId: shop.beekeeper.variantId, quantity: 1 }]);

    await deliverAll(db, everyone(deps));
    expect(toLena(deps).map((mail) => mail.attachments?.map((file) => file.filename))).toEqual([[`${shop.beekeeper.vendor.seriesPrefix}-2026-00001.pdf`]]);
    expect(toLena(deps)[0]?.text).toContain('Die Rechnung hängt als PDF an.');
    expect(toLena(deps)[0]?.text).toContain('Die Rechnung von Töpferei Brandt (legal) folgt in einer eigenen Mail');

    await setVatId('DE129273398');
    await deliverAll(db, everyone(deps));
    const number = `${shop.potter.vendor.seriesPrefix}-2026-00001`;
    expect(toLena(deps)).toHaveLength(2);
    expect(toLena(deps)[1]).toMatchObject({ subject: `Ihre Rechnung ${number}`, attachments: [{ filename: `${number}.pdf` }] });
    expect(toLena(deps)[1]?.text).toContain('38,90');
    expect(await ctx.inRead((tx) => listMessagesAbout(tx, { kind: 'order_group', id }))).toMatchObject([{ template: 'order_confirmed', attachments: 1 }, { template: 'documents_ready', locale: 'de', attachments: 1 }]);
  }));

test('each vendor is told what it has to pack, once, and not who bought it', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const deps = notificationDeps(TOKEN_SECRET);

    await deliverAll(db, everyone(deps));
    await deliverAll(db, everyone(deps));

    const { orders } = await ctx.inRead((tx) => getOrderGroup(tx, id));
    const toVendors = deps.mailer.sent.filter((mail) => mail.to !== 'lena@example.test');
    expect(toVendors.map((mail) => [mail.to, mail.subject]).sort()).toEqual(
      [shop.potter, shop.weaver, shop.beekeeper].map(({ vendor }, index) => [vendor.email, `Neue Bestellung ${orders[index]!.number}`]).sort());
    const potters = toVendors.find((mail) => mail.subject.endsWith(orders[0]!.number));
    for (const said of ['Becher „Ebbe“', '2 ×', '68,00', 'Leipzig', 'http://admin.localhost/vendor/orders/ord_']) expect(potters?.text).toContain(said);
    for (const secret of ['Lena', 'Vogt', 'Gartenweg', 'lena@example.test', 'Schal']) expect(`${potters?.text}${potters?.html}`).not.toContain(secret);
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

    expect(toLena(deps).map((mail) => mail.subject)).toEqual([expect.stringMatching(/^Ihre Bestellung OMA-/), 'Töpferei Brandt hat Ihr Paket verschickt']);
    expect(toLena(deps)[1]?.text).toContain('00340434161094042557');
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

    expect(ids).toHaveLength(4); // the shopper's and the vendor's, each twice
    expect(new Set(ids).size).toBe(2);
    expect((await announced(ctx)).filter((event) => event.name === 'notifications.mail_sent')).toHaveLength(2);
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
