// Building what changed. A build is skipped when a digest of its inputs is the one of the last build and its result is still there.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { LauncherError } from './errors.mjs';
import { npmCommand } from './install.mjs';
import { tailOf } from './supervisor.mjs';
import { inState, readJson, root, writeJson } from './state.mjs';

/** Entry (where it may stand) and result of each bundle. `whole`: with all packages in it, for a program that is started hundreds of times (quick.mjs). */
const bundles = {
  api: { entries: ['apps/api/src/main.ts', 'apps/api/main.ts'], result: 'dist/api.js' },
  worker: { entries: ['apps/worker/src/main.ts', 'apps/worker/main.ts'], result: 'dist/worker.js' },
  sandbox: { entries: ['apps/sandbox/src/main.ts', 'apps/sandbox/main.ts'], result: 'dist/sandbox.js' },
  admin: { entries: ['apps/admin/server/main.ts'], result: 'dist/admin.js' },
  seed: { entries: ['libs/tools/src/seed/main.ts'], result: 'dist/seed.js' },
  demo: { entries: ['libs/tools/src/demo/main.ts'], result: 'dist/demo.js' },
  'money-check': { entries: ['libs/tools/src/money-check/main.ts'], result: 'dist/money-check.js' },
  flash: { entries: ['libs/tools/src/flash/main.ts'], result: 'dist/flash.js' },
  processes: { entries: ['libs/tools/src/processes/main.ts'], result: 'dist/processes.js' },
  e2e: { entries: ['libs/tools/src/e2e/main.ts'], result: 'dist/e2e.js' },
  network: { entries: ['libs/tools/src/network/main.ts'], result: 'dist/network.js' },
  'stripe-check': { entries: ['libs/tools/src/stripe-check/main.ts'], result: 'dist/stripe-check.js' },
  faults: { entries: ['apps/api/faults/main.ts'], result: 'dist/faults.js' },
  'faults-process': { entries: ['apps/api/faults/process/main.ts'], result: 'dist/faults-process.cjs', whole: true },
  issuance: { entries: ['apps/api/issuance/main.ts'], result: 'dist/issuance.js' },
  'issuance-process': { entries: ['apps/api/issuance/process.ts'], result: 'dist/issuance-process.js' },
  bench: { entries: ['apps/api/bench/main.ts'], result: 'dist/bench.js' },
  mutants: { entries: ['libs/tools/src/mutants/main.ts'], result: 'dist/mutants.js' },
  'tax-seal': { entries: ['libs/tools/src/tax-seal/main.ts'], result: 'dist/tax-seal.js' },
  'invoices-sample': { entries: ['libs/tools/src/invoices-sample/main.ts'], result: 'dist/invoices-sample.js' },
  sequences: { entries: ['apps/api/sequences/main.ts'], result: 'dist/sequences.js' },
  'tax-check': { entries: ['libs/tools/src/tax-check/main.ts'], result: 'dist/tax-check.js' },
};
/** @typedef {keyof typeof bundles} BundleName */

/** What any of them may be made of. */
const inputs = ['libs', 'apps/api', 'apps/worker', 'apps/sandbox', 'apps/admin/server', 'migrations', 'config', 'tsconfig.base.json', 'package-lock.json'];

/** The storefront's own build script makes its server too. */
export const storefrontServer = 'apps/storefront/dist/main.js';

/** Where a bundle stands, whether or not it has been built. @param {BundleName} name */
export const bundlePath = (name) => join(root, bundles[name].result);

/** The bundle's entry in the tree, or null while nobody has written it. @param {BundleName} name */
export const entryOf = (name) => bundles[name].entries.find((path) => existsSync(join(root, path))) ?? null;

/**
 * Bundles the Node apps, one file each, in one pass. Packages stay outside: some carry binaries and data files of their own.
 * @param {BundleName[]} all @returns {Promise<boolean>} false when nothing had changed
 */
