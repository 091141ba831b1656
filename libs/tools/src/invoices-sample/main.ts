import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spoiled } from './spoil.js';
import { type SampleFile, filesOf, samples } from './write-samples.js';

const [from, folder] = process.argv.slice(2);
process.exitCode = await write(from, folder);

/** npm run invoices:sample -- DIR: documents of every kind through the mapping and the writers that real ones go through; `checks.tsv` names the rules that each file has to pass, `broken/` holds one file that breaks each of them. */
async function write(base: string | undefined, name: string | undefined): Promise<number> {
  if (base === undefined || name === undefined) {
    console.error('Where to? npm run invoices:sample -- DIR');
    return 2;
  }
  const to = resolve(base, name);
  mkdirSync(join(to, 'broken'), { recursive: true });
  const files: SampleFile[] = [];
  const all = samples();
  for (const [index, one] of all.entries()) files.push(...(await filesOf(one, index + 1)));
  const bad = spoiled(files);
  for (const file of [...files, ...bad]) writeFileSync(join(to, file.name), file.bytes);
  const rows = (of: readonly SampleFile[]) => of.flatMap((file) => file.rules.map((rules) => `${rules}\t${file.name}\n`)).join('');
  writeFileSync(join(to, 'checks.tsv'), rows(files));
  writeFileSync(join(to, 'broken.tsv'), rows(bad));
  console.log(`${all.length} documents as ${files.length} files in ${to}`);
  return 0;
}
