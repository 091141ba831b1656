import { audit } from '@stoa/platform/audit';
import type { Ctx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { announce, retryDead, type Enqueue } from '@stoa/platform/events';
import { taskRetried } from '@stoa/events/workspace';
import { unreport } from './dead-task.repository.js';

/** Puts a dead task back to work. The one who did it stands in the audit trail, also when it was an operator. */
export async function retryTask(deps: { enqueue: Enqueue }, ctx: Ctx, taskId: string): Promise<void> {
  if (!(await retryDead(ctx, taskId, deps.enqueue))) throw taskNotFound();
  await ctx.inTx(async (tx) => {
    await unreport(tx, taskId);
    await audit(tx, { action: 'workspace.task_retried', subject: { kind: 'task', id: taskId }, before: { state: 'dead' }, after: { state: 'open' } });
    await announce(tx, taskRetried, { taskId });
  });
}

export const taskNotFound = () => new DomainError('workspace.task_not_found', 'not_found', 'There is no failed task by that id. Perhaps somebody has tried it again already.');
