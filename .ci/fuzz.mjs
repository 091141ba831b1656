// fuzz.mjs <schemathesis> <folder>: asks the running Stoa of this clone everything that /openapi.json allows, and much that it does not, as a shopper, a vendor,
// a marketplace's staff and an operator, two at a time. Nothing may break (5xx), and no status may come that the description does not name. Bounded, from one seed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [schemathesis = 'schemathesis', folder = '.stoa/fuzz'] = process.argv.slice(2);
const SEED = '20261121';
/** What reads alone is asked less often at random: the described cases, which come first, are nearly all that can go wrong with it. */
const [EXAMPLES, EXAMPLES_OF_READS] = [20, 6];
const AT_A_TIME = 2;
const ID = /^([a-z]{3})_[0-9a-z]{26}$/;
/** Signing out ends the session that asks; a sign-in that fails ten times a minute is answered 429, and teaches nothing more. */
const LEFT_OUT = ['post /v1/auth/sign-in', 'post /v1/auth/sign-out', 'delete /v1/store/session'];
const runtime = JSON.parse(readFileSync('.stoa/runtime.json', 'utf8'));
const world = JSON.parse(readFileSync('.stoa/world.json', 'utf8'));
const api = runtime.urls?.api ?? `http://localhost:${runtime.ports.api}`;

await main();

async function main() {
  mkdirSync(folder, { recursive: true });
  const description = await ask('/openapi.json', {});
  const actors = await whoAsks();
  const outcomes = /** @type {{ passed: number, failed: number }[]} */ ([]);
  let next = 0;
  const lane = async () => {
    for (let actor = actors[next++]; actor; actor = actors[next++]) outcomes.push(await asAn(await actor(), description));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  outcomes.push(await asAn(await operator(), description)); // last: what an operator may suspend, nobody else could use any more
  const [passed, failed] = [outcomes.reduce((sum, one) => sum + one.passed, 0), outcomes.reduce((sum, one) => sum + one.failed, 0)];
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** Everything that this one may ask. @param {any} actor @param {any} description */
async function asAn(actor, description) {
  // Ids of things that are really there: else nearly all would end at a 404, and nothing behind it would be asked.
  const ids = await idsSeenBy(actor, description);
  const file = resolve(folder, `${actor.name}.json`);
  writeFileSync(file, JSON.stringify(named(withIds(description, ids), actor)));
  return run(actor, file);
}

/** Who asks what, in this order, signed in when the turn comes: a token lives for a quarter of an hour. The staff have most to ask, and are two. */
async function whoAsks() {
  const key = (await ask('/v1/store/context?host=oma.localhost', {})).publishable_key;
  const store = { 'Stoa-Publishable-Key': key };
  const cart = (await ask('/v1/store/carts', store, {})).token;
  const shopper = await ask('/v1/store/session', store, credentials((one) => one.role === 'shopper'));
  const inOma = (/** @type {RegExp} */ role) => (/** @type {any} */ one) => one.marketplace === 'oma' && role.test(one.role);
  return [
    async () => ({ name: 'vendor', paths: '^/v1/vendor/', headers: await bearer(inOma(/^vendor Keramik/)) }),
    async () => ({ name: 'shopper', paths: '^/v1/store/', headers: { ...store, 'Stoa-Cart': cart, Authorization: `Bearer ${shopper.token}` } }),
    async () => ({ name: 'guest', paths: '^/v1/(store|auth)/', headers: { ...store, 'Stoa-Cart': cart } }),
    async () => ({ name: 'staff-a-o', paths: '^/v1/admin/[a-o]', reads: '^/v1/admin/', headers: await bearer(inOma(/^staff \(owner\)/)) }),
    async () => ({ name: 'staff-p-z', paths: '^/v1/admin/[^a-o]', reads: '^/v1/admin/', headers: await bearer(inOma(/^staff \(owner\)/)) }),
  ];
}

async function operator() {
  return { name: 'operator', paths: '^/v1/operator/', headers: await bearer((one) => one.role === 'operator') };
}

/** @param {(one: any) => boolean} who */
async function bearer(who) {
  return { Authorization: `Bearer ${(await ask('/v1/auth/sign-in', {}, credentials(who))).access_token}` };
}

/** @param {(one: any) => boolean} which */
function credentials(which) {
  const { email, password } = world.logins.find(which);
  return { email, password };
}

/** Every id in every list that this actor may read, by its prefix; not those of the actor's own place to work: whoever removes that is nobody afterwards. */
async function idsSeenBy(/** @type {any} */ actor, /** @type {any} */ description) {
  const ids = /** @type {Map<string, Set<string>>} */ (new Map());
  const lists = Object.keys(description.paths).filter((path) => new RegExp(actor.reads ?? actor.paths).test(path) && !path.includes('{') && description.paths[path].get);
  for (const path of lists) {
    const response = await fetch(api + path, { headers: actor.headers });
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) continue;
    collect(await response.json(), ids);
  }
  const own = actor.headers.Authorization && /^\/?.*(vendor|admin|operator)/.test(actor.paths) ? await ask('/v1/auth/me', actor.headers) : {};
  const mine = new Map();
  collect(own, mine);
  for (const [prefix, some] of mine) if (['mbr', 'usr', 'ses'].includes(prefix)) for (const id of some) ids.get(prefix)?.delete(id);
  return ids;
}

/** @param {unknown} value @param {Map<string, Set<string>>} ids */
function collect(value, ids) {
  if (typeof value === 'string') {
    const [, prefix] = ID.exec(value) ?? [];
    if (prefix) ids.set(prefix, (ids.get(prefix) ?? new Set()).add(value));
  } else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) collect(inner, ids);
}

