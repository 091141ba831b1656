// What the launcher remembers between starts: everything stands under .stoa/, which may be deleted at any time (with its data).
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path under `.stoa/`. @param {string[]} parts */
export const inState = (...parts) => join(root, '.stoa', ...parts);

/** @typedef {Record<'MASTER_KEY' | 'TOKEN_SECRET' | 'SESSION_SECRET' | 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET', string>} Secrets */

/** The secrets of this clone, made once; ones that a later version adds are filled in. @param {string} [file] @returns {Secrets} */
export function readSecrets(file = inState('secrets.json')) {
  const stored = readJson(file) ?? {};
  const secrets = {
    MASTER_KEY: randomBytes(32).toString('base64'),
    TOKEN_SECRET: randomBytes(32).toString('hex'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    STRIPE_SECRET_KEY: `sk_test_${randomBytes(24).toString('hex')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
    ...stored,
  };
  if (JSON.stringify(secrets) !== JSON.stringify(stored)) writeJson(file, secrets, 0o600);
  return secrets;
}

/** @param {string} file @returns {any} null when there is none; a half-written file is an error, since writing is atomic */
export function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Atomic: a reader sees the old or the new. @param {string} file @param {unknown} value @param {number} [mode] */
export function writeJson(file, value, mode = 0o644) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(draft, file);
}

/** @typedef {import('./ports.mjs').Ports} Ports */
/** @typedef {{ name: string, pid: number, identity: string, entry: string }} RunningProcess */
/**
 * @typedef {{ state: 'starting' | 'up' | 'stopped', launcher: RunningProcess, ports: Ports, urls: Record<string, string>, processes: RunningProcess[] }} Runtime
 * `.stoa/runtime.json`: the ports really chosen and the processes really started. It holds no secret.
 */

/** @returns {Runtime | null} */
export const readRuntime = () => readJson(inState('runtime.json'));

/** @param {Runtime} runtime */
export const writeRuntime = (runtime) => writeJson(inState('runtime.json'), runtime);
