import type { z } from 'zod';
import { currencies } from '@stoa/platform/money';
import { lineOf, repeatedKeys, type Path } from './json-lines.js';
import { checkCondition, checkRules, LINE_FACTS } from './lint-rules.js';
import { covers, type Fee, type Rate, type RateTable, type TaxPack } from './pack.js';
import { formatWords, thereIsNo } from './lint-words.js';
import { packSchema, tableSchema } from './pack.schemas.js';
import { regexProblem } from './safe-regex.js';

/** What is wrong where in which pack, and what to write instead. */
export type LintProblem = { pack: string; at: string; line: number; problem: string };
export type Surroundings = { packs: ReadonlyMap<string, TaxPack>; tables: ReadonlyMap<string, RateTable> };
export type Say = (at: Path, problem: string) => void;

/** Holds a pack against its format and against the packs around it. An empty list means that it may be loaded. `body` is its text, for the lines. */
export function lintPack(raw: unknown, around: Surroundings, body: string = JSON.stringify(raw, null, 2)): LintProblem[] {
  const { found, say } = collector(raw, body);
  checkRepetition(body, say);
  if (!fitsSchema(packSchema, raw, say)) return found;
  const pack = raw as TaxPack;
  checkHead(pack, around, say);
  checkGeography(pack, around, say);
  checkRates(pack, around, say);
  checkCategories(pack, say);
  checkRules(pack, around.packs, say);
  checkFees(pack, around, say);
  checkWithholdings(pack, around, say);
  checkThresholds(pack, around, say);
  return found;
}

function collector(raw: unknown, body: string): { found: LintProblem[]; say: Say } {
  const pack = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : '(no id)';
  const found: LintProblem[] = [];
  return { found, say: (at, problem) => void found.push({ pack, at: at.join('.'), line: lineOf(body, at), problem }) };
}

function checkRepetition(body: string, say: Say): void {
  for (const path of repeatedKeys(body)) say(path, `"${path.at(-1)!}" is said twice: keep one of them`);
}

function fitsSchema(schema: z.ZodType, raw: unknown, say: Say): boolean {
  const parsed = schema.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) say(issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)), formatWords(issue, valueAt(raw, issue.path)));
  return parsed.success;
}

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown => path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined), raw);

/** The params of the pack and of those it extends. */
export const paramsOf = (pack: TaxPack, around: Surroundings): NonNullable<TaxPack['params']> => ({ ...(pack.extends ? around.packs.get(pack.extends)?.params : {}), ...pack.params });

function checkHead(pack: TaxPack, around: Surroundings, say: Say): void {
  if (pack.extends != null && !around.packs.has(pack.extends)) say(['extends'], `there is no pack ${pack.extends}: add it or write null`);
  if (pack.kind === 'region' && pack.extends == null) say(['extends'], `a region extends its federation: write "${pack.id.split('-')[0]!}"`);
  if (pack.valid_to != null && pack.valid_to < pack.valid_from) say(['valid_to'], 'must not lie before valid_from: mend one of them');
  if (pack.kind === 'union' && !pack.members?.length) say(['members'], 'a union names its member countries');
  if (pack.time_zone !== undefined && !isTimeZone(pack.time_zone)) say(['time_zone'], `"${pack.time_zone}" is no time zone: write its name as in Europe/Berlin`);
  if (pack.tax_id) checkTaxId(pack.tax_id, say);
  if (pack.exchange && !currencies[pack.exchange.currency]) say(['exchange', 'currency'], noCurrency(pack.exchange.currency));
  if (!pack.rates) return;
  for (const field of ['currency', 'tax', 'time_zone', 'rounding', 'base', 'categories'] as const) if (pack[field] === undefined) say([field], `a pack with rates needs "${field}"`);
  const exponent = pack.currency === undefined ? undefined : currencies[pack.currency]?.exponent;
  if (pack.currency !== undefined && exponent === undefined) say(['currency'], noCurrency(pack.currency));
  if (pack.rounding && exponent !== undefined && pack.rounding.scale !== exponent) say(['rounding', 'scale'], `must be the exponent of ${pack.currency!}: write ${exponent}`);
}

function checkTaxId({ pattern, example, prefix = '' }: NonNullable<TaxPack['tax_id']>, say: Say): void {
  const problem = regexProblem(pattern);
  if (problem) return say(['tax_id', 'pattern'], problem);
  if (!/^\^.*\$$/.test(pattern)) say(['tax_id', 'pattern'], 'must hold the whole number: begin with ^ and end with $');
  if (!new RegExp(pattern).test(example)) say(['tax_id', 'example'], `"${example}" is not written as the pattern says: write a number that it fits, or mend the pattern`);
  if (!example.startsWith(prefix)) say(['tax_id', 'prefix'], `the example does not begin with ${prefix}: write the prefix as it stands there, or leave it out`);
}

