import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Answers, type Description } from './description.js';
import { checkRecordings } from './check.js';

const [folder = '.', descriptionFile, mockUrl, ...files] = process.argv.slice(2);
process.exitCode = await main();

/** npm run stripe:check -- DESCRIPTION MOCK_URL RECORDING …: holds what went to and came from the stand-in against Stripe's own description of /v1. */
async function main(): Promise<number> {
  if (!descriptionFile || !mockUrl || files.length === 0) {
    console.error('npm run stripe:check -- spec3.json http://127.0.0.1:PORT RECORDING …: the description, a running stripe-mock, and what SANDBOX_RECORDING kept');
    return 2;
  }
  const description = JSON.parse(readFileSync(resolve(folder, descriptionFile), 'utf8')) as Description;
  const lines = files.flatMap((file) => readFileSync(resolve(folder, file), 'utf8').split('\n').filter(Boolean));
  const answers = new Answers(description);
  const { passed, failures, excuses } = await checkRecordings({ lines, answers, mockUrl });
  console.log(`Stripe's description ${answers.version}, ${lines.length} calls and events recorded`);
  for (const [what, reason] of excuses) console.log(`  excepted  ${what}: ${reason}`);
  for (const failure of failures) console.log(`  FAILED  ${failure}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length > 0 || passed === 0 ? 1 : 0;
}
