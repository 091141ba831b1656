import { readFileSync } from 'node:fs';
import { evaluate } from '../evaluation/evaluate.js';
import { noOverlay } from '../evaluation/facts.js';
import { rateOf } from '../evaluation/rate.js';
import { paramOn } from '../pack/condition.js';
import { holdsOn, type LoadedPack } from '../pack/pack.js';
import { aConsignment, place, thePacks } from '../testing.js';

type Row = { jurisdiction: string; category: string; rate: string; from: string; sure: boolean };
const rows = readFileSync(new URL('../../golden/rates.csv', import.meta.url), 'utf8').trim().split('\n').slice(1).map((line): Row => {
  const [jurisdiction, category, rate, from, source] = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/) as [string, string, string, string, string];
  return { jurisdiction, category, rate, from, sure: !source.includes('UNCERTAIN') };
});
const TODAY = '2026-11-02';
const dayOf = ({ from }: Row): string => (from === '' || from < '2021-07-01' ? '2026-09-15' : from);
const packOf = (id: string): LoadedPack | undefined => thePacks().packs.get(id.startsWith('PT-') ? 'PT' : id);
/** Tiers that no category of ours is said to fall under yet. Whoever adds a category takes its tier out. */
const NO_CATEGORY = 'AT reduced_2,HR reduced_2,CY reduced_2,EE reduced_2,HU reduced_1,IE super_reduced,IT reduced_2,LT reduced_1,LU parking,LU reduced_1,MT parking,MT reduced_1,NO reduced_2,PT reduced_1,SE reduced_1'.split(',');
/** Announced and not law yet, of a scheme that a vendor opts for, of a tax that is not set up, or of another name: the federal GST stands in each province. */
const NOT_MODELLED = 'CH standard_planned,JP goods.food_planned,MX border_region,ES-CN standard,BR note_no_single_rate,BR cbs_test,BR ibs_test,US-SD standard_state_sunset,US-VA standard_state_only,CA gst,CA-NS hst_previous'.split(',');
const NOT_IN_PACKS = new Set([...NO_CATEGORY, ...NOT_MODELLED]);
const nameOf = ({ jurisdiction, category }: Row): string => `${jurisdiction} ${category}`;

const rated = rows.filter((row) => !/^(threshold\.|form_|dac7|inform|de_minimis|customs_|logistics_|goods\.clothing_exempt)/.test(row.category));

/** A sale within the place to a consumer, by a vendor that is registered there: what is its rate? */
function rateIn({ jurisdiction }: Row, category: string, day: string, { drafts = true, amountMinor = 10_000n } = {}): string {
  const [country, region = null] = jurisdiction.split('-') as [string, string?];
  const area = { 'PT-20': '9500-001', 'PT-30': '9000-001' }[jurisdiction] ?? null;
  const where = place(country, area === null ? { region } : { postcode: area });
  const from = country === 'IN' ? place('IN', { region: 'KA' }) : country === 'US' ? place('US', { region: 'OR' }) : where;
  const to = country === 'IN' ? place('IN', { region: 'MH' }) : jurisdiction === 'CA' ? place('CA', { region: 'AB' }) : where;
  const seller = { ...aConsignment().seller, country, establishments: [country], registrations: [{ country, scheme: { CA: 'gst', IN: 'gst' }[country] ?? 'vat', number: 'x' }] };
  const currency = packOf(jurisdiction)?.pack.currency ?? packOf(country)?.pack.currency ?? 'EUR';
  const facts = aConsignment({ taxPoint: new Date(`${day}T10:00:00Z`), currency, priceMode: 'excl', shipFrom: from, shipTo: to, seller, platform: { role: 'first_party', establishment: country, registrations: [] }, lines: [{ id: 'l1', category, amountMinor, quantity: 1, discounts: [] }] });
  const answer = evaluate(thePacks(), facts, drafts ? { ...noOverlay, acceptedDrafts: ['*'], registrationsGranted: true } : { ...noOverlay, acceptedDrafts: [`${jurisdiction}:local`], registrationsGranted: true });
  return answer.outcome === 'decided' ? answer.decision.lines[0]!.ratePct : answer.reasons[0]!.code;
}

/** The category that a row speaks of, and the amount of a sale that falls under it. */
function sampleOf({ category }: Row): { category: string; amountMinor?: bigint } | null {
  if (/^(standard|standard_state|standard_state_sunset|combined|hst)$/.test(category)) return { category: 'goods.general' };
  if (/grocery_state_part$/.test(category)) return { category: 'goods.food.grocery' };
  if (category === 'goods.clothing<=INR2500') return { category: 'goods.clothing', amountMinor: 250_000n };
  if (category === 'goods.clothing>INR2500') return { category: 'goods.clothing', amountMinor: 250_001n };
  if (category === 'goods.clothing<USD110_state_part') return { category: 'goods.clothing', amountMinor: 10_999n };
  return /^(goods|service)\./.test(category) ? { category } : null;
}

