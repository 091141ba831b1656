import { deliveryWanted, documentFrozen, documentHeld, heldDocumentToLookAt, refundToCredit, renditionWanted, type DeliveryId, type DocumentId } from '@stoa/events/invoicing';
import { documentMailLost, mailSent } from '@stoa/events/notifications';
import { orderCancelled, orderGroupAwaitsPayment, orderGroupPlaced, orderGroupUnpaid } from '@stoa/events/orders';
import { retentionEnded } from '@stoa/events/privacy';
import { refundFailed, refundSucceeded } from '@stoa/events/payments';
import { tenantChanged } from '@stoa/events/tenancy';
import { vendorProfileChanged } from '@stoa/events/vendors';
import { type EventType, on, onOutside, onOutsideTogether, onTogether, type Subscription } from '@stoa/platform/events';
import type { Dispatched } from './delivery/access-point.js';
import { type DeliveryDeps, dispatch, settleDispatch } from './delivery/deliver-document.js';
import { keepNews } from './delivery/delivery.repository.js';
import { noteLostMail, noteMail } from './delivery/note-mail.js';
import { endProformas, replaceProformas } from './proforma/proforma.repository.js';
import { writeProformas } from './proforma/write-proformas.js';
import { creditRefund, reinstateRefund } from './document/correct-documents.js';
import { freezeAll } from './document/freeze-documents.js';
import { giveUpRendition, type Rendition, renderDocuments, settleRenditions } from './document/render-document.js';
import { lookAtHeldOf, releaseHeld } from './held/release-held.js';
import { wakeWatch } from './self-billing/vat-id-watch.repository.js';
import { wakeVendorMonths } from './vendor-month/vendor-month.repository.js';
import { destroyLapsed } from './retention/destroy-lapsed.js';

/** Everything this context does because of others. Numbers are drawn with what they stand on; the files are drawn afterwards, one task each. */
export const subscriptions = (deps: DeliveryDeps): Subscription[] => [
  onTogether(orderGroupPlaced, 'invoicing.freeze_documents', async (tx, events) => {
    const ids = events.map(({ payload }) => payload.orderGroupId);
    await freezeAll(tx, ids);
    await replaceProformas(tx, ids);
  }),
  on(orderGroupAwaitsPayment, 'invoicing.write_proformas', (tx, event) => writeProformas(tx, event.payload.orderGroupId)),
  on(orderGroupUnpaid, 'invoicing.void_proformas', (tx, event) => endProformas(tx, event.payload)),
  on(orderCancelled, 'invoicing.void_proforma', (tx, { payload: { orderGroupId, orderId } }) => endProformas(tx, { orderGroupId, orderId })),
  on(refundSucceeded, 'invoicing.credit_refund', (tx, event) => creditRefund(tx, event.payload.refundId)),
  on(refundToCredit, 'invoicing.credit_late', (tx, event) => creditRefund(tx, event.payload.refundId)),
  // What was supplied while it was being held is seen at once.
  on(documentHeld, 'invoicing.look_once_more', (tx, event) => releaseHeld(tx, event.payload.heldDocumentId)),
  on(vendorProfileChanged, 'invoicing.look_at_held', (tx, event) => lookAtHeldOf(tx, event.payload.vendorId)),
  // What was to be written for it may not lack anything any more.
  on(vendorProfileChanged, 'invoicing.wake_vendor_months', (tx, event) => wakeVendorMonths(tx, event.payload.vendorId)),
  on(vendorProfileChanged, 'invoicing.recheck_vat_id', (tx, event) => wakeWatch(tx, event.payload.vendorId)),
  on(tenantChanged, 'invoicing.wake_all_vendor_months', (tx) => wakeVendorMonths(tx, null)),
  on(tenantChanged, 'invoicing.look_at_own_held', (tx) => lookAtHeldOf(tx, null)),
  on(heldDocumentToLookAt, 'invoicing.release_held', (tx, event) => releaseHeld(tx, event.payload.heldDocumentId)),
  on(refundFailed, 'invoicing.reinstate_refund', (tx, event) => reinstateRefund(tx, event.payload.refundId)),
  onOutside<{ endYear: number }, { endYear: number }, number>(retentionEnded, 'invoicing.destroy_documents', {
    intent: async (_tx, event) => ({ endYear: event.payload.endYear }),
    perform: (ctx, task) => destroyLapsed(deps, ctx, task.input.endYear),
  }),
  on(mailSent, 'invoicing.note_mail', (tx, { payload }) => noteMail(tx, payload.documentIds, { state: 'sent' })),
  on(documentMailLost, 'invoicing.note_lost_mail', (tx, { payload }) => noteLostMail(tx, payload)),
  draws(deps, documentFrozen, 'invoicing.render_document'),
  draws(deps, renditionWanted, 'invoicing.render_again'),
  onOutside<{ deliveryId: DeliveryId }, { deliveryId: DeliveryId }, Dispatched>(deliveryWanted, 'invoicing.deliver_document', {
    intent: async (_tx, event) => ({ deliveryId: event.payload.deliveryId }),
    perform: (ctx, task) => dispatch(deps, ctx, task.input.deliveryId),
    settle: (tx, task, answer) => settleDispatch(tx, task.input.deliveryId, answer),
    onDead: (tx, task, error) => keepNews(tx, task.input.deliveryId, { state: 'failed', reason: error.slice(0, 500) }),
  }),
];

/** The files of a document are drawn for whichever reason: the first that are kept issue it. */
const draws = <T extends { documentId: DocumentId }>(deps: DeliveryDeps, type: EventType<T>, handler: string): Subscription =>
  onOutsideTogether<T, { documentId: DocumentId }, Rendition>(type, handler, {
    intent: async (_tx, event) => ({ documentId: event.payload.documentId }),
    perform: (ctx, tasks) => renderDocuments(deps, ctx, tasks.map((task) => task.input.documentId)),
    settle: (tx, done) => settleRenditions(deps, tx, done.map(({ task, answer }) => ({ id: task.input.documentId, rendition: answer }))),
    onDead: (tx, task, error) => giveUpRendition(tx, task.input.documentId, error),
  });
