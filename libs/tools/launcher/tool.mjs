// npm run tax:check and its like: a program of libs/tools that needs no running Stoa, bundled when it changed and run with the arguments given.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildBundles, bundlePath } from './build.mjs';
import { report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { root } from './state.mjs';

const [name, ...args] = process.argv.slice(2);
main(/** @type {import('./build.mjs').BundleName} */ (name)).catch(report);

/** The first argument of the program is the folder that the others are relative to. @param {import('./build.mjs').BundleName} program */
async function main(program) {
  await installIfNeeded(console.log);
  await buildBundles([program]);
  const child = spawn(process.execPath, ['--enable-source-maps', bundlePath(program), process.env.INIT_CWD ?? process.cwd(), ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}
