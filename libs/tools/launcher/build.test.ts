import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { digestOf } from './build.mjs';

const tree = () => {
  const base = mkdtempSync(join(tmpdir(), 'stoa-digest-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  };
  write('libs/a.ts', 'one');
  write('libs/deep/b.ts', 'two');
  write('lock.json', '{}');
  return { base, write, digest: () => digestOf(base, ['libs', 'lock.json', 'not-there']) };
};

test('the digest changes with a content, a name, a new file and a lost one, and comes back with them', () => {
  const { base, write, digest } = tree();
  const first = digest();
  const seen = [first];
  write('libs/a.ts', 'changed');
  seen.push(digest());
  write('libs/a.ts', 'one');
  expect(digest()).toBe(first);
  write('libs/c.ts', '');
  seen.push(digest());
  rmSync(join(base, 'libs/c.ts'));
  rmSync(join(base, 'libs/deep/b.ts'));
  seen.push(digest());
  write('libs/deep/bb.ts', 'two');
  seen.push(digest());
  expect(new Set(seen).size).toBe(5);
});

test('content that moves from one file to the next is a change', () => {
  const { write, digest } = tree();
  const first = digest();
  write('libs/a.ts', 'onetwo');
  write('libs/deep/b.ts', '');
  expect(digest()).not.toBe(first);
});

test('tests, results and notes do not make a build necessary', () => {
  const { write, digest } = tree();
  const first = digest();
  for (const path of ['libs/a.test.ts', 'libs/dist/a.js', 'libs/node_modules/x/index.js', 'libs/build/x.js', 'libs/README.md']) write(path, 'new');
  expect(digest()).toBe(first);
});
