import { TOKEN_SECRET, openShop } from '@stoa/checkout/testing';
import { thresholdPassed } from '@stoa/events/tax';
import { savedMember } from '@stoa/identity/testing';
import { announce } from '@stoa/platform/events';
import { deliverAll, withDatabase } from '@stoa/platform/testing';
import { getTenant } from '@stoa/tenancy';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

const limit = (more: object = {}) => ({
  code: 'no_voec', place: 'NO', placeName: { en: 'Norway', de: 'Norwegen' }, vendorId: null, step: 'near' as const, name: { en: 'Sales from which the marketplace must register', de: 'Umsatz, ab dem sich der Marktplatz registrieren muss' }, usedBp: 8_250,
  totalMinor: '4125000', limitMinor: '5000000', currency: 'NOK', sales: 12, limitSales: null, cite: 'Merverdiavgiftsloven § 2-1, 14A (VOEC)', ...more,
});

test('a limit of the law that is near goes by mail to the staff who look after taxes, and to nobody else; to the marketplace’s own address where nobody does', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    const deps = notificationDeps(TOKEN_SECRET);
    const own = (await ctx.inRead(getTenant)).supportEmail;
    const passed = (more: object = {}) => ctx.inTx((tx) => announce(tx, thresholdPassed, limit(more)));
    await passed();
    await deliverAll(db, subscriptions(deps));
    await deliverAll(db, subscriptions(deps));
    expect(deps.mailer.sent.map(({ to, subject }) => [to, subject])).toEqual([[own, '82 % einer Steuergrenze erreicht (Norwegen)']]);
    expect(deps.mailer.sent[0]!.text.replaceAll('\u00a0', ' ')).toContain('41.250,00 NOK');
    expect(deps.mailer.sent[0]!.text).toContain('http://admin.localhost/market/tax/setup');

    const finance = (await savedMember(db, ctx.tenantId, { kind: 'staff', role: 'finance' })).user.email;
    await savedMember(db, ctx.tenantId, { kind: 'staff', role: 'support' });
    await passed({ step: 'crossed', vendorId: shop.potter.vendor.id, placeName: { en: 'European Union', de: 'Europäische Union' } });
    await deliverAll(db, subscriptions(deps));
    expect(deps.mailer.sent.slice(1).map(({ to, subject }) => [to, subject])).toEqual([[finance, `${shop.potter.vendor.name}: Steuergrenze überschritten (Europäische Union)`]]);
  }));
