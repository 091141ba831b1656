import { theOfferingPacks } from '@stoa/compliance/testing';
import { savedTheme } from '@stoa/content/testing';
import { newId } from '@stoa/platform/ids';
import type { RequestFacts, Route } from '@stoa/platform/http';
import { withDatabase } from '@stoa/platform/testing';
import { fakeGateway, paymentsDeps } from '@stoa/payments/testing';
import { savedZone } from '@stoa/shipping/testing';
import type { TaxSources } from '@stoa/tax';
import { chosenFor, fakeRegister, thePacks } from '@stoa/tax/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { variantId } from '../quote/cart-view.schemas.js';
import { savedStand, TOKEN_SECRET } from '../testing.js';
import { cartRoutes } from './cart.routes.js';

type Shown = { blockers: { code: string; message: string }[]; summary: { tax: { amount: number }; total: { amount: number } } };

test('a cart to an address whose local tax only Stripe Tax knows is priced in one request: asked between two transactions, and again without asking', () =>
  withDatabase(async ({ ctx, db }) => {
    const market = aMarket({ code: 'us', name: 'Georgia', countries: ['US'], regions: ['US-GA'], currency: 'USD', locales: ['en'], defaultLocale: 'en', timeZone: 'America/New_York', priceMode: 'excl', rulePacks: ['US', 'US-GA'] });
    await liveTenant(ctx, { markets: [market], currency: 'USD', registrations: [{ country: 'US', region: 'GA', scheme: 'sales_tax', number: 'GA-1' }] }, db);
    const stand = await ctx.inTx(async (tx) => {
      await savedZone(tx, ['US']);
      await savedTheme(tx);
      await chosenFor(tx, 'US-GA');
      return savedStand(tx, { name: 'Mill Pond', title: 'Bowl', minor: 10_000n, onHand: 5, country: 'US', city: 'Salem', postcode: '97301', timeZone: 'America/Los_Angeles', currency: 'USD', taxCategory: 'goods.household' });
    });
    const asked: string[] = [];
    let isSilent = true;
    const taxSources: TaxSources = { stripe_tax: { calculate: (_ctx, { place, shipTo, lines }) => {
      asked.push(`${place} ${shipTo.postcode}`);
      const components = [{ level: 'state', authority: 'US-GA:Georgia', name: 'Georgia', pct: '4' }, { level: 'county', authority: 'US-GA:Lowndes', name: 'Lowndes', pct: '4' }];
      return Promise.resolve(isSilent ? { outcome: 'silent', reason: 'unreachable' } : { outcome: 'answered', reference: 'taxcalc_1', lines: lines.map(({ lineId }) => ({ lineId, components })) });
    } } };
    const routes = cartRoutes({ packs: thePacks(), offeringPacks: theOfferingPacks(), taxIdRegisters: { vies: fakeRegister() }, taxSources, payments: paymentsDeps(fakeGateway()), tokenSecret: TOKEN_SECRET, mediaUrl: () => () => '', storefrontUrl: () => '' });
    const send = async (method: Route['method'], path: string, body: object, cartToken: string | null = null) => {
      const route = routes.find((one) => one.method === method && one.path === path)!;
      const request = { market: 'us', locale: 'en', cartToken, idempotencyKey: newId(), ifMatch: null, ip: '203.0.113.7' } as RequestFacts;
      return (await route.handle(ctx as never, { params: {}, query: {}, body: route.body?.parse(body), request } as never)) as Shown & { token: string };
    };
    const { token } = await send('post', '/v1/store/carts', {});
    const address = (postcode: string) => ({ shipping_address: { name: 'Ann Lee', line1: '1 Oak St', postcode, city: 'Valdosta', region: 'GA', country: 'US' } });
    const taxBlockers = ({ blockers }: Shown) => blockers.filter(({ code }) => code === 'no_tax_answer').map(({ message }) => message);

    const silent = await send('patch', '/v1/store/carts/current', { lines: [{ variant_id: variantId.toWire(stand.variantId), quantity: 1 }], ...address('31601') }, token);
    expect(taxBlockers(silent)).toEqual([expect.stringContaining('unreachable')]);
    isSilent = false;
    const priced = await send('patch', '/v1/store/carts/current', address('31602'), token);
    expect(taxBlockers(priced)).toEqual([]);
    expect(priced.summary).toMatchObject({ tax: { amount: 800 } }); // 8 % of 100.00
    expect((await send('get', '/v1/store/carts/current', {}, token)).summary).toEqual(priced.summary);
    expect(asked).toEqual(['US-GA 31601', 'US-GA 31602']);
  }));
