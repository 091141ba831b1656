import type { DocumentId } from '@stoa/events/invoicing';
import type { RefundId } from '@stoa/events/payments';
import { commissionSource, listWrittenDocuments } from '@stoa/invoicing';
import { journalsOf, postingsBetween, type Posting } from '@stoa/ledger';
import { listRefunds, type Refund } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { periodBounds } from '@stoa/platform/local-time';
import { listDecidedOrders, listOwedTaxes, type OwedTax, type PackSet } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { commissionEntries } from './commission-entries.js';
import { type Entry, keyFor, type Part, type ReturnKey, Returns, UNEXPLAINED, zoneOf } from './tax-return.js';

/** Read at a time, so that a month of a large marketplace needs no more memory than a day of it. */
const PORTION = 1_000;
/** No two clocks of the world are further apart: whatever a period is anywhere lies within it on UTC's clock and this much around it. */
const FARTHEST_MS = 15 * 3_600_000;
type Booked = { readonly source: Posting['source']; readonly event: string; readonly occurredAt: Date; readonly journalId: Posting['journalId']; readonly byAuthority: Map<string, bigint>; readonly currency: string };

/** The returns of a period: what the tax records say beside what was booked, each period counted on the clock of the place it is owed to. */
export async function gatherReturns(ctx: TxCtx, { packs }: { packs: PackSet }, period: string): Promise<Returns> {
  const home = (await chooseMarket(ctx, null)).timeZone;
  const isWithin = withinPeriod(packs, period, home);
  const returns = new Returns();
  for await (const entry of entriesAround(ctx, packs, period)) if (isWithin(entry)) returns.add(entry);
  return returns;
}

function withinPeriod(packs: PackSet, period: string, home: string): (entry: Entry) => boolean {
  const bounds = new Map<string, { from: Date; to: Date }>();
  return ({ key, parts, occurredAt }) => {
    const zone = zoneOf(packs, parts[0]?.place ?? key.place, home);
    const { from, to } = bounds.get(zone) ?? periodBounds(period, zone);
    bounds.set(zone, { from, to });
    return from <= occurredAt && occurredAt < to;
  };
}

function entriesAround(ctx: TxCtx, packs: PackSet, period: string): AsyncGenerator<Entry> {
  const utc = periodBounds(period, 'UTC');
  return entriesBetween(ctx, packs, { from: new Date(utc.from.getTime() - FARTHEST_MS), to: new Date(utc.to.getTime() + FARTHEST_MS) });
}

/** Sales, refunds and commission of a stretch of time, each with what the tax records say of it and what was booked. */
export async function* entriesBetween(ctx: TxCtx, packs: PackSet, stretch: { from: Date; to: Date }): AsyncGenerator<Entry> {
  yield* bookedEntries(ctx, packs, stretch);
  yield* unbookedEntries(ctx, packs, stretch);
  yield* commissionEntries(ctx, packs, stretch);
}

/** Everything that was booked to the authorities, with what the records say of it; but for commission, which counts in the month that it is of. */
async function* bookedEntries(ctx: TxCtx, packs: PackSet, { from, to }: { from: Date; to: Date }): AsyncGenerator<Entry> {
  for (let after: { occurredAt: Date; journalId: Posting['journalId'] } | null = null; ; ) {
    const postings: Posting[] = await postingsBetween(ctx, { kinds: ['tax.payable', 'customer.refund_payable'], from, to, after, limit: PORTION });
    const last = postings.at(-1);
    if (!last) return;
    after = { occurredAt: last.occurredAt, journalId: last.journalId };
    const booked = byJournal(postings).filter((journal) => journal.byAuthority.size > 0 || orderIdOf(journal).length > 0);
    const refunds = new Map((await listRefunds(ctx, booked.flatMap(refundIdOf))).map((refund) => [refund.id, refund]));
    const owed = grouped(await listOwedTaxes(ctx, [...new Set(booked.flatMap(orderIdOf))]), (tax) => tax.orderId);
    const commission = await listWrittenDocuments(ctx, booked.flatMap(({ source }) => (source.kind === commissionSource('').kind ? [source.id as DocumentId] : [])));
    for (const journal of booked) if (!commission.has(journal.source.id)) yield* explain(packs, journal, owed.get(orderIdOf(journal)[0] ?? '') ?? [], refunds.get(refundIdOf(journal)[0]!));
  }
}

/** Orders whose decisions say that the marketplace owes tax, but of which nothing was booked. */
async function* unbookedEntries(ctx: TxCtx, packs: PackSet, { from, to }: { from: Date; to: Date }): AsyncGenerator<Entry> {
  for (let after: string | null = null; ; ) {
    const orders: string[] = await listDecidedOrders(ctx, { from, to, after, limit: PORTION });
    if (orders.length === 0) return;
    after = orders.at(-1)!;
    const booked = new Set((await journalsOf(ctx, orders.map((id) => ({ kind: 'order', id })))).filter((journal) => journal.entries.some((entry) => entry.account.kind === 'tax.payable')).map((journal) => journal.source.id));
    const owed = grouped(await listOwedTaxes(ctx, orders.filter((id) => !booked.has(id))), (tax) => tax.orderId);
    for (const [orderId, taxes] of owed) {
      const journal = { source: { kind: 'order', id: orderId }, occurredAt: taxes[0]!.decidedAt };
      for (const { key, taxes: own } of byReturn(packs, taxes)) yield { kind: 'sale', ...journal, orderId, key, parts: own.map(partOf), bookedMinor: new Map() };
    }
  }
}

