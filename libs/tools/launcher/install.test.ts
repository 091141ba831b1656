import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackages } from './install.mjs';
import { root } from './state.mjs';

type Locked = { version?: string; optionalDependencies?: Record<string, string> };
const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages as Record<string, Locked>;

test('a package is missing when it is not there or in another version; one for other machines may be absent', () => {
  const lock = { packages: { '': { version: '1' }, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' }, 'node_modules/@stoa/x': { link: true }, 'node_modules/mac-only': { version: '1.0.0', optional: true }, 'libs/x': { version: '0.1.0' } } };
  expect(missingPackages(lock, null)).toEqual(['node_modules/a', 'node_modules/b', 'node_modules/@stoa/x']);
  expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' }, 'node_modules/@stoa/x': { link: true } } })).toEqual(['node_modules/b']);
});

test('the lock file names the binaries of every machine: npm ci refuses a lock that was made where the registry left some out', () => {
  const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).map((name) => ({ path, name })));
  expect(wanted.length).toBeGreaterThan(100);
  expect(wanted.filter(({ path, name }) => !isLocked(path, name))).toEqual([]);
});

/** As Node looks: beside the package, then at every level above. */
function isLocked(path: string, name: string): boolean {
  if (`${path ? `${path}/` : ''}node_modules/${name}` in packages) return true;
  if (path === '') return false;
  const cut = path.lastIndexOf('/node_modules/');
  return isLocked(cut < 0 ? '' : path.slice(0, cut), name);
}
