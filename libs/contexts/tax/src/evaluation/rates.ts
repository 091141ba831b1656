import { cityKey, covers, draftName, holdsOn, type LoadedCategory, type LoadedPack, type LoadedRate, type LoadedTable, type LocalComponent, type TableComponent, type TableRow } from '../pack/pack.js';
import { acceptsDraft, type LineFacts } from './facts.js';
import { baseOf, taxOf } from './lines.js';
import { NoAnswer } from './no-answer.js';
import { minorOf, pctOf, rateOf } from './rate.js';
import { sheetOf, type Situation, type Territory } from './situation.js';

/** `band`: only this part of each item's price is taxed by the authority. `pct` is its rate as laws print it. */
export type RateComponent = { authority: string; name: string; rate: bigint; pct: string; band: { from: bigint; to: bigint | null } | null };
/** The rate of a category in a place on the day: its parts by authority, and why. */
export type ResolvedRate = { code: string; treatment: string; total: bigint; components: readonly RateComponent[]; excessMinor: bigint | null; why: readonly { id: string; cite: string }[]; note: string | null; /** The same for all sales: one object, which may be known by its identity. */ isFixed: boolean };

const MAX_CATEGORIES = 5_000;

/** Finds the rate that the territory's own pack gives the line on the day of the tax point. No rate is no answer, never 0 %. */
export function resolveRate(situation: Situation, territory: Territory, line: LineFacts): ResolvedRate {
  const { lines, rates } = territory === situation.to ? situation.rates : situation.ratesAtOrigin;
  const at = lines.indexOf(line);
  if (at >= 0) return rates[at]!;
  const rate = (situation.engine >= 2 ? rateOfTheGoods(situation, territory, line) : null) ?? findRate(situation, territory, line);
  lines.push(line);
  rates.push(rate);
  return rate;
}

const CHARGE = 'charge.';

/** Gift wrap, handling and the like are part of what the goods cost (Dir. 2006/112/EC Art. 78(b); "sales price" of the Streamlined Sales Tax Agreement): where law has no row for them they take the one rate that all goods of the sale have. */
function rateOfTheGoods(situation: Situation, territory: Territory, { category }: LineFacts): ResolvedRate | null {
  if (!category.startsWith(CHARGE) || category === 'charge.shipping' || !territory.leaf || rowsOf(territory.leaf, category).some(({ row }) => row[0].startsWith(CHARGE))) return null;
  // By id, so that the order of a cart decides nothing.
  const goods = situation.facts.lines.filter((line) => !line.category.startsWith(CHARGE)).sort((a, b) => (a.id < b.id ? -1 : 1)).map((line) => resolveRate(situation, territory, line));
  const [first] = goods;
  return first && first.excessMinor === null && goods.every((rate) => rate.code === first.code && rate.total === first.total) ? first : null;
}

/** The rate of the delivery charge itself, where the law does not let it follow the goods. */
export const resolveShippingRate = (situation: Situation, territory: Territory, amountMinor: bigint): ResolvedRate =>
  resolveRate(situation, territory, { id: 'shipping', category: 'charge.shipping', amountMinor, quantity: 1, discounts: [] });

function findRate(situation: Situation, territory: Territory, line: LineFacts): ResolvedRate {
  const loaded = territory.leaf;
  if (!loaded || loaded.rates.length === 0) throw new NoAnswer('tax.no_pack', `There is no rule pack with the rates of ${territory.jurisdiction} yet.`);
  const { pack } = loaded;
  const { day } = territory;
  if (day < pack.valid_from || (pack.valid_to != null && pack.valid_to < day)) throw new NoAnswer('tax.pack_not_in_force', `The rule pack of ${pack.id} does not hold on ${day}.`);
  for (const category of rowsOf(loaded, line.category)) {
    const [, code, from, to] = category.row;
    if ((from != null && day < from) || (to != null && to < day)) continue;
    const rate = rateRow(category, territory);
    if (!rate) throw new NoAnswer('tax.no_rate', `The rule pack of ${pack.id} has no ${code} rate on ${day}.`);
    const resolved = rate.isFixed ? fixedRate(situation, { territory, loaded, category, rate, day, line }) : resolveRow(situation, { territory, loaded, category, rate, day, line });
    if (category.applies && !category.applies(sheetOf(situation, territory, line, { 'item.value': itemValue(situation, line, resolved.total) }))) continue;
    if (category.drafts.length > 0) refuseDraft(situation, territory, loaded, category);
    return resolved;
  }
  throw new NoAnswer('tax.no_category', `The rule pack of ${pack.id} has no rate for ${line.category} on ${day}.`);
}