const noCurrency = (code: string): string => `${code} is not a currency we know: write its three letters of ISO 4217, as EUR`;
const noArea = (pack: TaxPack, area: string): string => thereIsNo(`area "${area}"`, (pack.areas ?? []).map(({ code }) => code), 'under "areas"');
/** A figure that nobody wrote down. */
export const noParam = (name: string, params: NonNullable<TaxPack['params']>): string => thereIsNo(`param "${name}"`, Object.keys(params).map((one) => `$${one}`), 'under "params"');

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // the one way Intl has to say no
  }
}

function checkGeography(pack: TaxPack, around: Surroundings, say: Say): void {
  const patterns: [Path, string][] = [
    ...(pack.not_vat_territory ?? []).map(([, pattern], i): [Path, string] => [['not_vat_territory', i], pattern]),
    ...(pack.elsewhere ?? []).map(([pattern], i): [Path, string] => [['elsewhere', i], pattern]),
    ...(pack.areas ?? []).map((area, i): [Path, string] => [['areas', i, 'postcodes'], area.postcodes]),
  ];
  for (const [at, pattern] of patterns) {
    const problem = regexProblem(pattern);
    if (problem) say(at, problem);
  }
  for (const [i, [, target]] of (pack.elsewhere ?? []).entries()) if (!around.packs.has(target)) say(['elsewhere', i], `there is no pack ${target}: add it as a file of its own, or take the row out`);
  for (const [i, country] of (pack.also ?? []).entries()) if (around.packs.has(country)) say(['also', i], `${country} has a pack of its own: take it out here`);
}

function checkRates(pack: TaxPack, around: Surroundings, say: Say): void {
  for (const [i, rate] of (pack.rates ?? []).entries()) {
    const at = ['rates', i];
    if (rate.pct !== undefined && (rate.parts ?? rate.source) !== undefined) say(at, 'write "pct" alone, or "parts" and "source"');
    if (rate.pct === undefined && rate.parts === undefined && rate.source === undefined) say(at, 'write "pct", "parts" or "source"');
    if (rate.to != null && rate.to < rate.from) say([...at, 'to'], 'must not lie before "from": mend one of them');
    if (rate.source !== undefined && !around.tables.has(rate.source.slice(6))) say([...at, 'source'], thereIsNo(`table ${rate.source.slice(6)}`, [], `as tables/${rate.source.slice(6)}.json`));
    if (rate.source !== undefined && pack.unlisted === undefined) say(['unlisted'], 'say what holds for an address that the table does not list: {"action": "no_answer", "message": …}, or "state_only" or "floor" with a note and its law');
    if (rate.area !== undefined && !pack.areas?.some((area) => area.code === rate.area)) say([...at, 'area'], noArea(pack, rate.area));
    if (isNothing(rate) && !rate.treatment) say([...at, 'treatment'], 'a rate of 0 says why: "exempt" or "zero_rated"');
    if (!rate.cite) say([...at, 'cite'], 'name the law in "cite"');
    if (rate.pct !== undefined && Number(rate.pct) > 100) say([...at, 'pct'], 'a rate of more than 100 is a slip: write percent, "25" for a quarter');
    for (const [k, part] of (rate.parts ?? []).entries()) if (part.when) checkCondition(part.when, paramsOf(pack, around), [...at, 'parts', k, 'when'], LINE_FACTS, say);
    if (pack.rates!.slice(0, i).some((other) => overlaps(other, rate))) say(at, `the ${rate.code} rate overlaps an earlier row: end that one with "to"`);
  }
}

const isNothing = (rate: Rate): boolean => rate.source === undefined && [rate.pct, ...(rate.parts ?? []).map((part) => part.pct)].every((pct) => pct === undefined || Number(pct) === 0);
const overlaps = (a: Rate, b: Rate): boolean => a.code === b.code && a.area === b.area && meet(a, b);
const meet = (a: { from: string; to?: string | null }, b: { from: string; to?: string | null }): boolean => (a.to == null || b.from <= a.to) && (b.to == null || a.from <= b.to);

const CATEGORY = /^(goods|service|charge)(\.[a-z0-9_]+)*$/;

