import type { MessageId } from '@stoa/events/notifications';
import type { TxCtx } from '@stoa/platform/context';
import type { Sent } from './send-letter.js';

export async function insertMessage(ctx: TxCtx, id: MessageId, sent: Sent): Promise<void> {
  await ctx.tx('notifications.messages').insert({
    tenant_id: ctx.tenantId, id, template: sent.template, subject_kind: sent.about.kind, subject_id: sent.about.id, locale: sent.locale, message_id: sent.messageId,
    attachments: sent.attachments, sent_at: ctx.now,
  });
}

/** Which mails went out about something, the oldest first. */
export async function listMessagesAbout(ctx: TxCtx, about: { kind: string; id: string }): Promise<{ template: string; locale: string; attachments: number; sentAt: Date }[]> {
  const rows: Record<string, unknown>[] = await ctx.tx('notifications.messages').where({ tenant_id: ctx.tenantId, subject_kind: about.kind, subject_id: about.id }).orderBy('sent_at');
  return rows.map((row) => ({ template: row['template'] as string, locale: row['locale'] as string, attachments: row['attachments'] as number, sentAt: row['sent_at'] as Date }));
}