function rowsOf(loaded: LoadedPack, category: string): LoadedCategory[] {
  const known = loaded.rowsByCategory.get(category);
  if (known) return known;
  const rows = loaded.categories.filter(({ row }) => covers(row[0], category));
  if (loaded.rowsByCategory.size < MAX_CATEGORIES) loaded.rowsByCategory.set(category, rows);
  return rows;
}

function rateRow({ rates }: LoadedCategory, { area, day }: Territory): LoadedRate | undefined {
  if (area !== null) {
    for (const rate of rates) if (rate.area === area.code && holdsOn(rate, day)) return rate;
  }
  for (const rate of rates) if (rate.area === undefined && holdsOn(rate, day)) return rate;
  return undefined;
}

/** What one item costs without tax, if this were its rate: a row that asks for it must be true of itself. */
function itemValue({ facts }: Situation, line: LineFacts, rate: bigint) {
  const base = baseOf(line);
  const net = facts.priceMode === 'excl' ? base : base - taxOf(base, rate, 'incl', 'half_up');
  return { minor: (net * 2n + BigInt(line.quantity)) / (BigInt(line.quantity) * 2n), currency: facts.currency };
}

function refuseDraft({ overlay }: Situation, { day, area }: Territory, { pack }: LoadedPack, { drafts }: LoadedCategory): void {
  const draft = drafts.find((d) => holdsOn(d, day) && (d.area === undefined || d.area === area?.code) && !acceptsDraft(overlay, draftName(pack.id, d)));
  if (!draft) return;
  throw new NoAnswer('tax.rate_not_confirmed', `The rate of ${draft.category === '*' ? 'everything else' : draft.category} in ${draft.area === undefined ? pack.id : area!.name.en!} is not confirmed (${draft.why}); it is not sold there until it is, or until the marketplace accepts the draft by name.`);
}

type Row = { territory: Territory; loaded: LoadedPack; category: LoadedCategory; rate: LoadedRate; day: string; line: LineFacts };

const fixed = new WeakMap<LoadedCategory, Map<LoadedRate, ResolvedRate>>();

/** A rate that depends on nothing but its row is put together once for all sales. */
function fixedRate(situation: Situation, found: Row): ResolvedRate {
  const ofCategory = fixed.get(found.category) ?? new Map<LoadedRate, ResolvedRate>();
  const known = ofCategory.get(found.rate);
  if (known) return known;
  const resolved = resolveRow(situation, found);
  fixed.set(found.category, ofCategory.set(found.rate, resolved));
  return resolved;
}

function resolveRow(situation: Situation, found: Row): ResolvedRate {
  const { territory, loaded, rate, category, line } = found;
  const why = [{ id: `${loaded.pack.id}-rate:${rate.code}${rate.area ? `:${rate.area}` : ''}${category.row[0] === '*' ? '' : `:${category.row[0]}`}`, cite: rate.cite ?? '' }];
  const parts: RateComponent[] = [];
  for (const part of rate.loadedParts) {
    if (part.rate > 0n && (part.applies === null || part.applies(sheetOf(situation, territory, line)))) parts.push({ authority: part.authority, name: part.name, rate: part.rate, pct: pctOf(part.rate), band: null });
  }
  const local = rate.source === undefined ? null : localParts(situation, found, rate.source.slice('table:'.length));
  const components = local === null ? parts : local.isWhole ? local.components : [...parts, ...local.components];
  let total = 0n;
  for (const component of components) total += component.rate;
  if (total === 0n && rate.treatment === undefined) throw new NoAnswer('tax.no_rate', `${rate.source?.slice('table:'.length) ?? loaded.pack.id} has no rate on ${found.day} for this address.`);
  return { code: rate.code, treatment: total === 0n ? rate.treatment! : rate.source === undefined ? (rate.treatment ?? 'standard') : 'standard', total, components, excessMinor: rate.excessMinor, why: local === null ? why : [...why, ...local.why], note: local?.note ?? null, isFixed: rate.isFixed };
}

/** `isWhole`: the state's part is among them. */
type LocalParts = { components: RateComponent[]; why: ResolvedRate['why']; note: string | null; isWhole?: boolean };

