// npm run db:reset: throws the embedded database and its files away; the next start makes and seeds them anew. Secrets and ports stay.
import { rmSync } from 'node:fs';
import { destroyEmbedded } from './database.mjs';
import { LauncherError, report } from './errors.mjs';
import { endOrphans, isOurs } from './processes.mjs';
import { dataPlaces } from './stack.mjs';
import { readRuntime } from './state.mjs';

main().catch(report);

async function main() {
  if (process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL) throw new LauncherError('The database that DATABASE_OWNER_URL or DATABASE_URL names is not ours to throw away. Unset them to reset the embedded one.');
  const runtime = readRuntime();
  if (runtime && isOurs(runtime.launcher)) throw new LauncherError(`Stoa is running here (process ${runtime.launcher.pid}). Stop it with Ctrl-C first.`);
  if (runtime) await endOrphans(runtime.processes);
  await destroyEmbedded();
  for (const path of Object.values(dataPlaces)) rmSync(path, { recursive: true, force: true });
  console.log('The embedded database and its files are gone. npm start makes new ones.');
}
