import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minorOf, rateOf } from '../evaluation/rate.js';
import { compileCondition, type Params } from './condition.js';
import { lineOf } from './json-lines.js';
import { lintPack, lintTable, type LintProblem } from './lint-pack.js';
import { noRegistrationRules, readRegistrationRules } from './registration-rules.js';
import { cityKey, type LoadedFee, type LoadedPack, type LoadedPart, type LoadedRate, type LoadedRule, type LoadedTable, type PackDocument, type PackSet, type RatePart, type RateTable, type ShelvedVersion, type TableRow, type TaxPack } from './pack.js';

/** Reads the rule packs of a folder, its tables and further versions of them, once, at the start of a process. A pack that lint refuses stops the start, with all that is wrong. A folder that is
 *  as it was released was linted then: only what is new in it has to be held against format and neighbours again. */
export function loadPacks(dir: string): PackSet {
  const bodies = [dir, join(dir, 'tables')].flatMap(textsIn).filter((text) => /"schema":\s*"tax(pack|table)\/1"/.test(text));
  const further = existsSync(join(dir, 'versions')) ? textsIn(join(dir, 'versions')) : [];
  const [file, rules] = [join(dir, 'versions.json'), join(dir, 'registrations.json')];
  const released = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const set = { ...withShelf(assemblePacks(bodies, { lint: !areReleased(bodies, released) }), further, released), registrations: existsSync(rules) ? readRegistrationRules(readFileSync(rules, 'utf8')) : noRegistrationRules };
  refuse(changedUnderTheirVersion(set, released));
  return set;
}

const textsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => readFileSync(join(folder, name), 'utf8'));

/** Puts further versions of packs beside the installed ones. What is new among them is linted in the place it would take. */
function withShelf(set: PackSet, further: readonly string[], released: Readonly<Record<string, string>>): PackSet {
  const known = new Set(Object.values(released));
  const versions = further.map(versionOf);
  refuse(versions.flatMap(({ document, raw }) => (known.has(document.sha256) ? [] : lintAmong(set, raw, document.body))));
  refuse(versions.flatMap(({ document: { id, version, body } }, i) => {
    const installed = (set.packs.get(id) ?? set.tables.get(id))?.document;
    if (!installed) return [{ pack: id, at: 'id', line: 1, problem: 'there is no installed version of it: put it beside the others' }];
    return installed.version === version || versions.findIndex((one) => one.document.id === id && one.document.version === version) < i ? [{ pack: id, at: 'version', line: lineOf(body, ['version']), problem: `${version} is carried twice: raise the version` }] : [];
  }));
  const shelf = new Map<string, ShelvedVersion[]>();
  for (const one of versions) {
    const { id } = one.document;
    const installed = set.packs.get(id) ?? set.tables.get(id)!;
    shelf.set(id, [...(shelf.get(id) ?? [{ document: installed.document, raw: 'pack' in installed ? installed.pack : installed.table }]), one].sort((a, b) => compareVersions(a.document.version, b.document.version)));
  }
  return { ...set, shelf };
}

/** A pack or table from its text, ready to take the place of another. */
export function versionOf(body: string): ShelvedVersion {
  const raw = JSON.parse(body) as TaxPack | RateTable;
  return { raw, document: { id: raw.id, version: raw.version, sha256: digestOf(body), body } };
}

/** What lint says of a pack or table in the place of the one that is installed. */
export function lintAmong(set: PackSet, raw: unknown, body: string): LintProblem[] {
  if (typeof raw === 'object' && raw !== null && 'schema' in raw && raw.schema === 'taxtable/1') return lintTable(raw, body);
  const around = { packs: new Map([...set.packs.values()].map(({ pack }) => [pack.id, pack] as const)), tables: new Map([...set.tables.values()].map(({ table }) => [table.id, table] as const)) };
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '';
  return lintPack(raw, { ...around, packs: around.packs.set(id, raw as TaxPack) }, body);
}

