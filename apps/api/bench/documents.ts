import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFiles } from '@stoa/platform/files';
import { openOwnDatabase } from '@stoa/platform/testing';
import { openIssuers } from '../issuance/issuers.js';
import { MASTER_KEY, placeOf } from '../issuance/place.js';
import { dueJobs, openSellers, sell } from '../issuance/sales.js';
import { atLeast, type Line } from './table.js';

const SALES = 400;
const WARM_UP = 40;
const PROCESSES = 2;

/** Documents of sales: numbered and frozen, then drawn as PDF with their XML and stored, by two processes, on a database that nobody else works on. */
export async function measureDocuments(): Promise<Line[]> {
  const env = await openOwnDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'stoa-documents-'));
  const issuers = openIssuers(join(dirname(process.argv[1]!), 'issuance-process.js'), placeOf(env.urls, { filesDir: directory, masterKey: MASTER_KEY, width: 4 }), PROCESSES);
  const calm = { failEvery: 0, killEvery: 0 };
  try {
    const sellers = await openSellers(env);
    const files = diskFiles(directory);
    const issue = async (sales: number) => {
      await sell(env, sellers, sales);
      const freezing = await issuers.issue(await dueJobs(env, files, 'invoicing.freeze_documents'), calm);
      const drawing = await dueJobs(env, files, 'invoicing.render_document');
      const drawn = await issuers.issue(drawing, calm);
      return { documents: drawing.length, freezing: freezing.seconds, drawing: drawn.seconds };
    };
    await issue(WARM_UP);
    const { documents, freezing, drawing } = await issue(SALES);
    return [atLeast(`documents with PDF and XML, ${PROCESSES} processes`, 150, documents / (freezing + drawing), `${documents} documents: numbered and frozen in ${freezing.toFixed(1)} s, drawn and stored in ${drawing.toFixed(1)} s`)];
  } finally {
    await issuers.close();
    await env.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