function checkCategories(pack: TaxPack, say: Say): void {
  const rows = pack.categories ?? [];
  for (const [i, [prefix, code, from, to, when]] of rows.entries()) {
    const at = ['categories', i];
    if (!pack.rates?.some((rate) => rate.code === code)) say(at, thereIsNo(`rate "${code}"`, (pack.rates ?? []).map((rate) => rate.code), 'under "rates"'));
    if (prefix !== '*' && !CATEGORY.test(prefix)) say(at, `"${prefix}" is no category: write goods.…, service.…, charge.… or *`);
    if (from && to && to < from) say(at, 'ends before it begins: mend its days');
    if (when) checkCondition(when, pack.params ?? {}, [...at, 4], LINE_FACTS, say);
    const shadow = rows.slice(0, i).find(([p, , f, t, w]) => covers(p, prefix) && !f && !t && !w);
    if (shadow) say(at, `never reached: ${shadow[0]} above covers it; put this row before it`);
  }
  const last = rows.at(-1);
  if (pack.rates && (last?.[0] !== '*' || last[4])) say(['categories'], 'end with ["*", "standard"]: an unknown category is never untaxed');
  for (const code of new Set(pack.rates?.map((r) => r.code))) if (!rows.some((row) => row[1] === code)) say(['rates'], `no category uses the rate "${code}": give it a row in "categories", or take it out`);
  for (const [i, draft] of (pack.drafts ?? []).entries()) if (!rows.some((row) => row[0] === draft.category)) say(['drafts', i], `a draft names a row of "categories": there is none for "${draft.category}"; write its prefix as it stands there`);
  for (const [i, { area }] of (pack.drafts ?? []).entries()) if (area !== undefined && !pack.areas?.some(({ code }) => code === area)) say(['drafts', i, 'area'], noArea(pack, area));
}

function checkFees(pack: TaxPack, around: Surroundings, say: Say): void {
  for (const [i, fee] of (pack.fees ?? []).entries()) {
    const at = ['fees', i];
    if (pack.fees!.slice(0, i).some((other) => other.code === fee.code)) say([...at, 'code'], `the code ${fee.code} is taken: write another`);
    checkCondition(fee.when, paramsOf(pack, around), [...at, 'when'], null, say);
    checkAmounts(fee, pack, at, say);
  }
}

function checkAmounts(fee: Fee, pack: TaxPack, at: Path, say: Say): void {
  for (const [k, row] of fee.amounts.entries()) {
    if (fee.amounts.slice(0, k).some((other) => meet(other, row))) say([...at, 'amounts', k], 'overlaps an earlier amount: end that one with "to"');
    if (row.confirmed_to && !pack.notes?.fee_amount_carried) say(['notes'], 'an amount carried past "confirmed_to" needs the note "fee_amount_carried"');
  }
}

function checkWithholdings(pack: TaxPack, around: Surroundings, say: Say): void {
  for (const [i, withholding] of (pack.withholdings ?? []).entries()) {
    checkCondition(withholding.when, paramsOf(pack, around), ['withholdings', i, 'when'], null, say);
    for (const [k, part] of withholding.parts.entries()) if (part.when) checkCondition(part.when, paramsOf(pack, around), ['withholdings', i, 'parts', k, 'when'], null, say);
  }
}

function checkThresholds(pack: TaxPack, around: Surroundings, say: Say): void {
  const params = paramsOf(pack, around);
  for (const [i, threshold] of (pack.thresholds ?? []).entries()) {
    if (pack.thresholds!.slice(0, i).some((other) => other.code === threshold.code)) say(['thresholds', i, 'code'], `the code ${threshold.code} is taken: write another`);
    if (threshold.sales === 'cross_border_in_union' && pack.kind !== 'union') say(['thresholds', i, 'sales'], 'only a union has sales across the borders within it: write "to_here"');
    if (typeof threshold.amount !== 'string' && !currencies[threshold.amount[1]]) say(['thresholds', i, 'amount'], noCurrency(threshold.amount[1]));
    for (const field of ['amount', 'sales_count', 'test'] as const) {
      const figure = threshold[field];
      if (typeof figure === 'string' && params[figure.slice(1)] === undefined) say(['thresholds', i, field], noParam(figure.slice(1), params));
    }
  }
}

/** Holds a table of local rates against its format. */
export function lintTable(raw: unknown, body: string = JSON.stringify(raw, null, 2)): LintProblem[] {
  const { found, say } = collector(raw, body);
  checkRepetition(body, say);
  if (!fitsSchema(tableSchema, raw, say)) return found;
  const table = raw as RateTable;
  const seen = new Map<string, string>();
  for (const [i, row] of table.rows.entries()) {
    for (const key of [...row.postcodes, ...(row.city === null ? [] : [`city ${row.city}`])]) {
      if (seen.has(key)) say(['rows', i], `${key} stands in ${seen.get(key)!} too: keep it in one row`);
      seen.set(key, row.id);
    }
    for (const [k, [authority, , from, to]] of row.components.entries()) {
      if (!table.authorities[authority]) say(['rows', i, 'components', k], thereIsNo(`authority "${authority}"`, [], 'under "authorities"'));
      if (to != null && to < from) say(['rows', i, 'components', k], `${authority} ends before it begins: mend its days`);
    }
  }
  return found;
}