/** Versions are counted by their numbers: 2026.11.10 is newer than 2026.11.9. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = left!.findIndex((part, i) => part !== (right![i] ?? 0));
  return at === -1 ? 0 : left![at]! - (right![at] ?? 0);
}

/** Every one of these, byte for byte, and none that was released is missing: packs stand on each other. */
function areReleased(bodies: readonly string[], released: Readonly<Record<string, string>>): boolean {
  const known = new Map(Object.entries(released).map(([name, sha256]) => [sha256, name.slice(0, name.lastIndexOf('@'))]));
  const here = bodies.map((body) => known.get(digestOf(body)));
  return here.every((id) => id !== undefined) && new Set(here).size === new Set(known.values()).size;
}

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** Makes a pack set of documents, wherever they were kept. A decision's own documents make the set it was decided with; they were linted when they were new. */
export function assemblePacks(bodies: readonly string[], { lint = true }: { lint?: boolean } = {}): PackSet {
  const documents = bodies.map((body) => ({ body, raw: JSON.parse(body) as TaxPack | RateTable }));
  const packs = new Map(documents.flatMap(({ raw }) => (raw.schema === 'taxpack/1' ? [[raw.id, raw] as const] : [])));
  const tables = new Map(documents.flatMap(({ raw }) => (raw.schema === 'taxtable/1' ? [[raw.id, raw] as const] : [])));
  if (lint) refuse(documents.flatMap(({ raw, body }) => (raw.schema === 'taxtable/1' ? lintTable(raw, body) : lintPack(raw, { packs, tables }, body))));
  const loadedPacks = new Map<string, LoadedPack>();
  const loadedTables = new Map<string, LoadedTable>();
  for (const { raw, body } of documents) {
    const document = { id: raw.id, version: raw.version, sha256: digestOf(body), body };
    if (raw.schema === 'taxpack/1') loadedPacks.set(raw.id, compilePack(raw, ancestorsOf(raw, packs), document));
    else loadedTables.set(raw.id, indexTable(raw, document));
  }
  return { packs: loadedPacks, tables: loadedTables, shelf: new Map(), registrations: noRegistrationRules, ...geographyOf([...packs.values()]) };
}

/** The same packs with others in the place of those of the same name. Only these, and what builds on them, are made ready anew. */
export function replaced(set: PackSet, versions: readonly ShelvedVersion[]): PackSet {
  const [packs, tables] = [new Map(set.packs), new Map(set.tables)];
  const raws = new Map([...set.packs.values()].map(({ pack, document }) => [pack.id, { raw: pack, document }] as const));
  const touched = new Set<string>();
  for (const { raw, document } of versions) {
    if (raw.schema === 'taxtable/1') tables.set(raw.id, indexTable(raw, document));
    else {
      raws.set(raw.id, { raw, document });
      touched.add(raw.id);
    }
  }
  const bodies = new Map([...raws].map(([id, { raw }]) => [id, raw] as const));
  for (const { raw, document } of raws.values()) {
    const chain = ancestorsOf(raw, bodies);
    if (chain.some(({ id }) => touched.has(id))) packs.set(raw.id, compilePack(raw, chain, document));
  }
  return { ...set, packs, tables, ...geographyOf([...bodies.values()]) };
}

/** The bytes of the documents of these names as they are installed, to be kept beside decisions. */
export const documentsOf = (set: PackSet, ids: readonly string[]): PackDocument[] => ids.map((id) => (set.packs.get(id) ?? set.tables.get(id))!.document);

/** The same by their hashes, whichever of the carried versions they are. */
export const documentsByHash = (set: PackSet, hashes: readonly string[]): PackDocument[] => allDocuments(set).filter(({ sha256 }) => hashes.includes(sha256));

/** Every document a deployment carries. */
export const allDocuments = (set: PackSet): PackDocument[] =>
  [...new Map([...[...set.packs.values(), ...set.tables.values()].map((loaded) => loaded.document), ...[...set.shelf.values()].flat().map(({ document }) => document)].map((document) => [document.sha256, document] as const)).values()];

/** Packs whose content is another than the one released under their version. What was never released has no entry yet. */
export function changedUnderTheirVersion(set: PackSet, released: Readonly<Record<string, string>>): LintProblem[] {
  return allDocuments(set).flatMap(({ id, version, sha256, body }) => {
    const known = released[`${id}@${version}`];
    return known === undefined || known === sha256 ? [] : [{ pack: id, at: 'version', line: lineOf(body, ['version']), problem: `${version} was released with other content: raise the version` }];
  });
}

function refuse(problems: readonly LintProblem[]): void {
  if (problems.length > 0) throw new Error(`The rule packs are not usable:\n${problems.map((p) => `  ${p.pack}:${p.line} ${p.at}: ${p.problem}`).join('\n')}`);
}

/** The pack itself and those it extends, most specific first. */
function ancestorsOf(pack: TaxPack, packs: ReadonlyMap<string, TaxPack>): TaxPack[] {
  const chain: TaxPack[] = [];
  for (let next: TaxPack | undefined = pack; next; next = next.extends ? packs.get(next.extends) : undefined) chain.push(next);
  return chain;
}

function geographyOf(packs: readonly TaxPack[]): Pick<PackSet, 'unionOf' | 'sameAs' | 'elsewhere'> {
  const unions = packs.filter((pack) => pack.kind === 'union');
  return {
    unionOf: new Map(unions.flatMap((u) => [...u.members!, ...(u.goods_members_extra ?? [])].map((country) => [country, u.id] as const))),
    sameAs: new Map(packs.flatMap((pack) => (pack.also ?? []).map((country) => [country, pack.id] as const))),
    elsewhere: new Map(packs.flatMap((pack) => (pack.elsewhere ? [[pack.id, pack.elsewhere.map(([postcodes, id]) => ({ postcodes: new RegExp(postcodes), id }))] as const] : []))),
  };
}

