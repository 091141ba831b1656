import { z } from 'zod';
import { defineEvent } from '@stoa/platform/events';

/** Somebody put a dead task back to work. */
export const taskRetried = defineEvent('workspace.task_retried', 1, z.object({ taskId: z.uuid(), handler: z.string() }));
