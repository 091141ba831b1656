import type { DocumentId } from '@stoa/events/invoicing';
import { mailSent, type MessageId } from '@stoa/events/notifications';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { announce } from '@stoa/platform/events';
import type { NotificationDeps } from '../deps.js';
import { toHtml, toText } from './dress.js';
import type { Letter, Template } from './message.js';
import { insertMessage } from './message.repository.js';

/** What remains of a mail once it is out: no words, no address, no link. */
export type Sent = { readonly template: Template; readonly locale: string; readonly messageId: string; readonly attachments: number; readonly about: { readonly kind: string; readonly id: string }; readonly documentIds: readonly DocumentId[] };

/** Hands a letter to the mail server. Its Message-ID is the task's id: sent twice, it is one mail to the reader's program. */
export async function sendLetter(deps: NotificationDeps, _ctx: Ctx, letter: Letter, taskId: string): Promise<Sent> {
  const messageId = `<${taskId}@${letter.from.email.split('@')[1] ?? 'stoa.localhost'}>`;
  await deps.mailer.send({
    from: `"${letter.from.name.replaceAll('"', '')}" <${letter.from.email}>`, to: letter.to, subject: letter.subject, html: toHtml(letter), text: toText(letter),
    attachments: letter.attachments, messageId, headers: { 'Content-Language': letter.locale, 'Auto-Submitted': 'auto-generated' },
  });
  return { template: letter.template, locale: letter.locale, messageId, attachments: letter.attachments.length, about: letter.about, documentIds: letter.documentIds ?? [] };
}

/** Writes down that it went out, once, and tells whoever shows it. */
export async function settleLetter(ctx: TxCtx, sent: Sent, taskId: string): Promise<void> {
  await insertMessage(ctx, taskId as MessageId, sent);
  await announce(ctx, mailSent, { messageId: taskId as MessageId, template: sent.template, subjectKind: sent.about.kind, subjectId: sent.about.id, documentIds: [...sent.documentIds] });
}
