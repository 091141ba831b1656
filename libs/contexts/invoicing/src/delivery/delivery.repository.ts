import type { DeliveryId, DocumentId } from '@stoa/events/invoicing';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { type Channel, type Delivery, type DeliveryState, mayBecome } from './delivery.js';

type Row = Record<string, unknown>;
const deliveries = (ctx: TxCtx) => ctx.tx<Row>('invoicing.deliveries').where('tenant_id', ctx.tenantId);

export const deliveryNotFound = () => new DomainError('invoicing.delivery_not_found', 'not_found', 'There is no such delivery.');

/** Writes deliveries down, and that their documents wait for them. */
export async function insertDeliveries(ctx: TxCtx, all: readonly Pick<Delivery, 'id' | 'documentId' | 'channel' | 'route' | 'askedBy'>[]): Promise<void> {
  if (all.length === 0) return;
  await ctx.tx('invoicing.deliveries').insert(all.map((one) => ({
    tenant_id: ctx.tenantId, id: one.id, document_id: one.documentId, channel: one.channel, state: 'waiting', route: one.route === null ? null : JSON.stringify(one.route), asked_by: one.askedBy, asked_at: ctx.now,
  })));
  await keepStates(ctx, all.map(({ documentId, channel }) => ({ documentId, state: 'waiting', channel, reason: null })));
}

type Standing = { readonly state: DeliveryState; readonly channel: Channel | null; readonly reason: string | null };

/** Where several documents stand now. */
async function keepStates(ctx: TxCtx, all: readonly ({ readonly documentId: DocumentId } & Standing)[]): Promise<void> {
  const newest = [...new Map(all.map((one) => [one.documentId, one])).values()];
  await ctx.tx('invoicing.document_states').insert(newest.map(({ documentId, ...now }) => ({ tenant_id: ctx.tenantId, document_id: documentId, ...now, changed_at: ctx.now }))).onConflict(['tenant_id', 'document_id']).merge();
}

/** Where a document stands now. */
export const keepState = (ctx: TxCtx, documentId: DocumentId, now: Standing): Promise<void> => keepStates(ctx, [{ documentId, ...now }]);

export async function getDelivery(ctx: TxCtx, id: DeliveryId): Promise<Delivery> {
  const row = await deliveries(ctx).where({ id }).first();
  if (!row) throw deliveryNotFound();
  return toDelivery(row);
}

/** All deliveries of a document, the newest first. */
export const listDeliveries = async (ctx: TxCtx, documentId: DocumentId): Promise<Delivery[]> => (await deliveries(ctx).where({ document_id: documentId }).orderBy([{ column: 'asked_at', order: 'desc' }, { column: 'id', order: 'desc' }])).map(toDelivery);

/** Mails that wait, of these documents. */
export const listWaitingMails = async (ctx: TxCtx, documentIds: readonly DocumentId[]): Promise<Delivery[]> =>
  (await deliveries(ctx).whereIn('document_id', [...documentIds]).where({ channel: 'mail', state: 'waiting' }).orderBy('id')).map(toDelivery);

export type News = { readonly state: Exclude<DeliveryState, 'waiting'>; readonly messageRef?: string; readonly reason?: string; readonly lookAt?: Date | null };

/** What became of a delivery. Kept when it tells more than is known; the document stands as its newest delivery does. Answers whether it was news. */
export async function keepNews(ctx: TxCtx, id: DeliveryId, news: News): Promise<boolean> {
  const row = await deliveries(ctx).where({ id }).forUpdate().first();
  if (!row) throw deliveryNotFound();
  const known = toDelivery(row);
  if (!mayBecome(known.state, news.state)) return false;
  const isOver = news.state !== 'sent';
  await deliveries(ctx).where({ id }).update({
    state: news.state, reason: news.reason ?? null, message_ref: news.messageRef ?? known.messageRef, look_at: news.lookAt ?? null,
    sent_at: known.sentAt ?? (news.state === 'sent' || news.state === 'delivered' ? ctx.now : null), settled_at: isOver ? ctx.now : null,
  });
  const [newest] = await listDeliveries(ctx, known.documentId);
  if (newest?.id === id) await keepState(ctx, known.documentId, { state: news.state, channel: known.channel, reason: news.reason ?? null });
  return true;
}

/** Why a delivery still waits. The document stands so only while this is its newest and nothing more is known of it. */
export async function noteTrouble(ctx: TxCtx, id: DeliveryId, reason: string): Promise<void> {
  const row = await deliveries(ctx).where({ id }).forUpdate().first();
  if (!row) throw deliveryNotFound();
  const { documentId, channel, state } = toDelivery(row);
  const [newest] = await listDeliveries(ctx, documentId);
  if (state === 'waiting' && newest?.id === id) await keepState(ctx, documentId, { state, channel, reason });
}

/** Takes deliveries whose time to ask has come, and puts each off: whoever dies while asking loses nothing. */
export async function claimDueLooks(ctx: TxCtx, limit: number, until: Date): Promise<Delivery[]> {
  const due = deliveries(ctx).select('id').where('look_at', '<=', ctx.now).orderBy(['look_at', 'id']).limit(limit).forUpdate().skipLocked();
  const rows: Row[] = await deliveries(ctx).whereIn('id', due).update({ looks: ctx.tx.raw('looks + 1') as unknown as number, look_at: until })
    .returning(['id', 'document_id', 'channel', 'state', 'route', 'message_ref', 'reason', 'asked_by', 'asked_at', 'sent_at', 'settled_at', 'looks', 'look_at']);
  return rows.map(toDelivery);
}

/** When to ask for the next time. */
export async function putOffLook(ctx: TxCtx, id: DeliveryId, lookAt: Date): Promise<void> {
  await deliveries(ctx).where({ id, state: 'sent' }).update({ look_at: lookAt });
}

const toDelivery = (row: Row): Delivery => ({
  id: row['id'] as DeliveryId, documentId: row['document_id'] as DocumentId, channel: row['channel'] as Channel, state: row['state'] as DeliveryState, route: row['route'] as Delivery['route'], messageRef: row['message_ref'] as string | null,
  reason: row['reason'] as string | null, askedBy: row['asked_by'] as Delivery['askedBy'], askedAt: row['asked_at'] as Date, sentAt: row['sent_at'] as Date | null, settledAt: row['settled_at'] as Date | null,
  looks: row['looks'] as number, lookAt: row['look_at'] as Date | null,
});
