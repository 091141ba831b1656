import { z } from 'zod';
import type { TaxDecisionId } from '@stoa/events/tax';
import { moneySchema, moneyView } from '@stoa/platform/money';
import { wireId } from '@stoa/platform/typeid';
import type { TaxDecision, TaxedLine } from './decision.js';
import type { StoredDecision } from './decision.repository.js';
import { explainDecision, type Names } from './explain-decision.js';

export const taxDecisionId = wireId<TaxDecisionId, 'txd'>('txd');
export const orderWireId = wireId<string, 'ord'>('ord');
export const consignmentWireId = wireId<string, 'con'>('con');

const component = z.object({ authority: z.string(), name: z.string(), rate_pct: z.string(), base: moneySchema, tax: moneySchema, remitter: z.enum(['seller', 'platform', 'none']) });
const line = z.object({
  id: z.string(), label: z.string(), category: z.string(), rate_code: z.string(), rate_pct: z.string(), treatment: z.string(), net: moneySchema, tax: moneySchema, gross: moneySchema,
  components: z.array(component), text: z.string(), steps: z.array(z.string()), code: z.string(),
});

/** What was concluded of a sale, and why. */
export const conclusionShape = {
  headline: z.string(), place: z.string(), scheme: z.string(), treatment: z.string(), liable: z.enum(['seller', 'platform', 'customer', 'importer', 'none']), issuer: z.enum(['seller', 'platform']),
  price_mode: z.enum(['incl', 'excl']), rounding: z.object({ level: z.string(), mode: z.string() }), lines: z.array(line),
  fees: z.array(z.object({ code: z.string(), label: z.string(), amount: moneySchema, remitter: z.string(), cite: z.string() })),
  totals: z.object({ net: moneySchema, tax: moneySchema, gross: moneySchema, customer_pays: moneySchema }),
  notes: z.array(z.string()), rules: z.array(z.object({ id: z.string(), cite: z.string() })), packs: z.array(z.object({ id: z.string(), version: z.string(), sha256: z.string() })),
  buyer: z.object({
    type: z.enum(['consumer', 'business']), tax_id: z.string().nullable(),
    evidence: z.object({ outcome: z.enum(['valid', 'invalid', 'unchecked']), register: z.string().nullable(), request_id: z.string().nullable(), checked_at: z.iso.datetime(), policy: z.string() }).nullable(),
  }),
  exchange_rates: z.array(z.object({ base: z.string(), quote: z.string(), rate: z.string(), source: z.string(), date: z.string() })),
  overlay_version: z.int().nullable().meta({ description: 'Of what the marketplace said about its own taxes when the sale was decided; null where it had changed nothing.' }),
  local: z.object({ net: moneySchema, tax: moneySchema }).nullable().meta({ description: 'Net and tax in the money of the place that taxes the sale, where the sale is in another.' }),
};

/** A decision with its explanation, as staff and vendors read it. */
export const taxDecisionView = z.object({
  id: taxDecisionId.wire, order_id: orderWireId.wire, consignment_id: consignmentWireId.wire, tax_point: z.iso.datetime(), decided_at: z.iso.datetime(), ...conclusionShape,
  facts_sha256: z.string(), recomputes_to_the_same: z.boolean(),
}).meta({ id: 'TaxDecision' });

export type DecisionView = z.input<typeof taxDecisionView>;

export function toDecisionView(stored: StoredDecision, proof: { same: boolean; factsSha256: string }, locale: string, names: Names = {}): DecisionView {
  return {
    id: taxDecisionId.toWire(stored.id), order_id: orderWireId.toWire(stored.orderId), consignment_id: consignmentWireId.toWire(stored.consignmentId), tax_point: stored.decision.facts.taxPoint.toISOString(), decided_at: stored.decidedAt.toISOString(),
    ...toConclusion(stored.decision, locale, names), facts_sha256: proof.factsSha256, recomputes_to_the_same: proof.same,
  };
}

/** What a decision says, in words and figures: of a sale that was placed, or of one that somebody only tries. */
export function toConclusion(d: TaxDecision, locale: string, names: Names = {}): Omit<DecisionView, 'id' | 'order_id' | 'consignment_id' | 'tax_point' | 'decided_at' | 'facts_sha256' | 'recomputes_to_the_same'> {
  const explained = explainDecision(d, locale, names);
  const money = (minor: bigint) => moneyView({ minor, currency: d.currency });
  const all = d.shipping ? [...d.lines, d.shipping] : d.lines;
  return {
    headline: explained.headline, place: d.place, scheme: d.scheme, treatment: d.treatment, liable: d.liable, issuer: d.issuer, price_mode: d.priceMode, rounding: d.rounding,
    lines: all.map((l, i) => toLineView(l, d, explained.lines[i]!)),
    fees: d.fees.map((fee, i) => ({ code: fee.code, label: explained.fees[i]!.label, amount: money(fee.amountMinor), remitter: fee.remitter, cite: fee.cite })),
    totals: { net: money(d.totals.netMinor), tax: money(d.totals.taxMinor), gross: money(d.totals.grossMinor), customer_pays: money(d.totals.customerPaysMinor) },
    buyer: toBuyerView(d.facts.customer),
    exchange_rates: (d.facts.exchangeRates ?? []).map((rate) => ({ ...rate })),
    overlay_version: d.overlay.version ?? null, local: toLocalView(d),
    notes: explained.notes, rules: d.rules, packs: d.packs,
  };
}

function toBuyerView({ type, taxId, evidence }: TaxDecision['facts']['customer']): DecisionView['buyer'] {
  return { type, tax_id: taxId, evidence: evidence ? { outcome: evidence.outcome, register: evidence.register, request_id: evidence.requestId, checked_at: evidence.checkedAt, policy: evidence.policy } : null };
}

/** Decisions from before this was counted do not say it. */
function toLocalView({ local }: Partial<Pick<TaxDecision, 'local'>>): DecisionView['local'] {
  return local ? { net: moneyView({ minor: local.netMinor, currency: local.currency }), tax: moneyView({ minor: local.taxMinor, currency: local.currency }) } : null;
}

function toLineView(l: TaxedLine, d: TaxDecision, { label, text, steps, code }: { label: string; text: string; steps: string[]; code: string }): DecisionView['lines'][number] {
  const money = (minor: bigint) => moneyView({ minor, currency: d.currency });
  return {
    id: l.id, label, category: l.category, rate_code: l.rateCode, rate_pct: l.ratePct, treatment: l.treatment, net: money(l.netMinor), tax: money(l.taxMinor), gross: money(l.grossMinor), text, steps, code,
    components: l.components.map((c) => ({ authority: c.authority, name: c.name, rate_pct: c.ratePct, base: money(c.baseMinor), tax: money(c.taxMinor), remitter: c.remitter })),
  };
}
