import { z } from 'zod';
import { route } from '@stoa/platform/http';
import { moneySchema } from '@stoa/platform/money';
import { conclusionShape, toConclusion } from '../decision/decision.schemas.js';
import type { PackSet } from '../pack/pack.js';
import { trySale } from './try-sale.js';
import { trialNeedsOneCurrency } from './trial.errors.js';

const country = z.string().regex(/^[A-Z]{2}$/, 'Write a country as two letters: DE');
const place = z.strictObject({ country, region: z.string().regex(/^[A-Z0-9]{1,3}$/).nullable().default(null), postcode: z.string().trim().max(20).nullable().default(null), city: z.string().trim().max(80).nullable().default(null) });
const amount = moneySchema.refine((money) => money.amount >= 0, 'An amount of a sale is not negative');
const body = z.strictObject({
  category: z.string().regex(/^(goods|service)(\.[a-z0-9_]{1,30}){1,5}$/, 'A category is written as goods.household or goods.food.candy'),
  price: amount, shipping: amount.nullable().default(null), price_mode: z.enum(['incl', 'excl']), from: place, to: place,
  buyer: z.enum(['consumer', 'business']), buyer_tax_id: z.string().trim().max(20).nullable().default(null),
  vendor: z.strictObject({ country, registered_in: z.array(country).max(30), oss: z.boolean().default(false), small_business: z.boolean().default(false) }),
  at: z.iso.datetime().optional(),
});
const trialView = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('decided'), ...conclusionShape }),
  z.object({ outcome: z.literal('no_answer'), reasons: z.array(z.object({ code: z.string(), message: z.string() })) }),
]).meta({ id: 'TaxTrial' });

export const trialRoutes = (deps: { packs: PackSet }) => [
  route({
    method: 'post', path: '/v1/admin/tax-trials', summary: 'Try what the tax of a sale would be', audience: 'staff', permission: 'tax.read', owner: null, body, response: trialView,
    description: 'Under the marketplace\'s own registrations, accepted drafts and exchange rates, with the rules and their citations. Nothing is kept.',
    example: () => ({
      body: { category: 'goods.household', price: { amount: 3400, currency: 'EUR' }, price_mode: 'incl', from: { country: 'DE' }, to: { country: 'FI' }, buyer: 'consumer', vendor: { country: 'DE', registered_in: ['DE'], oss: true } },
    }),
    handle: async (ctx, { body: said, request }) => {
      if (said.shipping && said.shipping.currency !== said.price.currency) throw trialNeedsOneCurrency();
      const { answer } = await ctx.inRead((tx) => trySale(tx, deps, {
        category: said.category, amountMinor: BigInt(said.price.amount), currency: said.price.currency, shippingMinor: BigInt(said.shipping?.amount ?? 0), priceMode: said.price_mode, from: said.from, to: said.to,
        buyer: said.buyer, buyerTaxId: said.buyer_tax_id, vendor: { country: said.vendor.country, registeredIn: said.vendor.registered_in, oss: said.vendor.oss, smallBusiness: said.vendor.small_business },
        at: said.at === undefined ? tx.now : new Date(said.at),
      }));
      if (answer.outcome === 'no_answer') return { outcome: 'no_answer' as const, reasons: answer.reasons };
      return { outcome: 'decided' as const, ...toConclusion(answer.decision, request.locale ?? 'en') };
    },
  }),
];
