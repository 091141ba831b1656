import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';

/** An import broke on our side again and again, at this step. Told to nobody: it waits among the dead tasks until somebody tries it again. */
export const importGivenUp = defineEvent('workspace.import_given_up', 1, z.object({ importId: uuid(), step: z.enum(['reading', 'checking', 'applying']) }));
/** Somebody put a dead task back to work. */
export const taskRetried = defineEvent('workspace.task_retried', 1, z.object({ taskId: uuid() }));
