import type { FileStore } from '@stoa/platform/files';
import { schedule, type Schedule } from '@stoa/platform/jobs';
import { moveDocuments } from './retention/move-documents.js';

const MINUTE_MS = 60_000;

/** What this context does by the clock: documents from before there were keys of years are moved under them, piece by piece. */
export const schedules = (deps: { readonly files: FileStore }): Schedule[] => [
  schedule({ name: 'invoicing.move_documents', everyMs: 10 * MINUTE_MS, due: 'every_tenant', run: (ctx) => moveDocuments(deps, ctx) }),
];
