import Stripe from 'stripe';
import type { ProvidedTax } from '../../evaluation/facts.js';
import { PCT_PATTERN } from '../../evaluation/rate.js';
import type { SourceAnswer, TaxQuestion, TaxSource } from '../question.js';

/** The part of Stripe's client that is needed, so that a test needs no more. */
export type Calculations = Pick<Stripe['tax']['calculations'], 'create'>;
type Breakdown = Stripe.Tax.CalculationLineItem.TaxBreakdown;

/** Stripe Tax: one calculation per question, with the question's own key. A calculation charges nobody and is filed nowhere. */
export function stripeTax(calculations: Calculations, { timeoutMs = 4_000 }: { timeoutMs?: number } = {}): TaxSource {
  return {
    async calculate(ctx, question, key) {
      try {
        return readAnswer(question, await calculations.create(paramsOf(question), { idempotencyKey: `tax-${key}`, timeout: timeoutMs, maxNetworkRetries: 1 }));
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeError)) throw error;
        ctx.log.warn({ type: error.type, code: error.code, place: question.place }, 'Stripe Tax gave no answer');
        return { outcome: 'silent', reason: error.code ?? error.type };
      }
    },
  };
}

const addressOf = ({ country, region, postcode, city }: TaxQuestion['shipTo']) => ({ country, ...(region ? { state: region } : {}), ...(postcode ? { postal_code: postcode } : {}), ...(city ? { city } : {}) });

function paramsOf(question: TaxQuestion): Stripe.Tax.CalculationCreateParams {
  return {
    currency: question.currency.toLowerCase(), expand: ['line_items.data.tax_breakdown'], tax_date: Math.floor(Date.parse(`${question.day}T12:00:00Z`) / 1_000),
    line_items: question.lines.map(({ amountMinor, quantity, taxCode }, i) => ({ amount: Number(amountMinor), quantity, reference: `line-${i}`, tax_behavior: 'exclusive', tax_code: taxCode })),
    customer_details: { address: addressOf(question.shipTo), address_source: 'shipping' }, ship_from_details: { address: addressOf(question.shipFrom) },
    ...(question.shippingMinor === null ? {} : { shipping_cost: { amount: Number(question.shippingMinor), tax_behavior: 'exclusive' } }),
  };
}

/** Reads the rates out of a calculation. A line that is taxed only in part, or not at all, says nothing that the same law would say of our decision: that is no answer. */
function readAnswer(question: TaxQuestion, calculation: Stripe.Tax.Calculation): SourceAnswer {
  const items = calculation.line_items?.data ?? [];
  const lines: ProvidedTax['lines'][number][] = [];
  for (const [i, { lineId, amountMinor }] of question.lines.entries()) {
    const item = items.find(({ reference }) => reference === `line-${i}`);
    const read = componentsOf(item?.tax_breakdown ?? [], Number(amountMinor));
    if (typeof read === 'string') return { outcome: 'silent', reason: read };
    lines.push({ lineId, components: read });
  }
  if (calculation.id === null) return { outcome: 'silent', reason: 'no_reference' };
  return { outcome: 'answered', reference: calculation.id, lines };
}

function componentsOf(breakdown: readonly Breakdown[], amount: number): ProvidedTax['lines'][number]['components'] | string {
  const taxed = breakdown.filter(({ tax_rate_details: rate }) => rate !== null && Number(rate.percentage_decimal) > 0);
  if (taxed.length === 0) return breakdown[0]?.taxability_reason ?? 'no_breakdown';
  if (taxed.some(({ taxable_amount: taxable }) => taxable !== amount)) return 'taxed_in_part';
  const components = taxed.map(({ jurisdiction, tax_rate_details: rate }) => ({ level: String(jurisdiction.level), authority: `${jurisdiction.country}-${jurisdiction.state ?? ''}:${jurisdiction.display_name}`, name: jurisdiction.display_name, pct: rate!.percentage_decimal }));
  return components.every(({ pct }) => PCT_PATTERN.test(pct)) ? components : 'unreadable_rate';
}
