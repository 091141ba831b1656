// npm run money:check: every invariant, tenant by tenant, on the database that the environment names or on the embedded one. Exit 1 when one is broken.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildBundles, bundlePath } from './build.mjs';
import { openStoaDatabase } from './database.mjs';
import { machineEnvironment } from './environment.mjs';
import { report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { usualPorts } from './ports.mjs';
import { readRuntime, root } from './state.mjs';

main().catch(report);

async function main() {
  await installIfNeeded(console.log);
  await buildBundles(['money-check']);
  const from = process.env.STOA_PORTS_FROM;
  const ports = readRuntime()?.ports ?? usualPorts(from ? Number(from) : undefined);
  const database = await openStoaDatabase({ given: process.env, port: ports.postgres, log: console.log });
  try {
    process.exitCode = await run(database.urls);
  } finally {
    if (!database.wasRunning) await database.stop();
  }
}

/** As the application's own logins: whoever checks sees no more than who writes. @param {import('./roles.mjs').RoleUrls} urls */
async function run({ DATABASE_URL, DATABASE_CONTROL_URL, DATABASE_RELAY_URL }) {
  const child = spawn(process.execPath, ['--enable-source-maps', bundlePath('money-check'), ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...machineEnvironment(process.env), DATABASE_URL, DATABASE_CONTROL_URL, DATABASE_RELAY_URL } });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
