import { TOKEN_SECRET, boughtGroup, openShop, type Shop } from '@stoa/checkout/testing';
import { savedMember } from '@stoa/identity/testing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { acceptAgreement, AGREEMENT_VERSION, billVendors, endAgreement, monthsClosed, sendAgain } from '@stoa/invoicing/testing';
import { closeMonthsDue } from '@stoa/payouts/testing';
import type { Ctx } from '@stoa/platform/context';
import { sweepTasks } from '@stoa/platform/events';
import { actor, at, deliverAll, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

type Deps = ReturnType<typeof notificationDeps>;
const everyone = (deps: Deps) => [...subscriptions(deps), ...invoicingSubscriptions(deps)];
const sentTo = (deps: Deps, address: string, template: RegExp) => deps.mailer.sent.filter((mail) => mail.to === address && template.test(mail.subject));
const standing = (ctx: Ctx, vendorId: string) => ctx.inRead((tx) => tx.tx('invoicing.documents as d').leftJoin('invoicing.document_states as s', (on) => void on.on('s.tenant_id', 'd.tenant_id').andOn('s.document_id', 'd.id'))
  .where({ 'd.tenant_id': tx.tenantId, 'd.vendor_id': vendorId }).whereNull('d.order_group_id').select<{ id: string; number: string; state: string | null; channel: string | null; reason: string | null }[]>('d.id', 'd.number', 's.state', 's.channel', 's.reason'));
/** A month of sales is over, and billed. */
async function billedMonth({ ctx, db, as }: TestEnvironment): Promise<{ shop: Shop; later: Ctx }> {
  const shop = await openShop(ctx, db);
  await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
  const later = as(ctx.actor, at('2026-04-01T02:00:00Z'));
  await monthsClosed(later, '2026-03');
  await billVendors(shop.deps, later);
  return { shop, later };
}

test('a vendor’s commission invoice goes to its people who may read it, as PDF and XML, in the vendor’s language, and counts as sent; staff send it again', () =>
  withDatabase(async (env) => {
    const { ctx, db } = env;
    const { shop, later } = await billedMonth(env);
    const { vendor } = shop.potter;
    const owner = (await savedMember(db, ctx.tenantId, { kind: 'vendor', role: 'owner', vendorId: vendor.id })).user.email;
    const packer = (await savedMember(db, ctx.tenantId, { kind: 'vendor', role: 'fulfilment', vendorId: vendor.id })).user.email;
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));

    const [document] = await standing(ctx, vendor.id);
    const mails = () => sentTo(deps, owner, /Provisionsrechnung/);
    expect(mails()).toMatchObject([{ subject: `Provisionsrechnung ${document!.number}`, attachments: [{ filename: `${document!.number}.pdf` }, { filename: `${document!.number}.xml` }] }]);
    expect(mails()[0]?.text).toContain('4,29');
    expect(mails()[0]?.text).toContain(`http://admin.localhost/vendor/documents?number=${document!.number}`);
    expect(deps.mailer.sent.filter((mail) => mail.to.includes(packer))).toEqual([]);
    expect(document).toMatchObject({ state: 'sent', channel: 'mail', reason: null });

    await expect(later.inTx((tx) => sendAgain(tx, document!.id as never, { channel: 'peppol', hasAccessPoint: true }))).rejects.toMatchObject({ code: 'invoicing.no_way_there' });
    await later.inTx((tx) => sendAgain(tx, document!.id as never, { channel: 'mail', hasAccessPoint: true }));
    expect(await standing(ctx, vendor.id)).toMatchObject([{ state: 'waiting' }]);
    await deliverAll(db, everyone(deps));
    expect(mails()).toHaveLength(2);
    expect(await standing(ctx, vendor.id)).toMatchObject([{ state: 'sent' }]);
  }));

