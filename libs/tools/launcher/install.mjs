// Installing what package-lock.json names, only when something of it is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LauncherError } from './errors.mjs';
import { readJson, root } from './state.mjs';

/** @typedef {{ packages: Record<string, { version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[] }> }} Lock */

/** Installs if needed, showing npm's own progress. @param {(line: string) => void} say */
export async function installIfNeeded(say) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new LauncherError(`Stoa needs Node 20.19 or newer; this is ${process.versions.node}.`);
  const missing = missingPackages(readJson(join(root, 'package-lock.json')), readJson(join(root, 'node_modules/.package-lock.json')));
  if (missing.length === 0) return;
  const isFresh = !existsSync(join(root, 'node_modules'));
  say(isFresh ? 'Installing the packages (once, about a minute)' : `Installing ${missing.length} packages that the lock file names and node_modules lacks`);
  await npm([isFresh ? 'ci' : 'install', '--no-audit', '--no-fund', '--prefer-offline'], say);
}

/**
 * Paths in the lock that are not installed in that version. Optional ones may be absent: npm leaves out what is for other machines.
 * @param {Lock} lock @param {Lock | null} installed npm's own record of what it put into node_modules
 */
export function missingPackages(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path, { optional, devOptional }]) => path.startsWith('node_modules/') && !optional && !devOptional);
  return wanted.filter(([path, { version, link }]) => {
    const found = installed?.packages[path];
    return !found || (!link && found.version !== version);
  }).map(([path]) => path);
}

/** How to call the very npm that called us; on Windows only a shell can start the other one. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: process.execPath, first: [script], shell: false };
  const isWindows = process.platform === 'win32';
  return { command: isWindows ? 'npm.cmd' : 'npm', first: [], shell: isWindows };
}

/** @param {string[]} args @param {(line: string) => void} say @returns {Promise<void>} */
function npm(args, say) {
  return new Promise((done, fail) => {
    const began = Date.now();
    const { command, first, shell } = npmCommand();
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: 'inherit', shell });
    // Without a terminal npm shows nothing for a minute, which looks like a hang.
    const ticker = process.stdout.isTTY ? undefined : setInterval(() => say(`  npm is at work, ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(ticker);
      if (code === 0) done();
      else fail(new LauncherError(`npm ${args[0]} ended with ${code}; what it said stands above.`));
    });
  });
}
