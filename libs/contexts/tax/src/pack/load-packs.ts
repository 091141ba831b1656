import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCondition } from './condition.js';
import { lintPack, lintTable, type LintProblem } from './lint-pack.js';
import { cityKey, type LoadedPack, type LoadedTable, type PackDocument, type PackSet, type RateTable, type TableRow, type TaxPack } from './pack.js';

/** Reads the rule packs of a folder and its tables, once, at the start of a process. A pack that lint refuses stops the start, with all that is wrong. */
export function loadPacks(dir: string): PackSet {
  const texts = [dir, join(dir, 'tables')].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => readFileSync(join(folder, name), 'utf8')));
  return assemblePacks(texts.filter((text) => /"schema":\s*"tax(pack|table)\/1"/.test(text)));
}

/** Makes a pack set of documents, wherever they were kept. A decision's own documents make the set it was decided with. */
export function assemblePacks(bodies: readonly string[]): PackSet {
  const documents = bodies.map((body) => ({ body, raw: JSON.parse(body) as TaxPack | RateTable }));
  const packs = new Map(documents.flatMap(({ raw }) => (raw.schema === 'taxpack/1' ? [[raw.id, raw] as const] : [])));
  const tables = new Map(documents.flatMap(({ raw }) => (raw.schema === 'taxtable/1' ? [[raw.id, raw] as const] : [])));
  refuse(documents.flatMap(({ raw }) => (raw.schema === 'taxtable/1' ? lintTable(raw) : lintPack(raw, { packs, tables }))));
  const loadedPacks = new Map<string, LoadedPack>();
  const loadedTables = new Map<string, LoadedTable>();
  for (const { raw, body } of documents) {
    const document = { id: raw.id, version: raw.version, sha256: createHash('sha256').update(body).digest('hex'), body };
    if (raw.schema === 'taxpack/1') loadedPacks.set(raw.id, compilePack(raw, document));
    else loadedTables.set(raw.id, indexTable(raw, document));
  }
  const unions = [...packs.values()].filter((pack) => pack.kind === 'union');
  return { packs: loadedPacks, tables: loadedTables, unionOf: new Map(unions.flatMap((u) => [...u.members!, ...(u.goods_members_extra ?? [])].map((country) => [country, u.id] as const))) };
}

/** The bytes of the documents a decision names, to be kept beside it. */
export const documentsOf = (set: PackSet, ids: readonly string[]): PackDocument[] => ids.map((id) => (set.packs.get(id) ?? set.tables.get(id))!.document);

function refuse(problems: readonly LintProblem[]): void {
  if (problems.length > 0) throw new Error(`The rule packs are not usable:\n${problems.map((p) => `  ${p.pack} ${p.at}: ${p.problem}`).join('\n')}`);
}

function compilePack(pack: TaxPack, document: PackDocument): LoadedPack {
  const params = pack.params ?? {};
  const rules = (pack.rules ?? []).map((rule) => ({ ...rule, matches: compileCondition(rule.when, params), satisfied: rule.then.needs ? compileCondition(rule.then.needs, params) : null }));
  return {
    pack, document,
    place: rules.filter((rule) => rule.stage === 'place'),
    local: rules.filter((rule) => rule.stage === 'local'),
    fees: (pack.fees ?? []).map((fee) => ({ ...fee, applies: compileCondition(fee.when, params) })),
    excluded: (pack.not_vat_territory ?? []).map(([country, pattern]) => [country, new RegExp(pattern)]),
  };
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
  return { table, document, byPostcode, ranges, byCity: new Map(table.rows.flatMap((row) => (row.city === null ? [] : [[cityKey(row.city), row] as const]))) };
}
