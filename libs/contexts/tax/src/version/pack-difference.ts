import type { CategoryRow, Rate, RateTable, ShelvedVersion, TaxPack } from '../pack/pack.js';

/** A part of a pack that is another in another version, as its file writes it. */
export type PackDifference = { readonly what: 'rate' | 'category' | 'rule' | 'fee' | 'limit' | 'draft' | 'setting'; readonly name: string; readonly change: 'new' | 'gone' | 'changed'; readonly was: string | null; readonly becomes: string | null; readonly cite: string | null };
type Part = { readonly what: PackDifference['what']; readonly name: string; readonly text: string; readonly cite: string | null };

/** What differs between two versions of a pack or table, part by part: rates first, then what chooses and who owes. */
export function differencesBetween(from: ShelvedVersion, to: ShelvedVersion): PackDifference[] {
  const [before, after] = [partsOf(from), partsOf(to)];
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, part]): PackDifference => ({ what: part.what, name: part.name, change: 'gone', was: part.text, becomes: null, cite: part.cite }));
  const rest = [...after].flatMap(([key, part]): PackDifference[] => {
    const old = before.get(key);
    if (old?.text === part.text && old.cite === part.cite) return [];
    return [{ what: part.what, name: part.name, change: old ? 'changed' : 'new', was: old?.text ?? null, becomes: part.text, cite: part.cite }];
  });
  return [...gone, ...rest].sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || (a.name < b.name ? -1 : 1));
}

const ORDER: readonly PackDifference['what'][] = ['rate', 'category', 'rule', 'fee', 'limit', 'draft', 'setting'];
/** Not a part of the law: they differ with every version. */
const HEAD = new Set(['schema', 'id', 'kind', 'version', 'activates', 'tests']);

function partsOf({ raw }: ShelvedVersion): Map<string, Part> {
  const parts = raw.schema === 'taxtable/1' ? partsOfTable(raw) : partsOfPack(raw);
  const seen = new Map<string, number>();
  return new Map(parts.map((part) => {
    const name = `${part.what} ${part.name}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return [`${name} ${nth}`, part] as const;
  }));
}

function partsOfPack(pack: TaxPack): Part[] {
  const { rates = [], categories = [], rules = [], fees = [], withholdings = [], thresholds = [], drafts = [], ...settings } = pack;
  return [
    ...rates.map((rate): Part => ({ what: 'rate', name: `${rate.code}${rate.area ? ` (${rate.area})` : ''} from ${rate.from}`, text: rateText(rate), cite: rate.cite ?? null })),
    ...categories.map((row): Part => ({ what: 'category', name: row[0], text: categoryText(row), cite: null })),
    ...rules.map((rule): Part => ({ what: 'rule', name: rule.id, text: JSON.stringify({ when: rule.when, then: rule.then }), cite: rule.cite })),
    ...fees.map((fee): Part => ({ what: 'fee', name: fee.name['en'] ?? fee.code, text: JSON.stringify(without(fee, ['name', 'cite'])), cite: fee.cite })),
    ...withholdings.map((one): Part => ({ what: 'fee', name: one.name['en'] ?? one.code, text: JSON.stringify(without(one, ['name', 'cite'])), cite: one.cite })),
    ...thresholds.map((one): Part => ({ what: 'limit', name: one.name['en'] ?? one.code, text: JSON.stringify(without(one, ['name', 'cite'])), cite: one.cite })),
    ...drafts.map((one): Part => ({ what: 'draft', name: one.category, text: one.why, cite: null })),
    ...Object.entries(settings).filter(([key]) => !HEAD.has(key)).map(([key, value]): Part => ({ what: 'setting', name: key.replaceAll('_', ' '), text: JSON.stringify(value), cite: null })),
  ];
}

const partsOfTable = (table: RateTable): Part[] => [
  ...table.rows.map((row): Part => ({ what: 'rate', name: row.city ?? row.postcodes.join(', '), text: row.components.map(([authority, pct, from, to]) => `${authority} ${pct} % from ${from}${to ? ` to ${to}` : ''}`).join('; '), cite: table.cite })),
  ...Object.entries(table.authorities).map(([code, one]): Part => ({ what: 'setting', name: one.name, text: JSON.stringify({ code, ...without(one, ['name']) }), cite: null })),
];

const rateText = (rate: Rate): string =>
  `${rate.pct !== undefined ? `${rate.pct} %` : [...(rate.parts ?? []).map((part) => `${part.name ?? part.authority} ${part.pct} %`), ...(rate.source ? [rate.source] : [])].join(' + ')}${rate.to ? ` to ${rate.to}` : ''}${rate.treatment ? `, ${rate.treatment.replaceAll('_', ' ')}` : ''}${rate.excess_over ? `, above ${rate.excess_over.join(' ')}` : ''}`;
const categoryText = ([, code, from, to, when]: CategoryRow): string => `${code}${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}${when ? ` when ${JSON.stringify(when)}` : ''}`;
const without = (value: object, keys: readonly string[]): object => Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
