// npm run faults and its like: a suite with processes and databases of its own, beside the cluster of the tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeTestCluster, openTestCluster } from '../testing/cluster.mjs';
import { buildBundles, bundlePath } from './build.mjs';
import { machineEnvironment } from './environment.mjs';
import { report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { root } from './state.mjs';

/** The programs of each suite: the first is run, and told where the others stand. @type {Record<string, import('./build.mjs').BundleName[]>} */
const suites = { faults: ['faults', 'faults-process'], issuance: ['issuance', 'issuance-process'], mutants: ['mutants'] };

const [name, ...args] = process.argv.slice(2);
main(suites[name ?? ''] ?? []).catch(report);

/** @param {import('./build.mjs').BundleName[]} programs */
async function main([program, ...others]) {
  if (!program) throw new Error(`There is no suite ${name}.`);
  await installIfNeeded(console.log);
  await buildBundles([program, ...others]);
  const opened = await openTestCluster({ workers: 1 });
  try {
    const env = { ...machineEnvironment(process.env), STOA_TEST_HARNESS: JSON.stringify(opened.harness), ...(process.env.LOG_LEVEL && { LOG_LEVEL: process.env.LOG_LEVEL }) };
    const child = spawn(process.execPath, ['--enable-source-maps', bundlePath(program), ...others.map(bundlePath), ...args], { cwd: root, stdio: 'inherit', env });
    const [code] = await once(child, 'exit');
    process.exitCode = code ?? 1;
  } finally {
    await closeTestCluster(opened);
  }
}
