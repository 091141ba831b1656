import { currencies } from '@stoa/platform/money';
import { lineInJson, regexProblem } from '@stoa/tax';
import { documentTypes } from '../document/document.js';
import { type ContentPack, groups, type Limit, type When } from './content-pack.js';
import { contentPackSchema } from './content-pack.schemas.js';

/** What is wrong where in which pack, and what to write instead. */
export type ContentProblem = { readonly pack: string; readonly at: string; readonly line: number; readonly problem: string };
type Path = readonly (string | number)[];

/** Holds a pack against its format and those around it. An empty list means that documents may be written by it. */
export function lintContentPack(raw: unknown, around: ReadonlyMap<string, ContentPack>, body: string = JSON.stringify(raw, null, 2)): ContentProblem[] {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : '(no id)';
  const found: ContentProblem[] = [];
  const say = (at: Path, problem: string) => void found.push({ pack: id, at: at.join('.'), line: lineInJson(body, at), problem });
  const parsed = contentPackSchema.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) say(issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)), issue.message);
  if (parsed.success) checkPack(raw as ContentPack, around, say);
  return found;
}

function checkPack(pack: ContentPack, around: ReadonlyMap<string, ContentPack>, say: (at: Path, problem: string) => void): void {
  if (pack.extends != null && !around.has(pack.extends)) say(['extends'], `there is no pack ${pack.extends}: add it or write null`);
  const chain = chainOf(pack, around);
  if (chain === null) return say(['extends'], 'a pack may not build on itself');
  const params = Object.assign({}, ...chain.map((one) => one.params ?? {})) as NonNullable<ContentPack['params']>;
  for (const [name, [, currency]] of Object.entries(pack.params ?? {})) if (!currencies[currency]) say(['params', name], `${currency} is not a currency we know`);
  const seen = new Set<string>();
  for (const list of ['titles', 'says', 'fields', 'marks', 'qr'] as const) {
    for (const [i, row] of (pack[list] ?? []).entries()) {
      if (seen.has(row.id)) say([list, i, 'id'], `${row.id} is there twice: give each row a name of its own`);
      seen.add(row.id);
      checkWhen(row.when, params, [list, i, 'when'], say);
      const named = row.types.flatMap((type) => (type in groups ? [...groups[type as keyof typeof groups]] : [type]));
      if (new Set(named).size < named.length) say([list, i, 'types'], 'names a type twice');
    }
  }
  for (const [i, { form, field }] of (pack.fields ?? []).entries()) if (form !== undefined) checkForm(form, field, (problem) => say(['fields', i, 'form'], problem));
  for (const type of documentTypes) if ((pack.titles ?? []).filter(({ types, when }) => when === undefined && types.some((one) => one === type || (one in groups && (groups[one as keyof typeof groups] as readonly string[]).includes(type)))).length > 1) say(['titles'], `a ${type} would have two titles: say "when" each holds`);
}

function checkWhen(when: When | undefined, params: NonNullable<ContentPack['params']>, at: Path, say: (at: Path, problem: string) => void): void {
  if (when === undefined) return;
  if (Object.keys(when).length === 0) say(at, 'leave "when" out where a row always holds');
  for (const key of ['total_from', 'total_above', 'total_up_to'] as const) {
    const limit: Limit | undefined = when[key];
    if (typeof limit === 'string' && params[limit.slice(1)] === undefined) say([...at, key], `there is no param "${limit.slice(1)}"`);
    if (Array.isArray(limit) && !currencies[limit[1] as string]) say([...at, key], `${String(limit[1])} is not a currency we know`);
  }
}

const FORMED: ReadonlySet<string> = new Set(['number', 'seller.number', 'seller.register', 'buyer.number']);

function checkForm(form: string, field: string, say: (problem: string) => void): void {
  if (field === 'seller.script') return void (/^[A-Z][a-z]{3,}$/.test(form) || say('write the script as "Arabic"'));
  if (!FORMED.has(field)) return say(`"${field}" is there or not: leave "form" out`);
  if (!/^\^.*\$$/.test(form)) return say('must hold the whole number: begin with ^ and end with $');
  const problem = regexProblem(form);
  if (problem) say(problem);
}

/** The pack and those it builds on, the widest first; null where they run in a circle. */
export function chainOf(pack: ContentPack, around: ReadonlyMap<string, ContentPack>): ContentPack[] | null {
  const chain: ContentPack[] = [];
  for (let next: ContentPack | undefined = pack; next; next = next.extends ? around.get(next.extends) : undefined) {
    if (chain.some((one) => one.id === next!.id)) return null;
    chain.unshift(next);
  }
  return chain;
}
