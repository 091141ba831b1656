import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACK_DIR, thePacks } from '../testing.js';

test('a pack never changes under the same version: raise its version, then write the new hash into versions.json', () => {
  const released = JSON.parse(readFileSync(join(PACK_DIR, 'versions.json'), 'utf8')) as Record<string, string>;
  const { packs, tables } = thePacks();
  for (const { document } of [...packs.values(), ...tables.values()]) expect([document.id, document.version, document.sha256]).toEqual([document.id, document.version, released[`${document.id}@${document.version}`]]);
});
