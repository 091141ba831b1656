import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { OfferingPack, OfferingPacks } from './offering-pack.js';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as YYYY-MM-DD');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time as HH:MM');
const words = z.record(z.string(), z.string().min(3)).refine((w) => 'en' in w && 'de' in w && 'fi' in w, 'write the text in en, de and fi');
const params = z.strictObject({
  schemes: z.array(z.string()).optional(), pattern: z.string().optional(), one_of: z.array(z.array(z.string()).min(1)).optional(), min: z.int().min(1).optional(), min_age: z.int().min(12).max(25).optional(),
  windows: z.array(z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: clock, to: clock })).min(1).optional(), document: z.string().optional(),
});
const rule = z.strictObject({
  id: z.string(), category: z.string().regex(/^goods(\.[a-z0-9_]+)*$/), except: z.array(z.string()).optional(), action: z.enum(['forbid', 'license', 'fields', 'media', 'trader', 'age', 'hours', 'document']), params,
  only_if: z.literal('manufacturer_outside_union').optional(), valid_from: day, valid_to: day.nullable().optional(), cite: z.string().min(3), words, what_to_do: words,
});
const pack = z.strictObject({
  schema: z.literal('offeringpack/1'), id: z.string(), extends: z.string().nullable(), members: z.array(z.string()).optional(), name: words, version: z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/), time_zone: z.string().nullable(), rules: z.array(rule),
});
const NEEDED: Record<string, keyof z.infer<typeof params>> = { license: 'schemes', fields: 'one_of', trader: 'one_of', media: 'min', age: 'min_age', hours: 'windows', document: 'document' };

/** Reads the offering rules of a folder once, at the start of a process. What is not usable stops the start, with all that is wrong. */
export function loadOfferingPacks(dir: string): OfferingPacks {
  return assembleOfferingPacks([...textsOf(dir).map((text) => JSON.parse(text) as unknown), ...textsOf(dirname(dir)).filter((text) => text.includes('"offering"')).flatMap(fromOneFile)]);
}

const textsOf = (dir: string): string[] => readdirSync(dir).filter((name) => name.endsWith('.json')).sort().map((name) => readFileSync(join(dir, name), 'utf8'));

const oneFile = z.looseObject({ id: z.string(), extends: z.string().nullable().optional(), version: z.string(), time_zone: z.string().optional(), name: z.looseObject({ en: z.string() }), offering: z.strictObject({ rules: z.array(z.unknown()) }) });

/** A country may say what is sold there in the file of its tax, under "offering": then it is one file. */
function fromOneFile(text: string): unknown[] {
  const parsed = oneFile.safeParse(JSON.parse(text));
  if (!parsed.success) return [];
  const { id, version, name, offering } = parsed.data;
  return [{ schema: 'offeringpack/1', id, extends: parsed.data.extends ?? null, version, name: { de: name.en, fi: name.en, ...name }, time_zone: parsed.data.time_zone ?? null, rules: offering.rules }];
}

/** Holds packs against their format and each other. */
export function assembleOfferingPacks(raws: readonly unknown[]): OfferingPacks {
  const problems: string[] = [];
  const packs = new Map<string, OfferingPack>();
  for (const raw of raws) {
    const parsed = pack.safeParse(raw);
    if (parsed.success) packs.set(parsed.data.id, parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => `${(raw as { id?: string }).id ?? '(no id)'} ${issue.path.join('.')}: ${issue.message}`));
  }
  for (const p of packs.values()) problems.push(...problemsOf(p, packs));
  if (problems.length > 0) throw new Error(`The offering packs are not usable:\n${problems.map((text) => `  ${text}`).join('\n')}`);
  return { packs, unionOf: new Map([...packs.values()].flatMap((p) => (p.members ?? []).map((country) => [country, p.id] as const))) };
}

function problemsOf(p: OfferingPack, packs: ReadonlyMap<string, OfferingPack>): string[] {
  const problems: string[] = [];
  if (p.extends !== null && !packs.has(p.extends)) problems.push(`${p.id} extends: there is no pack ${p.extends}`);
  for (const [i, r] of p.rules.entries()) {
    const needed = NEEDED[r.action];
    if (needed && r.params[needed] === undefined) problems.push(`${p.id} ${r.id}: the action "${r.action}" needs params.${needed}`);
    if (r.action === 'hours' && p.time_zone === null) problems.push(`${p.id} ${r.id}: hours need the pack's time_zone`);
    if (p.rules.slice(0, i).some((other) => other.id === r.id)) problems.push(`${p.id} ${r.id}: the id is taken`);
    if (r.params.pattern && /[*+]|\(\?|\\\d/.test(r.params.pattern)) problems.push(`${p.id} ${r.id}: patterns have closed repetitions only`);
  }
  return problems;
}
