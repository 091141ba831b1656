// npm run test:flash and its like: a suite against several processes of the API and of the worker, started for it and ended with it.
import { LauncherError, report } from './errors.mjs';
import { runWithFleet } from './fleet.mjs';

const suites = /** @type {const} */ ({ flash: { apis: 2, workers: 1 }, processes: { apis: 2, workers: 2 }, bench: { apis: 1, workers: 1, others: ['issuance-process'] } });
const name = /** @type {keyof typeof suites} */ (process.argv[2]);

main().catch(report).finally(() => process.exit());

async function main() {
  if (!suites[name]) throw new LauncherError(`There is no suite ${name}. There are ${Object.keys(suites).join(', ')}.`);
  process.exitCode = await runWithFleet(name, suites[name]);
}
