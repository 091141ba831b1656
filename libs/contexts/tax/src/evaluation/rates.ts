import { covers, holdsOn, cityKey, type CategoryRow, type LoadedPack, type LoadedTable, type Rate, type TableComponent } from '../pack/pack.js';
import { NoAnswer } from './no-answer.js';
import { rateOf } from './rate.js';
import { dayIn, type Situation, type Territory } from './situation.js';

export type RateComponent = { authority: string; name: string; rate: bigint };
/** The rate of a category in a place on the day: its parts by authority, and why. */
export type ResolvedRate = { code: string; treatment: string; total: bigint; components: RateComponent[]; why: { id: string; cite: string }[]; note: string | null };

/** Finds the rate that the territory's own pack gives the category on the day of the tax point. No rate is no answer, never 0 %. */
export function resolveRate(situation: Situation, territory: Territory, category: string): ResolvedRate {
  const loaded = territory.leaf;
  const { rates, categories } = loaded?.pack ?? {};
  if (!loaded || !rates || !categories) throw new NoAnswer('tax.no_pack', `There is no rule pack with the rates of ${territory.jurisdiction} yet.`);
  const { pack } = loaded;
  const day = dayIn(situation, pack.time_zone ?? 'UTC');
  if (!holdsOn({ from: pack.valid_from, to: pack.valid_to ?? null }, day)) throw new NoAnswer('tax.pack_not_in_force', `The rule pack of ${pack.id} does not hold on ${day}.`);
  refuseDrafts(situation, loaded, category);
  const row = categories.find(([prefix, , from, to]) => covers(prefix, category) && holdsOn({ from: from ?? null, to: to ?? null }, day));
  if (!row) throw new NoAnswer('tax.no_category', `The rule pack of ${pack.id} has no rate for ${category} on ${day}.`);
  const rate = rates.find((r) => r.code === row[1] && holdsOn(r, day));
  if (!rate) throw new NoAnswer('tax.no_rate', `The rule pack of ${pack.id} has no ${row[1]} rate on ${day}.`);
  return rate.source === undefined ? flatRate(loaded, row, rate, territory) : localRate(situation, territory, loaded, row, rate, day);
}

function refuseDrafts(situation: Situation, loaded: LoadedPack, category: string): void {
  const draft = loaded.pack.drafts?.find((d) => covers(d.category, category));
  if (!draft || situation.overlay.acceptedDrafts.includes(`${loaded.pack.id}:${draft.category}`)) return;
  throw new NoAnswer('tax.rate_not_confirmed', `The rate of ${category} in ${loaded.pack.id} is not confirmed (${draft.why}); it is not sold there until it is, or until the marketplace accepts the draft by name.`);
}

const whyOf = (loaded: LoadedPack, row: CategoryRow, rate: Rate) => ({ id: `${loaded.pack.id}-rate:${rate.code}${row[0] === '*' ? '' : `:${row[0]}`}`, cite: rate.cite ?? '' });

function flatRate(loaded: LoadedPack, row: CategoryRow, rate: Rate, territory: Territory): ResolvedRate {
  const value = rateOf(rate.pct!);
  const components = value === 0n ? [] : [{ authority: territory.jurisdiction, name: loaded.pack.name.en!, rate: value }];
  return { code: rate.code, treatment: rate.treatment ?? 'standard', total: value, components, why: [whyOf(loaded, row, rate)], note: null };
}

function localRate(situation: Situation, territory: Territory, loaded: LoadedPack, row: CategoryRow, rate: Rate, day: string): ResolvedRate {
  const table = situation.packs.tables.get(rate.source!.slice('table:'.length))!;
  if (day < table.table.valid_from) throw new NoAnswer('tax.no_rate', `${table.table.id} knows no rates before ${table.table.valid_from}.`);
  const found = findRow(table, territory);
  if (found) return fromTable(table, found.components, [whyOf(loaded, row, rate), { id: `${table.table.id}:${found.id}`, cite: table.table.cite }], rate, day, null);
  const unlisted = loaded.pack.unlisted!;
  if (unlisted.action === 'no_answer') throw new NoAnswer('tax.local_rate_unknown', `${unlisted.message} (${[territory.place.city, territory.place.postcode].filter(Boolean).join(', ') || territory.jurisdiction})`);
  return fromTable(table, unlisted.components, [whyOf(loaded, row, rate), { id: `${loaded.pack.id}-unlisted`, cite: unlisted.cite }], rate, day, unlisted.note);
}

/** A postcode named alone beats a range, a range beats the city's name: neighbourhoods have postal names of their own. */
function findRow(table: LoadedTable, { place }: Territory) {
  const postcode = place.postcode?.slice(0, 5) ?? null;
  if (postcode !== null) {
    const exact = table.byPostcode.get(postcode) ?? table.ranges.find((r) => r.from <= postcode && postcode <= r.to)?.row;
    if (exact) return exact;
  }
  return place.city === null ? undefined : table.byCity.get(cityKey(place.city));
}

function fromTable(table: LoadedTable, rows: readonly TableComponent[], why: ResolvedRate['why'], rate: Rate, day: string, note: string | null): ResolvedRate {
  const components = rows
    .filter(([authority, , from, to]) => holdsOn({ from, to: to ?? null }, day) && !table.table.authorities[authority]!.exempts?.includes(rate.code))
    .map(([authority, pct]) => ({ authority, name: table.table.authorities[authority]!.name, rate: rateOf(pct) }));
  if (components.length === 0 && rate.treatment === undefined) throw new NoAnswer('tax.no_rate', `${table.table.id} has no rate on ${day} for this address.`);
  const total = components.reduce((sum, component) => sum + component.rate, 0n);
  return { code: rate.code, treatment: total === 0n ? rate.treatment! : 'standard', total, components, why, note };
}
