import { importGivenUp } from '@stoa/events/workspace';
import { on, type Subscription } from '@stoa/platform/events';
import { resumeImport } from './import/give-import-up.js';
import type { ImportId } from './import/import.js';

/** What this context does because of its own news: it is heard only when somebody tries a dead task again. */
export const subscriptions: readonly Subscription[] = [
  on(importGivenUp, 'workspace.resume_import', (tx, { payload }) => resumeImport(tx, { importId: payload.importId as ImportId, step: payload.step })),
];
