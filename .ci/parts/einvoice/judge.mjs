// node judge.mjs LIB DIR: every line of DIR/checks.tsv has to hold before the published rules, every line of DIR/broken.tsv has to be found broken. A check that nobody answered has failed.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const [lib, directory] = process.argv.slice(2).map((path) => resolve(path));
const lines = (text) => text.split('\n').filter((line) => line !== '');

/** What the judges say of each check: nothing where all rules hold. */
function answersTo(checks) {
  const answers = new Map();
  for (const [judge, libraries, isIts] of [['EInvoiceRules.java', 'rules', (line) => !line.startsWith('facturx')], ['FacturX.java', 'facturx', (line) => line.startsWith('facturx')]]) {
    const list = join(directory, `${libraries}.list`);
    writeFileSync(list, checks.filter(isIts).map((line) => `${line}\n`).join(''));
    const run = spawnSync('java', ['-Xmx900m', '-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', '-cp', join(lib, libraries, '*'), join(here, judge), list], { cwd: directory, encoding: 'utf8', maxBuffer: 1e8 });
    if (run.status !== 0) console.log(`${judge} ended with ${run.status}: ${run.error?.message ?? ''} ${run.stderr.split('\n').slice(-20).join('\n')}`);
    for (const line of lines(run.stdout)) {
      const [rules, file, found] = line.split('\t');
      if (found !== undefined) answers.set(`${rules}\t${file}`, found);
    }
  }
  return answers;
}

let passed = 0;
let failed = 0;
const lists = { checks: lines(readFileSync(join(directory, 'checks.tsv'), 'utf8')), broken: lines(readFileSync(join(directory, 'broken.tsv'), 'utf8')) };
const answers = answersTo([...lists.checks, ...lists.broken]);
for (const [list, isRight] of [['checks', (found) => found === ''], ['broken', (found) => found !== '']]) {
  for (const check of lists[list]) {
    const found = answers.get(check);
    if (found !== undefined && isRight(found)) passed += 1;
    else {
      failed += 1;
      console.log(`${check}\t${found === undefined ? 'nobody judged it' : found || 'its mistake was not seen'}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
