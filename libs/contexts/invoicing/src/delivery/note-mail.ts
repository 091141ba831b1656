import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import type { TxCtx } from '@stoa/platform/context';
import { listGroupDocumentHeads } from '../document/document.repository.js';
import { keepNews, listWaitingMails, type News } from './delivery.repository.js';

/** A mail with documents went out, or could not: whatever waited for it is settled. A mail server says nothing of arrival. */
export async function noteMail(ctx: TxCtx, documentIds: readonly DocumentId[], news: News): Promise<void> {
  for (const delivery of await listWaitingMails(ctx, documentIds)) await keepNews(ctx, delivery.id, news);
}

/** A mail with documents could not be sent: all that waited for it did not go out. */
export async function noteLostMail(ctx: TxCtx, told: { readonly orderGroupId: OrderGroupId | null; readonly documentIds: readonly DocumentId[]; readonly reason: string }): Promise<void> {
  const ids = told.documentIds.length > 0 || told.orderGroupId === null ? told.documentIds : (await listGroupDocumentHeads(ctx, told.orderGroupId)).map((head) => head.id);
  await noteMail(ctx, ids, { state: 'failed', reason: told.reason });
}
