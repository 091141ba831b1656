import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileContent, type ContentRules } from './compile-content.js';
import type { ContentPack } from './content-pack.js';
import { chainOf, type ContentProblem, lintContentPack } from './lint-content.js';

/** What documents must say, by country. */
export type ContentSet = { readonly byCountry: ReadonlyMap<string, ContentRules>; readonly widest: ContentRules };
let loaded: ContentSet | null = null;

/** Reads and makes ready the lists of all countries, once, at the start of a process. One that lint refuses stops the start, with all that is wrong. */
export function loadContentPacks(folder: string): ContentSet {
  const dir = join(folder, 'documents');
  const bodies = readdirSync(dir).filter((name) => name.endsWith('.json')).sort().map((name) => readFileSync(join(dir, name), 'utf8'));
  return (loaded = assembleContent(bodies));
}

/** The lists of this process; where none were read, those that the repository comes with. */
export const contentSet = (): ContentSet => loaded ?? loadContentPacks('config/rule-packs');

/** Makes the lists ready: what applies is worked out here, and not for every document. */
export function assembleContent(bodies: readonly string[]): ContentSet {
  const documents = bodies.map((body) => ({ body, raw: JSON.parse(body) as ContentPack }));
  const packs = new Map(documents.map(({ raw }) => [raw.id, raw] as const));
  refuse(documents.flatMap(({ raw, body }) => lintContentPack(raw, packs, body)));
  const byCountry = new Map(documents.map(({ raw }) => [raw.id, compileContent(chainOf(raw, packs)!)] as const));
  const widest = byCountry.get('EU');
  if (!widest) throw new Error('The lists of documents are not usable: EU.json is what countries without a list are held to.');
  return { byCountry, widest };
}

/** Whether a country has a list of its own, or its union's. */
export const hasContentRules = (country: string): boolean => contentSet().byCountry.has(country);

/** What the law of a country wants. One that has no list is held to that of the VAT Directive, the longest. */
export const contentRulesOf = (country: string, set: ContentSet = contentSet()): ContentRules => set.byCountry.get(country) ?? set.widest;

function refuse(problems: readonly ContentProblem[]): void {
  if (problems.length > 0) throw new Error(`The lists of what documents must say are not usable:\n${problems.map((one) => `  ${one.pack}:${one.line} ${one.at}: ${one.problem}`).join('\n')}`);
}
