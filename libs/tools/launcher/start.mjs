// npm start: installs, builds, starts the database, migrates, seeds once, starts everything, and ends in a table. Ctrl-C stops it all.
import { LauncherError, report } from './errors.mjs';
import { installIfNeeded } from './install.mjs';
import { urlsFor } from './environment.mjs';
import { choosePorts, usualPorts } from './ports.mjs';
import { endOrphans, identityOf, isOurs } from './processes.mjs';
import { createStack, logDir } from './stack.mjs';
import { inState, readRuntime, writeRuntime } from './state.mjs';
import { renderTable } from './table.mjs';
import { createVoice } from './voice.mjs';

const began = Date.now();
const voice = createVoice();

// What is still being built when we were asked to stop may end by itself: nobody waits for it.
main().catch(report).finally(() => process.exit());

async function main() {
  const previous = readRuntime();
  if (previous && isOurs(previous.launcher)) throw new LauncherError(`Stoa is already running here (process ${previous.launcher.pid}): ${previous.urls.admin}. Stop it with Ctrl-C there first.`);
  await installIfNeeded(voice.note);
  if (previous) {
    const ended = await endOrphans(previous.processes);
    if (ended.length > 0) voice.note(`Ended what the last start had left running: ${ended.join(', ')}.`);
  }
  const from = process.env.STOA_PORTS_FROM;
  const ports = await portsFor(from ? usualPorts(Number(from)) : (previous?.ports ?? usualPorts()));
  const launcher = { name: 'launcher', pid: process.pid, identity: identityOf(process.pid) ?? '', entry: 'launcher/start.mjs' };
  /** @type {import('./state.mjs').Runtime} */
  const runtime = { state: 'starting', launcher, ports, urls: urlsFor(ports), processes: [] };
  const stack = createStack({ ports, voice, given: process.env, onChange: (processes) => writeRuntime(Object.assign(runtime, { processes })) });
  const stopping = stopOnSignals(stack);
  try {
    writeRuntime(runtime);
    await stack.start();
    writeRuntime(Object.assign(runtime, { state: 'up' }));
    const urls = urlsFor(ports);
    console.log(renderTable({ world: stack.world(), urls, doors: { oma: ports.oma, solano: ports.solano }, seconds: (Date.now() - began) / 1000, logDir }));
    await stack.failed;
  } catch (error) {
    if (!stopping.isAsked()) {
      report(error);
      await stack.stop();
    }
  }
  await stopping.done();
  writeRuntime(Object.assign(runtime, { state: 'stopped', processes: [] }));
}

/** PostgreSQL's port is left out: it may still be running there, and then that is right. @param {import('./ports.mjs').Ports} wanted */
async function portsFor({ postgres, ...others }) {
  const chosen = await choosePorts(/** @type {import('./ports.mjs').Ports} */ (others), { note: voice.note });
  return { ...chosen, postgres };
}

/**
 * The first signal stops in order, a second one kills at once (PostgreSQL still stops cleanly), a third leaves.
 * npm hands Ctrl-C on to us while the terminal has sent it to us as well, so what comes within a second is the same wish.
 * @param {ReturnType<typeof createStack>} stack
 */
function stopOnSignals(stack) {
  let asked = 0;
  let last = 0;
  /** @type {Promise<void> | null} */
  let stopped = null;
  const onSignal = () => {
    if (Date.now() - last < 1_000) return;
    last = Date.now();
    asked += 1;
    if (asked === 1) {
      console.log('\nStopping; nothing is lost. Ctrl-C again stops harder.');
      stopped = stack.stop().then(() => console.log('Stopped.'), report);
      stack.abort(new LauncherError('Stopped.'));
    } else if (asked === 2) stack.killAll();
    else process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  return { isAsked: () => asked > 0, done: async () => stopped };
}
