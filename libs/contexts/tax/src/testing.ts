import { fileURLToPath } from 'node:url';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import type { TaxDecision } from './decision/decision.js';
import { recordDecisions } from './decision/record-decisions.js';
import { evaluate } from './evaluation/evaluate.js';
import type { ConsignmentFacts, Place } from './evaluation/facts.js';
import { changeOverlay } from './overlay/change-overlay.js';
import { loadPacks } from './pack/load-packs.js';
import { chooseSource } from './second-source/choose-source.js';
import type { ShadowRun } from './shadow/shadow-run.js';
import { startShadowRun } from './shadow/start-shadow-run.js';
import type { TaxIdQuestion, TaxIdRegister } from './tax-id/register.js';
import type { PackSet } from './pack/pack.js';

/** Where the rule packs of this repository lie. */
export const PACK_DIR = fileURLToPath(new URL('../../../../config/rule-packs', import.meta.url));
let loaded: PackSet | null = null;
/** The repository's packs, read once per test process. */
export const thePacks = (): PackSet => (loaded ??= loadPacks(PACK_DIR));

export const place = (country: string, more: Partial<Place> = {}): Place => ({ country, region: null, postcode: null, city: null, ...more });

/** A German potter sells a mug for 34.00 EUR to a consumer in Berlin; say what is different. */
export const aConsignment = (more: Partial<ConsignmentFacts> = {}): ConsignmentFacts => ({
  taxPoint: new Date('2026-11-02T11:00:00Z'), currency: 'EUR',
  shipFrom: place('DE', { postcode: '04109', city: 'Leipzig' }), shipTo: place('DE', { postcode: '10115', city: 'Berlin' }),
  seller: { id: 'v1', country: 'DE', establishments: ['DE'], registrations: [{ country: 'DE', scheme: 'vat', number: 'DE123456789' }], smallBusiness: false, crossBorderYtdMinor: 0n, oss: false },
  platform: { role: 'marketplace', establishment: 'DE', registrations: [] },
  customer: { type: 'consumer', taxId: null, taxIdValid: false }, priceMode: 'incl',
  lines: [{ id: 'l1', category: 'goods.household', amountMinor: 3400n, quantity: 1, discounts: [] }], shipping: null, ...more,
});

/** A Californian maker sells a bottle for 58.00 USD to a consumer in Sacramento, through a marketplace registered in CA and CO. */
export const aCalifornianConsignment = (more: Partial<ConsignmentFacts> = {}): ConsignmentFacts => aConsignment({
  currency: 'USD', shipFrom: place('US', { region: 'CA', postcode: '93721', city: 'Fresno' }), shipTo: place('US', { region: 'CA', postcode: '95814', city: 'Sacramento' }),
  seller: { id: 'v2', country: 'US', establishments: ['US'], registrations: [], smallBusiness: false, crossBorderYtdMinor: 0n, oss: false },
  platform: { role: 'marketplace', establishment: 'US', registrations: [{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-1' }, { country: 'US', region: 'CO', scheme: 'sales_tax', number: 'CO-1' }] },
  priceMode: 'excl', lines: [{ id: 'l1', category: 'goods.alcohol.spirits', amountMinor: 5800n, quantity: 1, discounts: [] }], ...more,
});

/** A register by the rule of the stand-in: numbers that end in 000 it does not know, in 999 it is down; all others are good. `asked` counts the questions. */
export function fakeRegister(): TaxIdRegister & { asked: TaxIdQuestion[] } {
  const asked: TaxIdQuestion[] = [];
  return {
    asked,
    check: (_ctx, question) => {
      asked.push(question);
      const digits = question.taxId.replace(/\D+$/, '');
      if (digits.endsWith('999')) return Promise.resolve({ outcome: 'unchecked', reason: 'MS_UNAVAILABLE' });
      const requestId = question.requester === null ? null : `WAPI${question.taxId}`;
      return Promise.resolve(digits.endsWith('000') ? { outcome: 'invalid', requestId } : { outcome: 'valid', requestId, name: `Firma ${question.taxId}`, address: null });
    },
  };
}

/** A run of that tenant that lint refused: over, and not in the way of another. */
export const savedShadowRun = (ctx: TxCtx): Promise<ShadowRun> => startShadowRun(ctx, { packs: thePacks() }, '{ "schema": "taxpack/1", "id": "DE", "version": "0" }');

/** A plan of that tenant for a pack, to be taken back; it changes no sale. */
export async function savedVersionPlan(ctx: TxCtx): Promise<string> {
  await changeOverlay(ctx, { packs: thePacks() }, { change: { kind: 'choose_version', pack: 'EU', version: null, at: '2040-01-01T00:00:00.000Z' }, reason: 'For the tests.' });
  return 'EU';
}

/** A decision of that tenant, stored as placing an order stores it. */
export async function savedDecision(ctx: TxCtx, facts: ConsignmentFacts = aConsignment()): Promise<{ id: TaxDecisionId; orderId: string; decision: TaxDecision }> {
  const answer = evaluate(thePacks(), facts);
  invariant(answer.outcome === 'decided', 'a saved decision has an answer');
  const saved = { decisionId: newId<TaxDecisionId>(), consignmentId: newId(), orderId: newId(), decision: answer.decision };
  await recordDecisions(ctx, { packs: thePacks() }, [saved]);
  return { id: saved.decisionId, orderId: saved.orderId, decision: saved.decision };
}

/** The marketplace has Stripe Tax asked for what the packs do not know in a place. */
export const chosenFor = (tx: TxCtx, place: string): Promise<void> => chooseSource(tx, { packs: thePacks() }, { place, source: 'stripe_tax', reason: 'We sell all over the state.' });
