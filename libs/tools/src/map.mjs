// npm run map: docs/context-map.md and events.json from the code. Who calls whom, what is told, and who hears it.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { line } from './context-map.mjs';

/** @typedef {{ calls: Map<string, Set<string>>, events: { name: string, constant: string, context: string, version: string }[], hearers: Map<string, Set<string>> }} Facts */

/** Reads imports and subscriptions. @param {string} root @returns {Facts} */
export function readFacts(root) {
  const calls = new Map();
  const hearers = new Map();
  const contexts = line.filter((name) => existsSync(join(root, 'libs/contexts', name, 'src')));
  for (const name of contexts) {
    calls.set(name, new Set());
    for (const file of sourcesBelow(join(root, 'libs/contexts', name, 'src'))) {
      const text = readFileSync(file, 'utf8');
      for (const [, other] of text.matchAll(/from '@stoa\/([a-z]+)'/g)) if (line.includes(other) && other !== name) calls.get(name).add(other);
      for (const [, constant, handler] of text.matchAll(/\bon(?:Outside)?(?:<[^>]*>)?\(\s*(\w+),\s*'([a-z]+\.[a-z_]+)'/g)) hearers.set(constant, (hearers.get(constant) ?? new Set()).add(handler));
    }
  }
  const events = contexts.flatMap((context) => {
    const file = join(root, 'libs/events/src', `${context}.ts`);
    if (!existsSync(file)) return [];
    const found = readFileSync(file, 'utf8').matchAll(/export const (\w+) = defineEvent\(\s*'([^']+)',\s*(\d+)/g);
    return [...found].map(([, constant, name, version]) => ({ context, constant, name, version }));
  });
  return { calls, events, hearers };
}

/** The page. @param {Facts} facts */
export function writeMap({ calls, events, hearers }) {
  const callRows = [...calls].map(([name, others]) => `| ${name} | ${line.filter((other) => others.has(other)).join(' · ') || '–'} |`);
  const eventRows = events.map(({ name, constant, version }) => `| \`${name}\` | ${version} | ${[...(hearers.get(constant) ?? [])].sort().map((handler) => `\`${handler}\``).join('<br>') || '–'} |`);
  return `# The contexts and what they tell each other

Made from the code by \`npm run map\`. From left to right: ${[...calls.keys()].join(' · ')}.

## Who calls whom

Only to the left (ADR 4).

| context | calls |
|---|---|
${callRows.join('\n')}

## What is told

| event | version | heard by |
|---|---|---|
${eventRows.join('\n')}
`;
}

/** @param {string} directory */
const sourcesBelow = (directory) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ts$/.test(file) && !/(\.test|testing)\.ts$/.test(file)).sort().map((file) => join(directory, file));

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(fileURLToPath(import.meta.url), '../../../..');
  writeFileSync(join(root, 'docs/context-map.md'), writeMap(readFacts(root)));
  writeFileSync(join(root, 'events.json'), await readEvents(root));
  process.stdout.write('docs/context-map.md and events.json are written.\n');
}

/** The text of events.json: the events' own modules, bundled and asked. @param {string} root @returns {Promise<string>} */
async function readEvents(root) {
  const { build } = await import('esbuild');
  const files = readdirSync(join(root, 'libs/events/src')).filter((name) => name.endsWith('.ts')).sort();
  const contents = [`export { eventsText } from './libs/tools/src/events.ts';`, ...files.map((name, i) => `import * as m${i} from './libs/events/src/${name}';`), `export const modules = [${files.map((_, i) => `m${i}`).join(', ')}];`].join('\n');
  const folder = mkdtempSync(join(root, 'node_modules', '.events-')); // below node_modules, so that packages outside the bundle are found
  try {
    const outfile = join(folder, 'events.mjs');
    await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error', packages: 'bundle', external: ['knex', 'pg', 'pino', 'bullmq', 'ioredis', 'express', 'nodemailer'] });
    const { eventsText, modules } = await import(pathToFileURL(outfile).href);
    return eventsText(modules);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
