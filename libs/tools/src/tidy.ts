import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forbiddenImport, line } from './context-map.mjs';

/** A rule of the house style that a machine can check. Its bad example must fail, and its message says what to write instead. */
export type Rule = {
  readonly name: string;
  readonly instead: string;
  readonly where: RegExp;
  readonly except?: RegExp;
  broken(text: string, file: string): boolean;
  readonly badExample: readonly [file: string, text: string];
};

const CODE = /^(libs|apps|migrations)\/.*\.tsx?$/;
const CONTEXT = /^libs\/contexts\/[a-z]+\//;
const TEST = /(\.test\.tsx?|\/testing\.ts)$/;

/** The code without its comments, so that a word in a sentence is no finding. */
const code = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1');
const contextOf = (file: string) => /^libs\/contexts\/([a-z]+)\//.exec(file)?.[1] ?? /^migrations\/\d+_([a-z]+)_/.exec(file)?.[1] ?? null;
const importsOf = (text: string) => [...code(text).matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);

function foreignSchema(text: string, file: string): boolean {
  const own = contextOf(file);
  const others = line.filter((name) => name !== own).join('|');
  const published = own === 'analytics' ? '(?!v_)' : '';
  return new RegExp(`(\\b(from|join|into|update|table|references|view|function)\\s+|\\b(tx|lockToTenant|insertOnly|deadlineGrant|globalTable)(<[^>]*>)?\\(['"\`])(${others})\\.${published}[a-z_]+`).test(code(text));
}

