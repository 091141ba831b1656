import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACK_DIR, thePacks } from '../testing.js';
import { changedUnderTheirVersion, loadPacks } from './load-packs.js';

const released = JSON.parse(readFileSync(join(PACK_DIR, 'versions.json'), 'utf8')) as Record<string, string>;

test('a pack never changes under the same version: raise its version, then npm run tax:seal', () => {
  expect(changedUnderTheirVersion(thePacks(), released)).toEqual([]);
});

test('packs whose content changed under a released version are not loaded', () => {
  const copy = mkdtempSync(join(tmpdir(), 'packs-'));
  try {
    cpSync(PACK_DIR, copy, { recursive: true });
    const file = join(copy, 'NO.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"pct": "25"', '"pct": "20"'));
    expect(() => loadPacks(copy)).toThrow(/NO:[2-9] version: [\d.]+ was released with other content: raise the version/);
  } finally {
    rmSync(copy, { recursive: true });
  }
});

/** Breaks the packs in a folder of their own, and tells what comes of loading it. */
function loadBroken(breakIt: (copy: string) => void): () => unknown {
  const copy = mkdtempSync(join(tmpdir(), 'packs-'));
  cpSync(PACK_DIR, copy, { recursive: true });
  breakIt(copy);
  return () => {
    try {
      return loadPacks(copy);
    } finally {
      rmSync(copy, { recursive: true });
    }
  };
}

test('what was released is taken as it is; a new version, and a folder that lacks a pack, are linted', () => {
  const edit = (name: string, change: (text: string) => string) => (copy: string) => writeFileSync(join(copy, name), change(readFileSync(join(copy, name), 'utf8')));
  expect(loadBroken(edit('NO.json', (text) => text.replace(/"version": "[^"]+"/, '"version": "2099.1.1"').replace('"pct": "25"', '"pct": "250"')))).toThrow(/NO:\d+ rates\.\d+\.pct: a rate of more than 100 is a slip/);
  expect(loadBroken((copy) => rmSync(join(copy, 'EU.json')))).toThrow(/DE:\d+ extends: there is no pack EU/);
});
