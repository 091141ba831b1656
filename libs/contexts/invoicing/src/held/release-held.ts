import { heldDocumentToLookAt, refundToCredit, type HeldDocumentId } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { listRefundsOfGroup } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { announceAll } from '@stoa/platform/events';
import { draftOf, freezeSales, readSale } from '../document/freeze-documents.js';
import { missingContents } from '../document/document-rules.js';
import { lockGroupDocuments, wantOneMore } from '../document/document.repository.js';
import { salesOf } from '../document/write-document.js';
import type { HeldDocument } from './held.js';
import { getHeld, idsHeldFor, keepMissing, markReleased } from './held.repository.js';

/** An issuer has changed something about itself: all that waits for it is looked at again, each in a transaction of its own. Null is the marketplace. */
export async function lookAtHeldOf(ctx: TxCtx, vendorId: VendorId | null): Promise<void> {
  const ids = await idsHeldFor(ctx, vendorId);
  await announceAll(ctx, heldDocumentToLookAt, ids.map((heldDocumentId) => ({ heldDocumentId })));
}

/** Looks at a held document again: complete, it is numbered and frozen as of today, and what was given back of it meanwhile is credited; else what is missing now is kept. */
export async function releaseHeld(ctx: TxCtx, id: HeldDocumentId): Promise<HeldDocument> {
  const { orderGroupId } = await getHeld(ctx, id);
  await lockGroupDocuments(ctx, orderGroupId);
  const held = await getHeld(ctx, id);
  if (held.releasedAt !== null) return held;
  const { given, vendors } = await readSale(ctx, orderGroupId, held.soldOn);
  const sale = salesOf(given.group, vendors).find((one) => one.issuerKind === held.issuerKind && (one.vendor?.id ?? null) === held.vendorId);
  invariant(sale, 'what was sold stays sold');
  const missing = missingContents(draftOf(sale, given));
  if (missing.length > 0) {
    await keepMissing(ctx, id, missing);
    return getHeld(ctx, id);
  }
  const [document] = await freezeSales(ctx, [{ given, sale }]);
  invariant(document, 'what is complete is frozen');
  await wantOneMore(ctx, orderGroupId);
  await markReleased(ctx, id, document.id);
  const refunds = (await listRefundsOfGroup(ctx, orderGroupId)).filter((refund) => refund.state === 'succeeded');
  await announceAll(ctx, refundToCredit, refunds.map((refund) => ({ refundId: refund.id })));
  return getHeld(ctx, id);
}
