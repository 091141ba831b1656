// npm run test:sequences: thousands of random sequences of what may happen to money and to stock, on a real PostgreSQL and Stripe's stand-in. `-- --seed N --count M` runs those again,
// `-- --part money` or `stock` one part of it, `-- --only …` what a failure names.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { closeTestCluster, openTestCluster } from '../testing/cluster.mjs';
import { buildBundles, bundlePath } from './build.mjs';
import { LauncherError, report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { root } from './state.mjs';

/** @typedef {{ part: string, passed: number, failed: number, seconds: number, cpuSeconds: number }} Outcome */
const PARTS = ['money', 'stock'];

main().catch(report);

async function main() {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string', default: '10000' }, part: { type: 'string' }, only: { type: 'string' } } });
  if (values.part !== undefined && !PARTS.includes(values.part)) throw new LauncherError(`There is no part ${values.part}. There are ${PARTS.join(' and ')}.`);
  if (values.only !== undefined && values.part === undefined) throw new LauncherError('--only names sequences of one part: say --part money or --part stock as well.');
  const seed = values.seed ?? String(Date.now() % 1_000_000_000);
  if (![seed, values.count].every((number) => /^\d{1,12}$/.test(number))) throw new LauncherError('--seed and --count are whole numbers.');
  await installIfNeeded(console.log);
  await buildBundles(['sequences']);
  const cluster = await openTestCluster({ workers: 0 });
  try {
    console.log(`Seed ${seed}, ${values.count} sequences of each part. The same ones again: npm run test:sequences -- --seed ${seed} --count ${values.count}`);
    const processes = values.only === undefined ? 2 : 1;
    const args = ['--root', root, '--parts', values.part ?? PARTS.join(), '--seed', seed, '--count', values.count, ...(values.only === undefined ? [] : ['--only', values.only])];
    const outcomes = (await Promise.all(Array.from({ length: processes }, (_, at) => run(cluster.harness, [...args, '--slice', `${at}/${processes}`])))).flat();
    const sum = (/** @type {Outcome[]} */ list, /** @type {'passed' | 'failed'} */ of) => list.reduce((total, outcome) => total + outcome[of], 0);
    for (const part of PARTS) {
      const own = outcomes.filter((outcome) => outcome.part === part);
      if (own.length > 0) console.log(`${part}: ${sum(own, 'passed')} passed, ${sum(own, 'failed')} failed, in ${Math.round(Math.max(...own.map((outcome) => outcome.seconds)))} s`);
    }
    console.log(`${sum(outcomes, 'passed')} passed, ${sum(outcomes, 'failed')} failed`);
    process.exitCode = sum(outcomes, 'failed') > 0 ? 1 : 0;
  } finally {
    await closeTestCluster(cluster);
  }
}

/** A process that dies has failed, whatever it had done. @param {object} harness @param {string[]} args @returns {Promise<Outcome[]>} */
async function run(harness, args) {
  const child = spawn(process.execPath, ['--enable-source-maps', bundlePath('sequences'), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, STOA_TEST_HARNESS: JSON.stringify(harness) } });
  /** @type {Outcome[]} */
  const outcomes = [];
  child.on('message', (message) => outcomes.push(/** @type {Outcome} */ (message)));
  const [code] = await once(child, 'exit');
  return code === 0 ? outcomes : [...outcomes, { part: 'a process that died', passed: 0, failed: 1, seconds: 0, cpuSeconds: 0 }];
}
