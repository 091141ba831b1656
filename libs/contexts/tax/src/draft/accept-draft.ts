import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { deleteAcceptedDraft, insertAcceptedDraft } from './draft.repository.js';

/** Lets a marketplace sell at a rate whose source is not sure, by its name (`FI:goods.book`) and with a reason. */
export async function acceptDraft(ctx: TxCtx, draft: string, reason: string): Promise<void> {
  const isNew = await insertAcceptedDraft(ctx, { draft, reason, acceptedBy: ctx.actor.id, acceptedAt: ctx.now });
  if (isNew) await audit(ctx, { action: 'tax.draft_accepted', subject: { kind: 'tenant', id: ctx.tenantId }, before: null, after: { draft }, reason });
}

/** From now on the rate has no answer again. Decisions made with it stay as they are. */
export async function withdrawDraft(ctx: TxCtx, draft: string): Promise<void> {
  if (await deleteAcceptedDraft(ctx, draft)) await audit(ctx, { action: 'tax.draft_withdrawn', subject: { kind: 'tenant', id: ctx.tenantId }, before: { draft }, after: null });
}
