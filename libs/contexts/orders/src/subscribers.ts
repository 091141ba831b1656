import { correctionIssued, invoiceIssued } from '@stoa/events/invoicing';
import { mailSent } from '@stoa/events/notifications';
import type { OrderGroupId } from '@stoa/events/orders';
import { vendorProfileChanged } from '@stoa/events/vendors';
import { on, type Subscription } from '@stoa/platform/events';
import { renameVendor } from './order/order.repository.js';
import { keepGroupDocument } from './timeline/group-document.repository.js';
import { addToTimeline } from './timeline/timeline.repository.js';

/** Everything this context does because of others: its pages name documents, mails and vendors that others own. */
export const subscriptions: Subscription[] = [
  on(invoiceIssued, 'orders.keep_document', async (tx, { payload, occurredAt }) => {
    const { documentId, orderGroupId, orderId, kind, number, issuerName, totalMinor } = payload;
    await keepGroupDocument(tx, orderGroupId, { documentId, orderId, kind, number, issuerName, totalMinor: BigInt(totalMinor), issuedAt: occurredAt });
    await addToTimeline(tx, { groupId: orderGroupId, orderId, kind: 'invoice_issued', note: null, details: { number, issuer: issuerName } });
  }),
  on(correctionIssued, 'orders.keep_correction', async (tx, { payload, occurredAt }) => {
    const { documentId, orderGroupId, orderId, kind, number, issuerName, totalMinor } = payload;
    await keepGroupDocument(tx, orderGroupId, { documentId, orderId, kind, number, issuerName, totalMinor: BigInt(totalMinor), issuedAt: occurredAt });
    await addToTimeline(tx, { groupId: orderGroupId, orderId, kind: 'invoice_issued', note: null, details: { number, issuer: issuerName, document: kind } });
  }),
  on(mailSent, 'orders.note_mail', async (tx, { payload }) => {
    if (payload.subjectKind !== 'order_group') return;
    await addToTimeline(tx, { groupId: payload.subjectId as OrderGroupId, orderId: null, kind: 'mail_sent', note: null, details: { template: payload.template } });
  }),
  on(vendorProfileChanged, 'orders.rename_vendor', (tx, { payload }) => renameVendor(tx, payload.vendorId, payload.name)),
];