/** One entry per return that the journal belongs to. What nothing explains stands alone, under no scheme. */
function* explain(packs: PackSet, journal: Booked, owed: readonly OwedTax[], refund: Refund | undefined): Generator<Entry> {
  const orderId = orderIdOf(journal)[0] ?? null;
  const unexplained = new Map(journal.byAuthority);
  const groups = byReturn(packs, owed).map(({ key, taxes }) => ({ key, parts: journal.source.kind === 'order' ? taxes.map(partOf) : refund && orderId ? partsOfRefund(refund, orderId, taxes, journal.event === 'refund_undone' ? -1n : 1n) : [] }));
  for (const { key, parts } of groups) {
    const authorities = new Set(parts.map((part) => part.authority));
    const bookedMinor = new Map([...unexplained].filter(([authority]) => authorities.has(authority)));
    for (const authority of bookedMinor.keys()) unexplained.delete(authority);
    if (parts.length > 0) yield { kind: journal.source.kind === 'order' ? 'sale' : 'refund', source: journal.source, orderId, occurredAt: journal.occurredAt, key, parts, bookedMinor };
  }
  for (const [authority, minor] of unexplained) {
    const key = { place: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(authority) ? authority : 'ZZ', scheme: UNEXPLAINED, currency: journal.currency };
    yield { kind: 'refund', source: journal.source, orderId, occurredAt: journal.occurredAt, key, parts: [], bookedMinor: new Map([[authority, minor]]) };
  }
}

/** Of a refund's share in an order, what the taxes of one return get less. `sign` is -1 where the refund failed and they get it after all. */
function partsOfRefund(refund: Refund, orderId: string, taxes: readonly OwedTax[], sign: bigint): Part[] {
  const placeOf = new Map(taxes.map((tax) => [tax.decisionId as string, tax.place]));
  const untaxed = new Map<string | null, string>(taxes.filter((tax) => tax.kind === 'untaxed').map((tax) => [tax.lineId, tax.name]));
  return refund.parts.filter((part) => part.orderId === orderId && placeOf.has(part.decisionId)).flatMap((part): Part[] => {
    const place = placeOf.get(part.decisionId)!;
    const own = part.taxes.filter((tax) => tax.remitter === 'platform').map((tax): Part => ({ kind: 'tax', place, authority: tax.authority, name: tax.name, ratePct: tax.ratePct, baseMinor: -sign * tax.baseMinor, minor: -sign * tax.minor }));
    if (part.kind === 'fee') return part.byPlatform.map(({ authority, minor }): Part => ({ kind: 'fee', place, authority, name: part.id.split('.').at(-1)!, ratePct: '0', baseMinor: 0n, minor: -sign * minor }));
    return own.length === 0 && untaxed.has(part.taxLineId) ? [{ kind: 'untaxed', place, authority: '', name: untaxed.get(part.taxLineId)!, ratePct: '0', baseMinor: -sign * part.netMinor, minor: 0n }] : own;
  });
}

const partOf = ({ kind, place, authority, name, ratePct, baseMinor, minor }: OwedTax): Part => ({ kind, place, authority, name, ratePct, baseMinor, minor });

function byReturn(packs: PackSet, taxes: readonly OwedTax[]): { key: ReturnKey; taxes: OwedTax[] }[] {
  const groups = grouped(taxes, (tax) => JSON.stringify(keyFor(packs, tax)));
  return [...groups.values()].map((own) => ({ key: keyFor(packs, own[0]!), taxes: own }));
}

function byJournal(postings: readonly Posting[]): Booked[] {
  const journals = new Map<string, Booked>();
  for (const { journalId, source, event, occurredAt, kind, dimension, currency, creditMinor } of postings) {
    const id = `${journalId} ${currency}`;
    const found = journals.get(id) ?? { journalId, source, event, occurredAt, currency, byAuthority: new Map<string, bigint>() };
    if (kind === 'tax.payable') found.byAuthority.set(dimension, (found.byAuthority.get(dimension) ?? 0n) + creditMinor);
    journals.set(id, found);
  }
  return [...journals.values()];
}

/** Journals about a refund's share in an order are named `refund:order`. */
const orderIdOf = ({ source }: Pick<Booked, 'source'>): string[] => (source.kind === 'order' ? [source.id] : source.kind === 'refund_share' ? [source.id.split(':')[1]!] : []);
const refundIdOf = ({ source }: Pick<Booked, 'source'>): RefundId[] => (source.kind === 'refund_share' ? [source.id.split(':')[0] as RefundId] : []);

function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
