import { importGivenUp } from '@stoa/events/workspace';
import type { TxCtx } from '@stoa/platform/context';
import { setAside } from '@stoa/platform/events';
import { giveUp, MAX_TRIES, stepOf, takeUpAgain, type ImportId, type Step } from './import.js';
import { lockImport, updateImport } from './import.repository.js';

/** The handler (subscribers.ts) that hears of it when somebody tries it again. */
const RESUME_IMPORT = 'workspace.resume_import';

/** Gives up an import that nobody gets on with, unless somebody does by now. Its vendor reads why; the staff and the operator find it among the dead tasks. */
export async function giveImportUp(tx: TxCtx, id: ImportId, error: string): Promise<void> {
  const found = await lockImport(tx, id);
  const step = stepOf(found);
  if (step === null || found.stumbles < MAX_TRIES) return;
  await updateImport(tx, giveUp(found, tx.now));
  await setAside(tx, importGivenUp, RESUME_IMPORT, { importId: id, step }, { attempts: found.stumbles, error });
}

/** Goes on with an import that was given up, where it stopped. */
export async function resumeImport(tx: TxCtx, { importId, step }: { importId: ImportId; step: Step }): Promise<void> {
  const found = await lockImport(tx, importId);
  if (found.state === 'failed') await updateImport(tx, takeUpAgain(found, step, tx.now));
}
