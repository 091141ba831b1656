import { documentFrozen, documentHeld, heldDocumentToLookAt, refundToCredit, type DocumentId } from '@stoa/events/invoicing';
import { orderGroupPlaced } from '@stoa/events/orders';
import { retentionEnded } from '@stoa/events/privacy';
import { refundFailed, refundSucceeded } from '@stoa/events/payments';
import { tenantChanged } from '@stoa/events/tenancy';
import { vendorProfileChanged } from '@stoa/events/vendors';
import { on, onOutside, type Subscription } from '@stoa/platform/events';
import type { FileStore } from '@stoa/platform/files';
import { creditRefund, reinstateRefund } from './document/correct-documents.js';
import { freezeDocuments } from './document/freeze-documents.js';
import { type Rendition, renderDocument, settleRendition } from './document/render-document.js';
import { lookAtHeldOf, releaseHeld } from './held/release-held.js';
import { destroyLapsed } from './retention/destroy-lapsed.js';

/** Everything this context does because of others. Numbers are drawn with what they stand on; the files are drawn afterwards, one task each. */
export const subscriptions = (deps: { readonly files: FileStore }): Subscription[] => [
  on(orderGroupPlaced, 'invoicing.freeze_documents', (tx, event) => freezeDocuments(tx, event.payload.orderGroupId)),
  on(refundSucceeded, 'invoicing.credit_refund', (tx, event) => creditRefund(tx, event.payload.refundId)),
  on(refundToCredit, 'invoicing.credit_late', (tx, event) => creditRefund(tx, event.payload.refundId)),
  // What was supplied while it was being held is seen at once.
  on(documentHeld, 'invoicing.look_once_more', (tx, event) => releaseHeld(tx, event.payload.heldDocumentId)),
  on(vendorProfileChanged, 'invoicing.look_at_held', (tx, event) => lookAtHeldOf(tx, event.payload.vendorId)),
  on(tenantChanged, 'invoicing.look_at_own_held', (tx) => lookAtHeldOf(tx, null)),
  on(heldDocumentToLookAt, 'invoicing.release_held', (tx, event) => releaseHeld(tx, event.payload.heldDocumentId)),
  on(refundFailed, 'invoicing.reinstate_refund', (tx, event) => reinstateRefund(tx, event.payload.refundId)),
  onOutside<{ endYear: number }, { endYear: number }, number>(retentionEnded, 'invoicing.destroy_documents', {
    intent: async (_tx, event) => ({ endYear: event.payload.endYear }),
    perform: (ctx, task) => destroyLapsed(deps, ctx, task.input.endYear),
  }),
  onOutside<{ documentId: DocumentId }, { documentId: DocumentId }, Rendition>(documentFrozen, 'invoicing.render_document', {
    intent: async (_tx, event) => ({ documentId: event.payload.documentId }),
    perform: (ctx, task) => renderDocument(deps, ctx, task.input.documentId),
    settle: (tx, task, rendition) => settleRendition(tx, task.input.documentId, rendition),
  }),
];