/** The description, in which an id is one of those that are there, or one that is not. @param {any} schema @param {Map<string, Set<string>>} ids @returns {any} */
function withIds(schema, ids) {
  if (Array.isArray(schema)) return schema.map((one) => withIds(one, ids));
  if (schema === null || typeof schema !== 'object') return schema;
  const [, prefix] = (schema.type === 'string' && ID.exec(String(schema.examples?.[0]))) || [];
  if (prefix) return { type: 'string', enum: [...[...(ids.get(prefix) ?? [])].sort().slice(0, 6), schema.examples[0]] };
  return Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, withIds(inner, ids)]));
}

/** Only this actor's part, and headers that are worth sending. @param {any} description @param {any} actor */
function named(description, actor) {
  const values = { 'If-Match': { type: 'string', enum: ['"1"', '"2"', '"3"'] }, 'Idempotency-Key': { type: 'string', pattern: '^[a-z0-9]{8,40}$' } };
  const paths = Object.fromEntries(Object.entries(description.paths).filter(([path]) => new RegExp(actor.paths).test(path)));
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(/** @type {Record<string, any>} */ (operations))) {
      if (LEFT_OUT.includes(`${method} ${path}`)) delete operations[method];
      delete operation.security; // given with every request
      operation.parameters = operation.parameters.filter((/** @type {any} */ one) => !(one.name in actor.headers)).map((/** @type {any} */ one) => (one.name in values ? { ...one, schema: values[/** @type {keyof typeof values} */ (one.name)] } : one));
    }
  }
  return { ...description, paths };
}

/** @param {any} actor @param {string} file @returns {Promise<{ passed: number, failed: number }>} */
async function run(actor, file) {
  const report = resolve(folder, `${actor.name}.report.json`);
  const settings = resolve(folder, 'schemathesis.toml');
  writeFileSync(settings, `[generation]\nmax-examples = ${EXAMPLES}\n\n[[operations]]\ninclude-method = "GET"\ngeneration.max-examples = ${EXAMPLES_OF_READS}\n`);
  const args = [
    '--config-file', settings, 'run', file, '--url', api, '--checks', 'not_a_server_error,status_code_conformance', '--phases', 'examples,coverage,fuzzing', '--seed', SEED, '--generation-database', 'none',
    '--workers', '1', '--continue-on-failure', '--no-shrink', '--suppress-health-check', 'all', '--warnings', 'off', '--request-timeout', '30', '--report', 'json', '--report-json-path', report,
    ...Object.entries(actor.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
  const child = spawn(resolve(schemathesis), args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1', PYTHONWARNINGS: 'ignore' } });
  let out = '';
  child.stdout.on('data', (part) => (out += part));
  const [code] = await once(child, 'exit');
  writeFileSync(join(folder, `${actor.name}.out.txt`), out);
  return counted(actor, JSON.parse(readFileSync(resolve(report), 'utf8')), code, out);
}

/** An operation passes when nothing asked of it was answered wrongly. @param {any} actor @param {any} report @param {number} code @param {string} out */
function counted(actor, report, code, out) {
  const { selected, tested } = report.operations;
  const wrong = report.failures.flatMap((/** @type {any} */ one) => one.operations.map((/** @type {string} */ operation) => `${operation}: ${one.title}`));
  if (report.errors.length > 0) wrong.push(`${report.errors.length} errors of the fuzzer itself`);
  if (tested !== selected || !report.complete) wrong.push(`only ${tested} of ${selected} operations were asked`);
  if (code !== 0 && wrong.length === 0) wrong.push(`schemathesis ended with ${code}`);
  const calm = tested - new Set(wrong.map((one) => one.split(':')[0])).size;
  console.log(`  ${actor.name}: ${tested} operations, ${report.test_cases.generated} requests, ${wrong.length} findings`);
  for (const one of wrong) console.log(`    FAILED  ${one}`);
  if (wrong.length > 0) console.log(out.slice(Math.max(0, out.indexOf('= FAILURES =') - 40)));
  return { passed: Math.max(0, calm), failed: wrong.length };
}

/** @param {string} path @param {Record<string, string>} headers @param {object} [body] @returns {Promise<any>} */
async function ask(path, headers, body) {
  const response = await fetch(api + path, { method: body ? 'POST' : 'GET', headers: { ...headers, ...(body && { 'content-type': 'application/json' }) }, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return response.json();
}
