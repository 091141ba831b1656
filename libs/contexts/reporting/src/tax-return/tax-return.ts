import type { PackSet } from '@stoa/tax';

/** What is filed to one authority, or through a one-stop shop: all the marketplace itself owes under a scheme in a place, per currency. */
export type ReturnKey = { readonly place: string; readonly scheme: string; readonly currency: string };
/** Part of an entry: what one authority gets at one rate. `untaxed` sales are stated as well: authorities ask for all sales, not only for the taxed. */
export type Part = { readonly kind: 'tax' | 'fee' | 'untaxed'; readonly place: string; readonly authority: string; readonly name: string; readonly ratePct: string; readonly baseMinor: bigint; readonly minor: bigint };
/** An order, or the share of an order in a refund: what the tax records say of it, and what was booked to `tax.payable`. */
export type Entry = {
  readonly kind: 'sale' | 'refund';
  readonly source: { readonly kind: string; readonly id: string };
  readonly orderId: string | null;
  readonly occurredAt: Date;
  readonly key: ReturnKey;
  readonly parts: readonly Part[];
  /** Per authority. */
  readonly bookedMinor: ReadonlyMap<string, bigint>;
};

/** A row of a return: sales and what was given back of sales, per authority and rate. */
export type ReturnRow = {
  readonly kind: Part['kind']; readonly place: string; readonly authority: string; readonly name: string; readonly ratePct: string;
  salesBaseMinor: bigint; salesMinor: bigint; refundsBaseMinor: bigint; refundsMinor: bigint;
};
/** Where records and books say different things: nothing is filed before it is understood. */
export type Difference = { readonly source: { readonly kind: string; readonly id: string }; readonly orderId: string | null; readonly occurredAt: Date; readonly authority: string; readonly recordsMinor: bigint; readonly bookedMinor: bigint };
export type Figures = { readonly rows: readonly ReturnRow[]; readonly entries: number; readonly recordsMinor: bigint; readonly bookedMinor: bigint; readonly differences: readonly Difference[] };

/** Schemes with one return for all members of a union, filed where the marketplace is identified: Directive 2006/112/EC, Art. 369f (union scheme, per quarter) and 369s (import scheme, per month). */
const ONE_STOP: ReadonlySet<string> = new Set(['union_oss', 'ioss']);
/** Of bookings that no decision explains. */
export const UNEXPLAINED = 'unexplained';

/** Which return a sale under a scheme in a place belongs to. */
export function keyFor(packs: PackSet, { place, scheme, currency }: ReturnKey): ReturnKey {
  const union = packs.unionOf.get(place.slice(0, 2));
  return ONE_STOP.has(scheme) && union ? { place: union, scheme, currency } : { place, scheme, currency };
}

export const nameOfKey = ({ place, scheme, currency }: ReturnKey): string => `${place}.${scheme}.${currency}`;
export const KEY = /^([A-Z]{2}(?:-[A-Z0-9]{1,3})?)\.([a-z][a-z0-9_]{1,60})\.([A-Z]{3})$/;
export function readKey(name: string): ReturnKey | null {
  const [, place, scheme, currency] = KEY.exec(name) ?? [];
  return place && scheme && currency ? { place, scheme, currency } : null;
}

/** The clock by which a place counts its periods; a union's is that of Brussels by custom, where its own pack does not say. */
export function zoneOf(packs: PackSet, place: string, fallback: string): string {
  const zones = [place, place.slice(0, 2)].map((id) => packs.packs.get(id)?.pack.time_zone);
  return zones.find((zone) => zone !== undefined) ?? fallback;
}

/** Gathers entries, in any order and in portions, into the figures of each return. */
export class Returns {
  readonly #byName = new Map<string, { key: ReturnKey; rows: Map<string, ReturnRow>; entries: number; recordsMinor: bigint; bookedMinor: bigint; differences: Difference[] }>();

  add(entry: Entry): void {
    const name = nameOfKey(entry.key);
    const found = this.#byName.get(name) ?? { key: entry.key, rows: new Map<string, ReturnRow>(), entries: 0, recordsMinor: 0n, bookedMinor: 0n, differences: [] };
    this.#byName.set(name, found);
    found.entries += 1;
    for (const part of entry.parts) addPart(found.rows, entry.kind, part);
    for (const [authority, { recordsMinor, bookedMinor }] of bothSides(entry)) {
      found.recordsMinor += recordsMinor;
      found.bookedMinor += bookedMinor;
      if (recordsMinor !== bookedMinor) found.differences.push({ source: entry.source, orderId: entry.orderId, occurredAt: entry.occurredAt, authority, recordsMinor, bookedMinor });
    }
  }

  /** The returns that have something in them, sorted by name. */
  all(): { key: ReturnKey; figures: Figures }[] {
    return [...this.#byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { key, rows, ...sums }]) => ({ key, figures: { ...sums, rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row) } }));
  }

  of(key: ReturnKey): Figures {
    return this.all().find((one) => nameOfKey(one.key) === nameOfKey(key))?.figures ?? { rows: [], entries: 0, recordsMinor: 0n, bookedMinor: 0n, differences: [] };
  }
}

function addPart(rows: Map<string, ReturnRow>, kind: Entry['kind'], part: Part): void {
  const id = [part.place, part.kind === 'tax' ? 0 : part.kind === 'fee' ? 1 : 2, part.authority, part.name, part.ratePct.padStart(12, '0')].join('|');
  const row = rows.get(id) ?? { kind: part.kind, place: part.place, authority: part.authority, name: part.name, ratePct: part.ratePct, salesBaseMinor: 0n, salesMinor: 0n, refundsBaseMinor: 0n, refundsMinor: 0n };
  if (kind === 'sale') [row.salesBaseMinor, row.salesMinor] = [row.salesBaseMinor + part.baseMinor, row.salesMinor + part.minor];
  else [row.refundsBaseMinor, row.refundsMinor] = [row.refundsBaseMinor + part.baseMinor, row.refundsMinor + part.minor];
  rows.set(id, row);
}

function bothSides(entry: Entry): Map<string, { recordsMinor: bigint; bookedMinor: bigint }> {
  const sides = new Map<string, { recordsMinor: bigint; bookedMinor: bigint }>();
  const at = (authority: string) => {
    const side = sides.get(authority) ?? { recordsMinor: 0n, bookedMinor: 0n };
    sides.set(authority, side);
    return side;
  };
  for (const part of entry.parts) if (part.kind !== 'untaxed') at(part.authority).recordsMinor += part.minor;
  for (const [authority, minor] of entry.bookedMinor) at(authority).bookedMinor += minor;
  return sides;
}