function compilePack(pack: TaxPack, chain: readonly TaxPack[], document: PackDocument): LoadedPack {
  const params = Object.assign({}, ...[...chain].reverse().map((p) => p.params ?? {})) as Params;
  const when = (condition: Parameters<typeof compileCondition>[0]) => compileCondition(condition, params);
  const rules = chain.flatMap((p) => (p.rules ?? []).map((rule) => shared(sharedRules, rule, params, () => ({ ...rule, pack: p.id, matches: when(rule.when), satisfied: rule.then.needs ? when(rule.then.needs) : null }))));
  const partOf = (part: RatePart): LoadedPart => ({ authority: part.authority, name: part.name ?? part.authority, rate: rateOf(part.pct), applies: part.when ? when(part.when) : null });
  const rateParts = (rate: NonNullable<TaxPack['rates']>[number]): LoadedRate => ({
    ...rate, loadedParts: rate.parts?.map(partOf) ?? (rate.pct === undefined ? [] : [{ authority: pack.id, name: pack.name.en!, rate: rateOf(rate.pct), applies: null }]),
    excessMinor: rate.excess_over ? minorOf(...rate.excess_over) : null, isFixed: rate.source === undefined && (rate.parts ?? []).every((part) => part.when === undefined),
  });
  const rates = (pack.rates ?? []).map(rateParts);
  const place = rules.filter((rule) => rule.stage === 'place');
  return {
    pack, document, params, place, placeByLine: place.some((rule) => /"(?:category|item\.value)":/.test(JSON.stringify(rule.when))), local: rules.filter((rule) => rule.stage === 'local'), remit: rules.filter((rule) => rule.stage === 'remit'),
    fees: chain.flatMap((p) => (p.fees ?? []).map((fee) => shared(sharedFees, fee, params, () => ({ ...fee, pack: p.id, applies: when(fee.when), minors: fee.amounts.map((row) => minorOf(...row.amount)), leastMinor: fee.least ? minorOf(...fee.least.amount) : 0n })))),
    withholdings: chain.flatMap((p) => (p.withholdings ?? []).map((w) => ({ ...w, applies: when(w.when), loadedParts: w.parts.map(partOf) }))),
    excluded: patternsByCountry(pack.not_vat_territory ?? []),
    areas: (pack.areas ?? []).map((area) => ({ area, postcodes: new RegExp(area.postcodes) })),
    rates,
    categories: (pack.categories ?? []).map((row) => ({ row, applies: row[4] ? when(row[4]) : null, drafts: (pack.drafts ?? []).filter((draft) => draft.category === row[0]), rates: rates.filter((rate) => rate.code === row[1]) })),
    rowsByCategory: new Map(),
  };
}

function patternsByCountry(rows: readonly (readonly [string, string])[]): Map<string, RegExp[]> {
  const patterns = new Map<string, RegExp[]>();
  for (const [country, pattern] of rows) patterns.set(country, [...(patterns.get(country) ?? []), new RegExp(pattern)]);
  return patterns;
}

type Shared<T> = { figures: string[]; made: Map<string, T> };
const sharedRules = new WeakMap<object, Shared<LoadedRule>>();
const sharedFees = new WeakMap<object, Shared<LoadedFee>>();

/** What a union or federation says, made once for all its members that have the same figures in it: fifty copies of a rule are judged by at half the speed of one. */
function shared<T>(known: WeakMap<object, Shared<T>>, source: object, params: Params, make: () => T): T {
  const { figures, made } = known.get(source) ?? { figures: [...JSON.stringify(source).matchAll(/"\$(\w+)"/g)].map(([, name]) => name!), made: new Map<string, T>() };
  known.set(source, { figures, made });
  const key = figures.length === 0 ? '' : JSON.stringify(figures.map((name) => params[name] ?? null));
  const one = made.get(key) ?? make();
  made.set(key, one);
  return one;
}

function indexTable(table: RateTable, document: PackDocument): LoadedTable {
  const byPostcode = new Map<string, TableRow>();
  const ranges: LoadedTable['ranges'] = [];
  for (const row of table.rows) {
    for (const postcode of row.postcodes) {
      const [from, to] = postcode.split('-');
      if (to === undefined) byPostcode.set(from!, row);
      else ranges.push({ from: from!, to, row });
    }
  }
  return { table, document, read: new WeakMap(), byPostcode, ranges, byCity: new Map(table.rows.flatMap((row) => (row.city === null ? [] : [[cityKey(row.city), row] as const]))) };
}
