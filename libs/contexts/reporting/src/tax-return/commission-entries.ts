import { commissionSource, listWrittenIn, type WrittenMonth } from '@stoa/invoicing';
import { journalsOf, type Journal } from '@stoa/ledger';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { periodBounds } from '@stoa/platform/local-time';
import { listDecisions, type PackSet, type TaxDecision } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { type Entry, nameOfKey, type Part, type ReturnKey, zoneOf } from './tax-return.js';
import { listFiled } from './tax-return.repository.js';

/**
 * What the marketplace owes on its own service, the commission: one entry per document, in the period that its month ended in, though it was written and booked after that. A document
 * that was written only when that period had been filed already counts on the day it was written.
 */
export async function* commissionEntries(ctx: TxCtx, packs: PackSet, stretch: { from: Date; to: Date }): AsyncGenerator<Entry> {
  const written = await listWrittenIn(ctx, 'commission', stretch);
  if (written.length === 0) return;
  const decisions = new Map((await listDecisions(ctx, written.flatMap((one) => one.decisionId ?? []))).map(({ id, decision }) => [id, decision]));
  const journals = new Map((await journalsOf(ctx, written.map((one) => commissionSource(one.documentId)))).map((journal) => [journal.source.id, journal]));
  const isFiledBefore = await filings(ctx, packs);
  for (const one of written) {
    const decision = one.decisionId === null ? undefined : decisions.get(one.decisionId);
    invariant(decision, 'a commission document has its decision');
    const sign = one.isCredit ? -1n : 1n;
    const [key, parts, bookedMinor] = [keyOf(decision), partsOf(packs, decision, sign), bookedOf(journals.get(one.documentId))];
    if (parts.length === 0 && bookedMinor.size === 0) continue;
    yield { kind: one.isCredit ? 'refund' : 'sale', source: commissionSource(one.documentId), orderId: null, occurredAt: isFiledBefore(key, one) ? one.issuedAt : withinMonth(one), key, parts, bookedMinor };
  }
}

/** So long before its end a month has begun to end on no clock of the world: it counts in the same period everywhere. */
const BEFORE_MS = 15 * 3_600_000;
const withinMonth = ({ endsAt }: WrittenMonth): Date => new Date(endsAt.getTime() - BEFORE_MS);

/** Tax is filed where it is owed; what the vendor owes, or nobody, is stated where the marketplace is. */
const keyOf = ({ totals, place, scheme, currency, facts }: TaxDecision): ReturnKey => ({ place: totals.taxMinor > 0n ? place : facts.shipFrom.country, scheme, currency });

function partsOf(packs: PackSet, decision: TaxDecision, sign: bigint): Part[] {
  const { place } = keyOf(decision);
  const taxed = decision.lines.flatMap((line) => line.components).map(({ authority, name, ratePct, baseMinor, taxMinor }): Part => ({ kind: 'tax', place, authority, name, ratePct, baseMinor: sign * baseMinor, minor: sign * taxMinor }));
  if (taxed.length > 0) return taxed;
  // The union asks for services across its borders and out of it; elsewhere only for those that the customer owes the tax of.
  const isAsked = decision.liable === 'customer' || packs.unionOf.has(decision.facts.shipFrom.country);
  return isAsked ? [{ kind: 'untaxed', place, authority: decision.facts.shipTo.country, name: decision.treatment, ratePct: '0', baseMinor: sign * decision.totals.netMinor, minor: 0n }] : [];
}

function bookedOf(journal: Journal | undefined): Map<string, bigint> {
  const booked = new Map<string, bigint>();
  for (const { account, amountMinor } of journal?.entries ?? []) if (account.kind === 'tax.payable') booked.set(account.dimension, (booked.get(account.dimension) ?? 0n) - amountMinor);
  return booked;
}

async function filings(ctx: TxCtx, packs: PackSet): Promise<(key: ReturnKey, written: WrittenMonth) => boolean> {
  const [filed, home] = [await listFiled(ctx), (await chooseMarket(ctx, null)).timeZone];
  return (key, written) => filed.some((one) => {
    if (one.name !== nameOfKey(key) || one.filedAt > written.issuedAt) return false;
    const { from, to } = periodBounds(one.period, zoneOf(packs, key.place, home));
    return from <= withinMonth(written) && withinMonth(written) < to;
  });
}
