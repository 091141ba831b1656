import { deliveryWanted, type DeliveryId, type DocumentId } from '@stoa/events/invoicing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announceAll } from '@stoa/platform/events';
import type { FileStore } from '@stoa/platform/files';
import { newId } from '@stoa/platform/ids';
import { readDocumentFile } from '../document/document-files.js';
import type { AccessPoint, Dispatched } from './access-point.js';
import { type Channel, type PeppolRoute, nextLook } from './delivery.js';
import { claimDueLooks, getDelivery, insertDeliveries, keepNews, noteTrouble, putOffLook } from './delivery.repository.js';

export type DeliveryDeps = { readonly files: FileStore; /** Null where the deployment has none: then documents go by mail. */ readonly accessPoint?: AccessPoint | null };

/** Documents are drawn: over the network where their buyer takes them there and we have a way in, else with the next mail. Answers by which way each goes. */
export async function planDeliveries(ctx: TxCtx, documents: readonly { readonly documentId: DocumentId; readonly route: PeppolRoute | null }[]): Promise<Map<DocumentId, Channel>> {
  const planned = documents.map(({ documentId, route }) => ({ id: newId<DeliveryId>(), documentId, channel: route === null ? 'mail' as const : 'peppol' as const, route, askedBy: 'issue' as const }));
  await insertDeliveries(ctx, planned);
  await announceAll(ctx, deliveryWanted, planned.filter(({ channel }) => channel === 'peppol').map(({ id }) => ({ deliveryId: id })));
  return new Map(planned.map(({ documentId, channel }) => [documentId, channel]));
}

/** Hands the file to the access point. What goes wrong is written down for whoever looks, and thrown: it is tried again. */
export async function dispatch(deps: DeliveryDeps, ctx: Ctx, id: DeliveryId): Promise<Dispatched> {
  try {
    return await handOver(deps, ctx, id);
  } catch (error) {
    await ctx.inTx((tx) => noteTrouble(tx, id, (error instanceof Error ? error.message : String(error)).slice(0, REASON_LIMIT)));
    throw error;
  }
}

/** The delivery's id is its key at the access point: handed over twice it is one message. */
async function handOver(deps: DeliveryDeps, ctx: Ctx, id: DeliveryId): Promise<Dispatched> {
  const delivery = await ctx.inRead((tx) => getDelivery(tx, id));
  invariant(deps.accessPoint && delivery.route, 'only what has a way goes over the network, and only where there is an access point');
  const { bytes } = await readDocumentFile(deps.files, ctx, delivery.documentId, 'xml');
  return deps.accessPoint.send(ctx, { idempotencyKey: id, route: delivery.route, xml: bytes.toString('utf8') });
}

/** The access point has taken it, or has said no. */
export const settleDispatch = (ctx: TxCtx, id: DeliveryId, answer: Dispatched): Promise<boolean> =>
  keepNews(ctx, id, answer.outcome === 'accepted' ? { state: 'sent', messageRef: answer.messageRef, lookAt: nextLook(0, ctx.now) } : { state: 'refused', reason: answer.reason });

const LEASE_MS = 60_000;
const REASON_LIMIT = 500;
const BATCH = 20;

/** Asks the access point what became of messages; answers with how many. One that nobody tells of for three days has failed. */
export async function lookAfterDeliveries(deps: DeliveryDeps, ctx: Ctx): Promise<number> {
  const { accessPoint } = deps;
  if (!accessPoint) return 0;
  const due = await ctx.inTx((tx) => claimDueLooks(tx, BATCH, new Date(ctx.now.getTime() + LEASE_MS)));
  for (const delivery of due) {
    const said = await accessPoint.look(ctx, delivery.messageRef!).catch((error: unknown) => {
      ctx.log.warn({ err: error, delivery: delivery.id }, 'the access point did not say what became of a document');
      return { state: 'underway' } as const; // asked again later, as when nothing is known yet
    });
    await ctx.inTx(async (tx) => {
      if (said.state !== 'underway') return keepNews(tx, delivery.id, said);
      const again = nextLook(delivery.looks, ctx.now);
      if (again) return putOffLook(tx, delivery.id, again);
      return keepNews(tx, delivery.id, { state: 'failed', reason: 'The access point has not said for three days whether it arrived.' });
    });
  }
  return due.length;
}