export async function buildBundles(all) {
  const isWhole = (/** @type {BundleName} */ name) => 'whole' in bundles[name];
  const names = all.filter((name) => !isWhole(name));
  for (const name of all.filter(isWhole)) await buildWhole(name);
  return onlyIfChanged(`bundles ${names.join(' ')}`, inputs, names.map(bundlePath), async () => {
    const { build } = await import('esbuild');
    const entryPoints = Object.fromEntries(names.map((name) => [bundles[name].result.replace(/\.js$/, ''), join(root, entryOf(name) ?? missingEntry(name))]));
    await build({ entryPoints, outdir: root, bundle: true, platform: 'node', format: 'esm', target: 'node20', sourcemap: true, keepNames: true, logLevel: 'error', absWorkingDir: root, plugins: [packagesStayOutside] });
  });
}

/** What a whole bundle leaves outside: binaries, packages with data files of their own, and drivers of databases that nobody has. */
const notInside = ['sharp', '@node-rs/argon2', 'pdfkit', '@scalar/express-api-reference', 'pino', 'msgpackr-extract', 'pg-native', 'pg-query-stream', 'mysql', 'mysql2', 'mariadb/callback', 'oracledb', 'tedious', 'sqlite3', 'better-sqlite3'];

/** @param {BundleName} name */
async function buildWhole(name) {
  const outfile = join(root, bundles[name].result);
  return onlyIfChanged(`whole bundle ${name}`, inputs, [outfile], async () => {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(root, entryOf(name) ?? missingEntry(name))], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', sourcemap: true, keepNames: true, logLevel: 'error', absWorkingDir: root, external: notInside,
      mainFields: ['module', 'main'], supported: { 'dynamic-import': false }, // code from a cache has no loader to ask
      define: { 'import.meta.url': 'bundleUrl' }, banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    });
    rmSync(`${outfile}.cache`, { force: true });
  });
}

/**
 * Builds a web app by its own `build` script.
 * @param {'storefront' | 'admin'} app @returns {Promise<boolean>} false when nothing had changed
 */
export async function buildWeb(app) {
  const results = { storefront: ['apps/storefront/build/client', storefrontServer], admin: ['apps/admin/dist/index.html'] }[app];
  return onlyIfChanged(app, [`apps/${app}`, 'libs/web', 'tsconfig.base.json', 'package-lock.json'], results.map((path) => join(root, path)), () => runScript(app));
}

/**
 * A digest over names and contents of all files below the given paths, in a fixed order.
 * Results, caches and tests are left out: none of them changes what is built.
 * @param {string} base @param {string[]} paths
 */
export function digestOf(base, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(base, path))).sort()) {
    hash.update(`${relative(base, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/** @param {string} name @param {string[]} inputs @param {string[]} results @param {() => Promise<void>} work */
async function onlyIfChanged(name, inputs, results, work) {
  const file = inState('builds.json');
  const digest = digestOf(root, inputs);
  if (readJson(file)?.[name] === digest && results.every((path) => existsSync(path))) return false;
  await work();
  // Read again: another build may have finished meanwhile.
  writeJson(file, { ...readJson(file), [name]: digest });
  return true;
}

const skipped = /^(node_modules|dist|build|coverage|\.react-router|\.vite|__screenshots__)$|\.(test|spec)\.[jt]sx?$|\.(md|log|tsbuildinfo)$/;

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter((name) => !skipped.test(name)).flatMap((name) => filesBelow(join(path, name)));
}

/** @type {import('esbuild').Plugin} */
const packagesStayOutside = {
  name: 'packages stay outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => (kind === 'entry-point' || path.startsWith('@stoa/') ? undefined : { path, external: true }));
  },
};

/** @param {string} name @returns {never} */
function missingEntry(name) {
  throw new LauncherError(`${name} cannot be built: its entry is not in the tree.`);
}

/** @param {string} app @returns {Promise<void>} */
function runScript(app) {
  return new Promise((done, fail) => {
    mkdirSync(inState('logs'), { recursive: true });
    const logFile = inState('logs', `build-${app}.log`);
    const log = createWriteStream(logFile);
    const { command, first, shell } = npmCommand();
    const child = spawn(command, [...first, 'run', 'build', '-w', `@stoa/app-${app}`], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' }, shell });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('error', fail);
    child.on('close', (code) => {
      log.end(() => {
        if (code === 0) done();
        else fail(new LauncherError(`The ${app} could not be built (${logFile}):\n${tailOf(logFile, 30)}`));
      });
    });
  });
}