function localParts(situation: Situation, found: Row, tableId: string): LocalParts {
  const { territory, loaded, rate, day } = found;
  const table = situation.packs.tables.get(tableId)!;
  const row = findRow(table, territory, day);
  if (row) return { components: fromTable(table, row.components, rate, day), why: [{ id: `${table.table.id}:${row.id}`, cite: table.table.cite }], note: null };
  const provided = providedParts(situation, found);
  if (provided) return provided;
  const unlisted = loaded.pack.unlisted!;
  const where = [territory.place.city, territory.place.postcode].filter(Boolean).join(', ') || territory.jurisdiction;
  if (day < table.table.valid_from && unlisted.action !== 'state_only') throw new NoAnswer('tax.no_rate', `${table.table.id} knows no rates before ${table.table.valid_from}.`);
  if (unlisted.action === 'no_answer') throw new NoAnswer('tax.local_rate_unknown', `${unlisted.message} (${where})`);
  const why = [{ id: `${loaded.pack.id}-unlisted`, cite: unlisted.cite }];
  if (unlisted.action === 'floor') return { components: fromTable(table, unlisted.components, rate, day), why, note: unlisted.note };
  if (!acceptsDraft(situation.overlay, `${loaded.pack.id}:local`)) throw new NoAnswer('tax.local_rate_unknown', `${unlisted.why} (${where}). The marketplace may accept the draft ${loaded.pack.id}:local by name.`);
  return { components: fromTable(table, unlisted.components ?? [], rate, day), why, note: unlisted.note };
}

/** What a second source said of this line. It names the same state's rate as the pack, or the two disagree and nobody knows. */
function providedParts({ facts: { provided }, packs }: Situation, { loaded, rate, line, day }: Row): LocalParts | null {
  const said = provided?.lines.find(({ lineId }) => lineId === line.id)?.components;
  if (!provided || !said) return null;
  const ofState = said.filter(({ level }) => level === 'state').reduce((sum, { pct }) => sum + rateOf(pct), 0n);
  // A state whose rates all stand in its table says there, or of unlisted addresses, what its own part is.
  const { unlisted } = loaded.pack;
  const parts: readonly { authority: string; rate: bigint }[] = rate.loadedParts.length > 0 || unlisted?.action !== 'state_only' ? rate.loadedParts : fromTable(packs.tables.get(rate.source!.slice('table:'.length))!, unlisted.components ?? [], rate, day);
  if (parts.length > 0 && ofState !== parts.reduce((sum, part) => sum + part.rate, 0n)) throw new NoAnswer('tax.sources_disagree', `${provided.source} (${provided.reference}) and the rule pack of ${loaded.pack.id} name different rates of the state, so nothing is charged by either.`);
  const components = said.map(({ level, authority, name, pct }): RateComponent => ({ authority: level === 'state' ? (parts[0]?.authority ?? authority) : authority, name, rate: rateOf(pct), pct: pctOf(rateOf(pct)), band: null }));
  return { components, isWhole: true, why: [{ id: `${loaded.pack.id}-asked:${provided.source}`, cite: `${provided.source}, ${provided.reference}, ${provided.askedAt}` }], note: null };
}

/** A postcode named alone beats a range, a range beats the city's name: neighbourhoods have postal names of their own. A row speaks for the days whose rates it knows. */
function findRow({ table, byPostcode, ranges, byCity }: LoadedTable, { place }: Territory, day: string): TableRow | undefined {
  const knows = (row: TableRow | undefined) => (row && holdsOn({ from: row.valid_from ?? table.valid_from, to: row.valid_to ?? null }, day) ? row : undefined);
  const postcode = place.postcode?.slice(0, 5) ?? null;
  if (postcode !== null) {
    const exact = knows(byPostcode.get(postcode)) ?? knows(ranges.find((r) => r.from <= postcode && postcode <= r.to)?.row);
    if (exact) return exact;
  }
  return place.city === null ? undefined : knows(byCity.get(cityKey(place.city)));
}

function fromTable(table: LoadedTable, rows: readonly TableComponent[], rate: LoadedRate, day: string): RateComponent[] {
  const components: RateComponent[] = [];
  for (const { component, authority, from, to } of readRows(table, rows)) {
    if (from <= day && (to === null || day <= to) && !authority.exempts?.includes(rate.code)) components.push(component);
  }
  return components;
}

function readRows(table: LoadedTable, rows: readonly TableComponent[]): readonly LocalComponent[] {
  const known = table.read.get(rows);
  if (known) return known;
  const read = rows.filter(([, pct]) => Number(pct) > 0).map(([id, pct, from, to]): LocalComponent => {
    const authority = table.table.authorities[id]!;
    const { name, band } = authority;
    return { from, to: to ?? null, authority, component: { authority: id, name, rate: rateOf(pct), pct: pctOf(rateOf(pct)), band: band ? { from: minorOf(band[0], 'USD'), to: band[1] === null ? null : minorOf(band[1], 'USD') } : null } };
  });
  table.read.set(rows, read);
  return read;
}