test('every rate of the table is the answer for a sale that it speaks of', () => {
  const asked = rated.filter((row) => sampleOf(row) !== null && !NOT_IN_PACKS.has(nameOf(row)));
  expect(asked.length).toBeGreaterThan(200);
  // Local taxes stand beside the state's part, and Puerto Rico's municipal one beside the island's.
  const beside: Readonly<Record<string, string>> = { 'US-PR': '1', 'US-NC goods.food.grocery_state_part': '2', 'US-UT goods.food.grocery_state_part': '1.25', 'US-VA goods.food.grocery_state_part': '1' };
  const wrong = asked.flatMap((row) => {
    const { category, amountMinor = 10_000n } = sampleOf(row)!;
    const got = rateIn(row, category, dayOf(row), { amountMinor });
    const local = rateOf(beside[nameOf(row)] ?? beside[row.jurisdiction] ?? '0');
    return /^\d/.test(got) && rateOf(got) === rateOf(row.rate) + local ? [] : [`${nameOf(row)} on ${dayOf(row)}: the table says ${row.rate}, the packs ${got}`];
  });
  expect(wrong).toEqual([]);
});

test('a rate that the table is not sure of blocks the sale until it is accepted by name', () => {
  const unsure = rated.filter((row) => !row.sure && sampleOf(row) !== null && !NOT_IN_PACKS.has(nameOf(row)) && !row.category.startsWith('standard'));
  expect(unsure.length).toBeGreaterThan(60);
  expect(unsure.flatMap((row) => (rateIn(row, sampleOf(row)!.category, dayOf(row), { drafts: false }) === 'tax.rate_not_confirmed' ? [] : [nameOf(row)]))).toEqual([]);
});

test('each tier of the table stands in its pack, but for those that no category falls under', () => {
  const tiers = rated.filter((row) => sampleOf(row) === null && !NOT_MODELLED.includes(nameOf(row)));
  const missing = tiers.filter((row) => !ratesOf(packOf(row.jurisdiction), dayOf(row)).includes(row.rate) && !withholdingsOf(packOf(row.jurisdiction)).includes(row.rate));
  expect(missing.map(nameOf).sort()).toEqual([...NO_CATEGORY].sort());
});

test('no pack works with a rate that the table does not know of its place', () => {
  const known = new Map<string, Set<string>>();
  for (const row of rows) known.set(row.jurisdiction.slice(0, 2), (known.get(row.jurisdiction.slice(0, 2)) ?? new Set()).add(row.rate));
  const strange = [...thePacks().packs.values()].flatMap((loaded) => (loaded.pack.id.startsWith('US') || loaded.pack.id.startsWith('IN') ? [] : ratesOf(loaded, TODAY).filter((pct) => pct !== '0' && !known.get(loaded.pack.id.slice(0, 2))?.has(pct)).map((pct) => `${loaded.pack.id} ${pct}`)));
  expect(strange.sort()).toEqual(SAID_ELSEWHERE);
});
/** Rates of areas and of lists that stand in the law the pack cites, and not in the table. */
const SAID_ELSEWHERE = ['AT 19', 'GR 17', 'GR 4', 'GR 9', 'PT 4', 'PT 4', 'XI 20', 'XI 5'];

test('limits of the table are the figures of the packs', () => {
  const figure = (pack: string, name: string, day: string) => {
    const param = packOf(pack)?.params[name];
    const value = param === undefined ? null : paramOn(param, day);
    return Array.isArray(value) ? String(value[0]) : value;
  };
  const states = rows.filter((row) => row.category.startsWith('threshold.economic_nexus'));
  const wrong = states.flatMap((row) => {
    const day = row.category.endsWith('_ended') ? row.from : dayOf(row);
    if (row.category.endsWith('_usd')) return figure(row.jurisdiction, 'nexus_amount', day) === row.rate ? [] : [nameOf(row)];
    const test = row.category.includes('_OR') ? 'or' : 'and';
    return figure(row.jurisdiction, 'nexus_transactions', day) === row.rate && figure(row.jurisdiction, 'nexus_test', day) === test ? [] : [nameOf(row)];
  });
  expect(wrong).toEqual([]);
  const others = { 'EU ds_limit': '10000', 'EU ioss_limit': '150', 'GB omp_limit': '135', 'NO voec_limit': '3000', 'CH small_tax': '5', 'AU lvig_limit': '1000', 'NZ lvg_limit': '1000', 'SG lvg_limit': '400', 'JP de_minimis': '10000' };
  for (const [name, value] of Object.entries(others)) expect([name, figure(...(name.split(' ') as [string, string]), TODAY)]).toEqual([name, value]);
});

function ratesOf(loaded: LoadedPack | undefined, day: string): string[] {
  return (loaded?.rates ?? []).filter((rate) => holdsOn(rate, day)).flatMap((rate) => [...(rate.pct === undefined ? [] : [rate.pct]), ...(rate.parts ?? []).map((part) => part.pct)]);
}
const withholdingsOf = (loaded: LoadedPack | undefined): string[] => (loaded?.withholdings ?? []).flatMap((w) => w.parts.map((part) => part.pct));
