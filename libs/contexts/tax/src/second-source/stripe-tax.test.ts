import Stripe from 'stripe';
import { createContext } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { silentLog } from '@stoa/platform/log';
import { actor, at, workerDatabase } from '@stoa/platform/testing';
import { aCalifornianConsignment, place } from '../testing.js';
import { stripeTax, type Calculations } from './providers/stripe-tax.js';
import { questionHash, questionOf } from './question.js';

const sale = aCalifornianConsignment({ shipTo: place('US', { region: 'GA', postcode: '31601', city: 'Valdosta' }), lines: [{ id: 'l1', category: 'goods.household', amountMinor: 10_000n, quantity: 2, discounts: [] }] });
const question = questionOf(sale)!;
const row = (level: string, pct: string, more = {}) => ({ amount: 0, jurisdiction: { country: 'US', display_name: level, level, state: 'GA' }, sourcing: 'destination', tax_rate_details: { display_name: 'Sales Tax', percentage_decimal: pct, tax_type: 'sales_tax' }, taxability_reason: 'standard_rated', taxable_amount: 10_000, ...more });
const ask = (breakdown: object[] | null, id: string | null = 'taxcalc_1') => {
  const calls: unknown[][] = [];
  const create = (...given: unknown[]) => {
    calls.push(given);
    return Promise.resolve({ id, line_items: breakdown && { data: [{ reference: 'line-0', tax_breakdown: breakdown }] } });
  };
  const ctx = createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-11-02T09:00:00Z'), log: silentLog, requestId: null });
  return { answer: stripeTax({ create } as unknown as Calculations).calculate(ctx, question, 'k1'), calls };
};

test('rates are read by authority, asked for with a code, an address without a street, a key of the question and little patience', async () => {
  const { answer, calls } = ask([row('state', '4'), row('county', '4')]);
  expect(await answer).toEqual({ outcome: 'answered', reference: 'taxcalc_1', lines: [{ lineId: 'l1', components: [{ level: 'state', authority: 'US-GA:state', name: 'state', pct: '4' }, { level: 'county', authority: 'US-GA:county', name: 'county', pct: '4' }] }] });
  expect(calls).toEqual([[
    {
      currency: 'usd', expand: ['line_items.data.tax_breakdown'], tax_date: 1_793_620_800, line_items: [{ amount: 10_000, quantity: 2, reference: 'line-0', tax_behavior: 'exclusive', tax_code: 'txcd_99999999' }],
      customer_details: { address: { country: 'US', state: 'GA', postal_code: '31601', city: 'Valdosta' }, address_source: 'shipping' }, ship_from_details: { address: { country: 'US', state: 'CA', postal_code: '93721', city: 'Fresno' } },
    },
    { idempotencyKey: 'tax-k1', timeout: 4_000, maxNetworkRetries: 1 },
  ]]);
});

test.each([
  ['nothing is collected', [row('country', '0', { tax_rate_details: null, taxability_reason: 'not_collecting' })], 'not_collecting'],
  ['a part of the price is taxed', [row('state', '4', { taxable_amount: 5_000 })], 'taxed_in_part'],
  ['a rate cannot be read', [row('state', '4.12345678')], 'unreadable_rate'],
  ['no line comes back', null, 'no_breakdown'],
])('where %s there is no answer to charge by', async (_what, breakdown, reason) => {
  expect(await ask(breakdown).answer).toEqual({ outcome: 'silent', reason });
});

test('a company that refuses is silent with its own reason; a mistake of ours is not swallowed', async () => {
  const failing = (error: Error) => stripeTax({ create: () => Promise.reject(error) } as unknown as Calculations);
  const ctx = createContext(workerDatabase(), { tenantId: newId(), actor: actor.shopper(), now: at('2026-11-02T09:00:00Z'), log: silentLog, requestId: null });
  expect(await failing(new Stripe.errors.StripeConnectionError({ message: 'no way', type: 'api_error' })).calculate(ctx, question, 'k')).toEqual({ outcome: 'silent', reason: 'StripeConnectionError' });
  await expect(failing(new TypeError('ours')).calculate(ctx, question, 'k')).rejects.toThrow('ours');
});

test('the same sale asks the same question whatever its lines are called; another day, amount or place asks another', () => {
  const hash = (more: Partial<typeof sale>) => questionHash(questionOf({ ...sale, ...more })!);
  expect(hash({ lines: [{ ...sale.lines[0]!, id: 'x' }] })).toBe(hash({}));
  const others = [hash({ taxPoint: new Date('2026-11-03T11:00:00Z') }), hash({ lines: [{ ...sale.lines[0]!, amountMinor: 1n }] }), hash({ shipTo: { ...sale.shipTo, postcode: '31602' } })];
  expect(new Set([...others, hash({})]).size).toBe(4);
  expect(questionOf({ ...sale, priceMode: 'incl' })).toBeNull();
  expect(questionOf({ ...sale, shipTo: { ...sale.shipTo, postcode: null } })).toBeNull();
});