export const rules: readonly Rule[] = [
  {
    name: 'a shopper is named by subject_id only', instead: 'Put personal data into privacy.subjects and keep its subject_id.', where: /^migrations\/\d+_(customers|orders|checkout|payments|returns|reviews|messaging)_/,
    broken: (text) => /^\s*(email|phone|first_name|last_name|full_name|street|line1|postcode|recipient)\s+(text|citext|jsonb)/m.test(text), badExample: ['migrations/20261121140000_orders_x.ts', 'create table orders.orders (\n email text)'],
  },
  {
    name: 'only config.ts reads the environment', instead: 'Add it to config.ts and pass it on.', where: CODE, except: /(config|testing|tidy|main)\.ts$|\.test\.tsx?$|^libs\/tools\/|vite\.config\.ts$|react-router\.config\.ts$/,
    broken: (text) => /process\.env\[?[.'"]/.test(code(text)), badExample: ['apps/api/src/app.ts', 'process.env.PORT'],
  },
  {
    name: 'only repositories and queries touch tables', instead: 'Move the SQL to noun.repository.ts or verb-noun.query.ts.', where: CONTEXT, except: /\.(repository|query)\.ts$|\.test\.ts$|\/testing\.ts$/,
    broken: (text) => /\btx(\(|<|\.raw)/.test(code(text)), badExample: ['libs/contexts/catalog/src/listing/publish-listing.ts', "ctx.tx<Row>('catalog.listings')"],
  },
  {
    name: 'a query does not write', instead: 'A .query.ts is a read made for a screen; writing is the repository’s.', where: /^libs\/contexts\/.*\.query\.ts$/,
    broken: (text) => /\b(insert into|update [a-z_]+\.[a-z_]+ set|delete from)\b|\.(insert|update|delete)\(/i.test(code(text)), badExample: ['libs/contexts/catalog/src/listing/list.query.ts', "ctx.tx('catalog.listings').update({})"],
  },
  {
    name: 'a context’s SQL names its own schema only', instead: 'Call the other context, or keep the fact you filter by as a column fed by its event.', where: /^(libs\/contexts\/|migrations\/)/, except: TEST,
    broken: foreignSchema, badExample: ['libs/contexts/orders/src/order/list-orders.query.ts', 'select * from orders.orders o join catalog.listings l on true'],
  },
  {
    name: 'a context imports only to its left, through the index', instead: 'To the right it can only tell: announce an event of libs/events.', where: CONTEXT,
    broken: (text, file) => importsOf(text).some((imported) => forbiddenImport(file, imported) !== null), badExample: ['libs/contexts/orders/src/order/place.ts', "import { ship } from '@stoa/payouts';"],
  },
  {
    name: 'the platform knows none of us', instead: 'Take what you need as an argument.', where: /^libs\/platform\//,
    broken: (text) => importsOf(text).some((imported) => imported.startsWith('@stoa/') && !imported.startsWith('@stoa/platform')), badExample: ['libs/platform/src/x.ts', "import { post } from '@stoa/ledger';"],
  },
  {
    name: 'the web sees only the web', instead: 'Types come from the generated client.', where: /^(libs\/web|apps\/admin)\/.*\.tsx?$/, except: /\.test\.tsx?$/,
    broken: (text) => importsOf(text).some((imported) => imported.startsWith('@stoa/') && !imported.startsWith('@stoa/web-')), badExample: ['apps/admin/src/x.tsx', "import { money } from '@stoa/platform/money';"],
  },
  {
    name: 'nothing imports an app', instead: 'Move what both need into a library.', where: /^libs\//, except: /^libs\/tools\//,
    broken: (text) => importsOf(text).some((imported) => imported.startsWith('@stoa/app-') || imported.includes('/apps/')), badExample: ['libs/platform/src/x.ts', "import { app } from '@stoa/app-api';"],
  },
  {
    name: 'a domain file imports no database, no schema library, no framework', instead: 'Pure decisions: load in the verb, hand in what was loaded.', where: /^libs\/contexts\/[a-z]+\/src\/([a-z-]+)\/\1\.ts$/,
    broken: (text) => importsOf(text).some((imported) => ['knex', 'zod', 'express', 'bullmq', 'stripe'].includes(imported)), badExample: ['libs/contexts/catalog/src/listing/listing.ts', "import { z } from 'zod';"],
  },
  {
    name: 'nothing is left to do', instead: 'Do it, or open an issue.', where: CODE,
    broken: (text) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text), badExample: ['libs/platform/src/x.ts', '// TODO: later'],
  },
  {
    name: 'exports have names', instead: '`export const x`, and name each in index.ts.', where: /^(libs|apps\/(api|worker|sandbox|admin))\/.*\.tsx?$/, except: /vite\.config\.ts$|\.d\.ts$|^libs\/tools\/testing/,
    broken: (text) => /^export (default|\*)/m.test(code(text)), badExample: ['libs/platform/src/x.ts', 'export default class {}'],
  },
  {
    name: 'a migration is called <utc>_<context>_<what>.ts and exports sql', instead: 'Name the context of the line that owns the tables.', where: /^migrations\/.*\.ts$/, except: /\.test\.ts$/,
    broken: (text, file) => !new RegExp(`^migrations/\\d{14}_(platform|${line.join('|')})_[a-z0-9_]+\\.ts$`).test(file) || !/^export const sql = `/m.test(text), badExample: ['migrations/2026_listings.ts', 'export const sql = ``;'],
  },
  {
    name: 'migrations use nothing that cannot be distributed', instead: 'No triggers, no MERGE, no set null, no restrictive policy, no serial.', where: /^migrations\//,
    broken: (text) => /\bcreate (constraint )?trigger\b|\bmerge into\b|on delete set (null|default)|as restrictive|\b(big)?serial\b|gen_random_uuid\(\)/i.test(text.replaceAll(/^\s*--.*$/gm, '')), badExample: ['migrations/20261121140000_orders_x.ts', 'foreign key (a) references b on delete set null'],
  },
  {
    name: 'business asks ctx.now, never the clock of a machine', instead: '`ctx.now`; sessions, tokens and signatures (identity, webhooks) use the wall clock.', where: CONTEXT, except: /(\.test\.ts|\/testing\.ts)$|^libs\/contexts\/(identity|webhooks)\/|^libs\/contexts\/customers\/src\/customer\/(sign-in|register|find|customer\.routes)|\/providers\/|webhook/,
    broken: (text) => /\bnew Date\(\)|\bDate\.now\(\)|(?<![.\w])now\(\)|\bcurrent_(timestamp|date)\b|\bclock_timestamp\(/i.test(code(text)), badExample: ['libs/contexts/orders/src/order/place.ts', 'const at = new Date();'],
  },
  {
    name: 'no error is swallowed', instead: 'Let it rise, or decide something in the catch.', where: CODE, except: /\.test\.tsx?$/,
    broken: (text) => /catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\s*\(\s*\)\s*=>\s*(\{\s*\}|undefined|null)\s*\)/.test(code(text).replaceAll('void refresh().catch(() => undefined)', '')), badExample: ['libs/platform/src/x.ts', 'try { a(); } catch {}'],
  },
  {
    name: 'money is never a float', instead: 'bigint minor units; split by allocate, round by mulDiv (platform/money).', where: CONTEXT, except: /\.test\.ts$/,
    broken: (text) => /\bparseFloat\(|\.toFixed\(|Math\.(round|floor|ceil)\([^)]*(minor|amount|price)/i.test(code(text)), badExample: ['libs/contexts/orders/src/order/place.ts', 'Math.round(price * 1.19)'],
  },
  {
    name: 'an event is named after the context whose file it is in', instead: 'libs/events/src/<context>.ts defines <context>.noun_past_tense.', where: /^libs\/events\/src\/[a-z]+\.ts$/,
    broken: (text, file) => [...code(text).matchAll(/defineEvent\(\s*'([a-z]+)\./g)].some((match) => `libs/events/src/${match[1]}.ts` !== file), badExample: ['libs/events/src/orders.ts', "defineEvent('payouts.hold_released', 1, z.object({}))"],
  },
  {
    name: 'an event carries no personal data', instead: 'Ids and values of the moment; the reader asks privacy by subject_id.', where: /^libs\/events\//,
    broken: (text) => /\b(email|phone|firstName|lastName|street|postcode)\s*:/.test(code(text)), badExample: ['libs/events/src/orders.ts', 'z.object({ email: z.string() })'],
  },
  {
    name: 'an error’s code begins with its context', instead: '`context.noun_reason`; a refusal of a context to the left may be told on, `request.` is about the request itself.', where: CONTEXT,
    broken: (text, file) => [...code(text).matchAll(/new DomainError\(\s*'([a-z]+)\./g)].some((match) => match[1] !== 'request' && !line.slice(0, line.indexOf(contextOf(file)!) + 1).includes(match[1]!)), badExample: ['libs/contexts/orders/src/x.errors.ts', "new DomainError('cart.gone', 'gone', 'x')"],
  },
  {
    name: 'files are kebab-case', instead: 'verb-noun.ts, noun.kind.ts.', where: /^(libs|apps\/(api|worker|sandbox|admin))\/.*\.tsx?$/, except: /^apps\/admin\/src\/routes\/|routeTree\.gen\.ts$/,
    broken: (_text, file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.tsx?$/.test(file.split('/').at(-1)!), badExample: ['libs/platform/src/camelCase.ts', ''],
  },
  {
    name: 'no folder per technical kind', instead: 'A folder per noun.', where: CODE,
    broken: (_text, file) => /\/(services|utils|helpers|common|interfaces|types|dto|models|controllers|managers)\//.test(file), badExample: ['libs/contexts/orders/src/services/x.ts', ''],
  },
  {
    name: 'every test runs', instead: 'Remove `.only`, `.skip`, `.todo`; what needs an absent part says so by name.', where: /\.test\.tsx?$/,
    broken: (text) => /\b(test|it|describe)\.(only|skip|todo)\b|\b(xit|xtest|fit|fdescribe)\(/.test(code(text)), badExample: ['libs/platform/src/x.test.ts', "test.skip('x', () => {})"],
  },
  {
    name: 'no banners', instead: 'A name says it, or a new file.', where: CODE,
    broken: (text) => /^\s*(\/\/|\*)\s*[-=*#]{4,}/m.test(text), badExample: ['libs/platform/src/x.ts', '// ------ helpers ------'],
  },
  {
    name: 'imports of files of ours end in .js', instead: "`from './listing.js'`.", where: /^(libs|apps\/(api|worker|sandbox))\/.*\.ts$/, except: /^libs\/web\//,
    broken: (text) => importsOf(text).some((imported) => imported.startsWith('.') && !/\.(js|mjs|json)$/.test(imported)), badExample: ['libs/platform/src/x.ts', "import { a } from './a';"],
  },
];

const IGNORED = /(^|\/)(node_modules|dist|build|\.react-router)\//;

/** Every source file of the tree, by its path from the root. */
export const sourceFiles = (root: string): string[] =>
  ['libs', 'apps', 'migrations'].flatMap((directory) => readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map((file) => `${directory}/${file}`))
    .filter((file) => CODE.test(file) && !IGNORED.test(file) && file !== 'libs/tools/src/tidy.ts'); // which is full of bad examples

/** The files that break a rule. */
export const filesThatBreak = (rule: Rule, root: string, files: readonly string[]): string[] =>
  files.filter((file) => rule.where.test(file) && !rule.except?.test(file) && rule.broken(readFileSync(join(root, file), 'utf8'), file));
