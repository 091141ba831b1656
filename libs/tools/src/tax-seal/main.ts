import { writeFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { allDocuments, loadPacks } from '@stoa/tax';

const folder = resolve('config/rule-packs');
const file = resolve(folder, 'versions.json');

/** npm run tax:seal: writes down the content of every pack under its version. Loading has refused what changed under an old one. */
function seal(): void {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const after = { ...before, ...Object.fromEntries(allDocuments(loadPacks(folder)).map((d) => [`${d.id}@${d.version}`, d.sha256])) };
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(Object.entries(after).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
  console.log(`${Object.keys(after).length - Object.keys(before).length} versions sealed, ${Object.keys(after).length} in all.`);
}

seal();
