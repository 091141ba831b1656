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
    expect(() => loadPacks(copy)).toThrow(/NO:1 version: [\d.]+ was released with other content: raise the version/);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