test('without people of its own the mail goes to the vendor’s address; when no try reaches the mail server the document has failed', () =>
  withDatabase(async (env) => {
    const { ctx, db } = env;
    const { shop } = await billedMonth(env);
    const { vendor } = shop.potter;
    const deps = notificationDeps(TOKEN_SECRET);
    const tried: string[] = [];
    const down: Deps = { ...deps, mailer: { ...deps.mailer, send: async (mail) => { tried.push(mail.to); throw new Error(`550 <${mail.to}>: no such mailbox`); } } };
    await deliverAll(db, everyone(down));
    for (let hours = 1; hours <= 8; hours += 1) await sweepTasks(db, everyone(down), { now: new Date(at('2026-04-01T02:00:00Z').getTime() + hours * 3_600_000), log: ctx.log });
    await deliverAll(db, everyone(down));
    expect(tried).toContain(vendor.email);
    expect(await standing(ctx, vendor.id)).toMatchObject([{ state: 'failed', channel: 'mail', reason: 'The mail server took it in none of the tries.' }]);
  }));

test('with a month its statement is closed and mailed as PDF to each vendor that had to do with it, once; what ended long ago is no news', () =>
  withDatabase(async (env) => {
    const { ctx, db, as } = env;
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const deps = notificationDeps(TOKEN_SECRET);
    expect(await closeMonthsDue(as(ctx.actor, at('2026-04-02T02:00:00Z')))).toBe(1);
    expect(await closeMonthsDue(as(ctx.actor, at('2026-04-02T02:05:00Z')))).toBe(0);
    await deliverAll(db, everyone(deps));
    const statements = deps.mailer.sent.filter((mail) => mail.subject === 'Ihre Abrechnung für März 2026');
    expect(statements).toMatchObject([{ to: shop.potter.vendor.email, attachments: [{ filename: `statement-${shop.potter.vendor.handle}-2026-03-EUR.pdf`, contentType: 'application/pdf' }] }]);
    expect(statements[0]?.text).toContain('/vendor/statements/2026-03?currency=EUR');

    await boughtGroup(as(ctx.actor, at('2026-04-05T09:00:00Z')), shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    expect(await closeMonthsDue(as(ctx.actor, at('2026-06-15T02:00:00Z')))).toBe(2);
    await deliverAll(db, everyone(deps));
    expect(deps.mailer.sent.filter((mail) => mail.subject.startsWith('Ihre Abrechnung'))).toHaveLength(1);
  }));

test('the end of self-billing is told to both sides, in the language of each', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const { vendor } = shop.weaver;
    await ctx.inTx((tx) => acceptAgreement({ ...tx, actor: actor.vendor(vendor.id) }, vendor.id, AGREEMENT_VERSION));
    await ctx.inTx((tx) => endAgreement(tx, vendor.id, { endsOn: '2026-03-31', side: 'marketplace' }));
    const deps = notificationDeps(TOKEN_SECRET);
    await deliverAll(db, everyone(deps));
    const mails = deps.mailer.sent.filter((mail) => mail.subject.includes(vendor.name));
    expect(mails.map((mail) => mail.to).sort()).toEqual([vendor.email, 'help@oma.test'].sort());
    for (const mail of mails) expect(mail.text).toContain('31. März 2026');
  }));

test('what a document lacks is named once to its seller while anything of that seller waits, not for every sale', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const { vendor, variantId } = shop.potter;
    await ctx.inTx((tx) => tx.tx('vendors.vendors').where({ tenant_id: tx.tenantId, id: vendor.id }).update({ vat_id: null }));
    const deps = notificationDeps(TOKEN_SECRET);
    for (const quantity of [1, 2]) {
      await boughtGroup(ctx, shop, [{ variantId, quantity }]);
      await deliverAll(db, everyone(deps));
    }
    const mails = deps.mailer.sent.filter((mail) => mail.subject === 'Eine Rechnung wartet auf eine Angabe');
    expect(mails.map((mail) => mail.to)).toEqual([vendor.email]);
    expect(mails[0]?.text).toContain('VAT number of the seller');
    expect(mails[0]?.text).toContain('http://admin.localhost/vendor/setup');
  }));
