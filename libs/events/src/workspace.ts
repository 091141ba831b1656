import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';

/** Somebody put a dead task back to work. */
export const taskRetried = defineEvent('workspace.task_retried', 1, z.object({ taskId: uuid() }));
