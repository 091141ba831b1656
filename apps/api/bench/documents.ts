import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configurePrivacy } from '@stoa/privacy';
import { diskFiles } from '@stoa/platform/files';
import { openOwnDatabase } from '@stoa/platform/testing';
import { openIssuers } from '../issuance/issuers.js';
import { MASTER_KEY, placeOf } from '../issuance/place.js';
import { dueJobs, openSellers, sell } from '../issuance/sales.js';
import { cpuOfOwn, postmasterOf } from './cpu.js';
import { atLeast, type Line } from './table.js';

const SALES = 400;
/** What a worker has drawn before: a process that has just begun runs code that nobody has compiled yet. */
const WARM_UP = 200;
const AT_ONCE = Math.min(16, 8 * availableParallelism()); // as apps/worker takes them

const PROCESSES = 2;

/** Documents of sales: numbered and frozen, then drawn as PDF with their XML and stored, by two processes, on a database that nobody else works on. */
export async function measureDocuments(): Promise<Line[]> {
  configurePrivacy({ masterKey: MASTER_KEY }); // a second API in this process, whose statements were counted, had its own
  const env = await openOwnDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'stoa-documents-'));
  const issuers = openIssuers(join(dirname(process.argv[1]!), 'issuance-process.js'), placeOf(env.urls, { filesDir: directory, masterKey: MASTER_KEY, now: env.ctx.now.toISOString(), width: AT_ONCE }), PROCESSES);
  const calm = { failEvery: 0, killEvery: 0 };
  try {
    const sellers = await openSellers(env);
    const files = diskFiles(directory);
    const { rows: [backend] } = await env.ctx.inRead((tx) => tx.tx.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid'));
    const postmaster = postmasterOf(backend?.pid ?? 0);
    const issue = async (sales: number) => {
      await sell(env, sellers, sales);
      const sold = await dueJobs(env, files, 'invoicing.freeze_documents');
      const before = cpuOfOwn(issuers.pids(), postmaster);
      const freezing = await issuers.issue(sold, calm);
      const frozen = await dueJobs(env, files, 'invoicing.render_document');
      const drawing = await issuers.issue(frozen, calm);
      const after = cpuOfOwn(issuers.pids(), postmaster);
      return { documents: frozen.length, freezing: freezing.seconds, drawing: drawing.seconds, cpu: { own: after.own - before.own, database: after.database - before.database } };
    };
    await issue(WARM_UP);
    const { documents, freezing, drawing, cpu } = await issue(SALES);
    const each = (ms: number) => (ms / documents).toFixed(1);
    return [atLeast(`documents with PDF and XML, ${PROCESSES} processes`, 150, documents / (freezing + drawing), `${documents} documents: numbered and frozen in ${freezing.toFixed(1)} s, drawn and stored in ${drawing.toFixed(1)} s; CPU processes ${each(cpu.own)}, database ${each(cpu.database)} ms`)];
  } finally {
    await issuers.close();
    await env.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
