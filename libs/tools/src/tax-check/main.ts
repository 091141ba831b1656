import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadPacks } from '@stoa/tax';
import { checkRows, reportOf } from '@stoa/tax/golden';

const [folder, ...files] = process.argv.slice(2);
process.exitCode = check(folder, files);

/** npm run tax:check -- FILE.jsonl …: holds the rule packs of this clone against worked cases. */
function check(from: string | undefined, names: readonly string[]): number {
  if (from === undefined || names.length === 0) {
    console.error('Which cases? npm run tax:check -- FILE.jsonl');
    return 2;
  }
  const packs = loadPacks(resolve('config/rule-packs'));
  const missing = names.filter((name) => !existsSync(resolve(from, name)));
  if (missing.length > 0) {
    console.error(`There is no file ${missing.join(', ')}.`);
    return 2;
  }
  const rows = names.flatMap((name) => checkRows(packs, readFileSync(resolve(from, name), 'utf8')));
  const { text, failed } = reportOf(rows);
  console.log(text);
  return failed > 0 ? 1 : 0;
}
