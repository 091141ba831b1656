import { memberInvited } from '@stoa/events/identity';
import { documentHeld, documentsToMail, groupDocumentsComplete, proformasComplete, selfBillingEnded, vendorDocumentIssued, vendorDocumentToMail, vendorVatIdChanged, type DocumentId } from '@stoa/events/invoicing';
import { documentMailLost, vendorToTell } from '@stoa/events/notifications';
import { consignmentShipped, orderGroupPlaced, orderGroupUnpaid, type OrderGroupId } from '@stoa/events/orders';
import { paymentReturned, refundSucceeded } from '@stoa/events/payments';
import { statementClosed } from '@stoa/events/payouts';
import { thresholdPassed } from '@stoa/events/tax';
import { vendorApproved, type VendorId } from '@stoa/events/vendors';
import type { Ctx } from '@stoa/platform/context';
import { announce, announceAll, on, onOutside, type EventType, type Subscription } from '@stoa/platform/events';
import type { NotificationDeps } from './deps.js';
import type { Letter } from './message/message.js';
import { type Sent, sendLetter, settleLetter } from './message/send-letter.js';
import { approvedLetter } from './template/approved-letter.js';
import { awaitingLetter } from './template/awaiting-letter.js';
import { documentsLetter } from './template/documents-letter.js';
import { heldLetter } from './template/held-letter.js';
import { endedLetter, vatIdLetter } from './template/self-billing-letters.js';
import { invitationLetter } from './template/invitation-letter.js';
import { limitLetter } from './template/limit-letter.js';
import { orderLetter } from './template/order-letter.js';
import { refundedLetter } from './template/refunded-letter.js';
import { returnedLetter } from './template/returned-letter.js';
import { shippedLetter } from './template/shipped-letter.js';
import { soldLetter } from './template/sold-letter.js';
import { statementLetter } from './template/statement-letter.js';
import { unpaidLetter } from './template/unpaid-letter.js';
import { vendorDocumentLetter } from './template/vendor-document-letter.js';

/** Everything this context does because of others: one mail each. The task holds ids only; words, address and links are made when it is sent. */
export const subscriptions = (deps: NotificationDeps): Subscription[] => [
  mails(deps, groupDocumentsComplete, 'notifications.mail_order', (ctx, told) => orderLetter(deps, ctx, told.orderGroupId), (told) => ({ orderGroupId: told.orderGroupId, documentIds: [] })),
  mails(deps, documentsToMail, 'notifications.mail_documents', (ctx, told) => documentsLetter(deps, ctx, told), (told) => ({ orderGroupId: told.orderGroupId, documentIds: told.documentIds })),
  mails(deps, proformasComplete, 'notifications.mail_awaiting', (ctx, told) => awaitingLetter(deps, ctx, told.orderGroupId), (told) => ({ orderGroupId: told.orderGroupId, documentIds: [] })),
  mails(deps, orderGroupUnpaid, 'notifications.mail_unpaid', (ctx, told) => unpaidLetter(deps, ctx, told)),
  mails(deps, paymentReturned, 'notifications.mail_returned', (ctx, told) => returnedLetter(ctx, told.checkoutId)),
  on(orderGroupPlaced, 'notifications.tell_vendors', (tx, { payload: { orderGroupId, orders } }) => announceAll(tx, vendorToTell, orders.map((order) => ({ orderGroupId, ...order })))),
  mails(deps, vendorToTell, 'notifications.mail_vendor', (ctx, told) => soldLetter(deps, ctx, told)),
  mails(deps, consignmentShipped, 'notifications.mail_shipment', (ctx, told) => shippedLetter(deps, ctx, told)),
  mails(deps, refundSucceeded, 'notifications.mail_refund', (ctx, told) => refundedLetter(deps, ctx, told.refundId)),
  mails(deps, memberInvited, 'notifications.mail_invitation', (ctx, told) => invitationLetter(deps, ctx, told)),
  mailsVendor(deps, vendorDocumentIssued, 'notifications.mail_vendor_document'),
  mailsVendor(deps, vendorDocumentToMail, 'notifications.mail_vendor_document_again'),
  mails(deps, documentHeld, 'notifications.mail_held', (ctx, told) => heldLetter(deps, ctx, told)),
  ...(['vendor', 'staff'] as const).flatMap((desk) => [
    mails(deps, selfBillingEnded, `notifications.mail_self_billing_ended_${desk}`, (ctx, told) => endedLetter(deps, ctx, { desk, ...told })),
    mails(deps, vendorVatIdChanged, `notifications.mail_vat_id_${desk}`, (ctx, told) => vatIdLetter(deps, ctx, { desk, ...told })),
  ]),
  mails(deps, statementClosed, 'notifications.mail_statement', (ctx, told) => statementLetter(deps, ctx, told)),
  mails(deps, thresholdPassed, 'notifications.mail_tax_limit', (ctx, told) => limitLetter(deps, ctx, told)),
  mails(deps, vendorApproved, 'notifications.mail_approval', (ctx, told) => approvedLetter(deps, ctx, told.vendorId)),
];

/** The documents that a mail carries: whoever issued them hears when it cannot be sent. */
type Carried<T> = (told: T) => { readonly orderGroupId: OrderGroupId | null; readonly documentIds: DocumentId[] };

const mails = <T>(deps: NotificationDeps, type: EventType<T>, handler: string, write: (ctx: Ctx, told: T) => Promise<Letter | null>, carried?: Carried<T>): Subscription =>
  onOutside<T, T, Sent | null>(type, handler, {
    intent: async (_tx, event) => event.payload,
    perform: async (ctx, task) => {
      const letter = await write(ctx, task.input);
      return letter && sendLetter(deps, ctx, letter, task.id);
    },
    settle: async (tx, task, sent) => {
      if (sent) await settleLetter(tx, sent, task.id);
      else if (carried) await announce(tx, documentMailLost, { ...carried(task.input), reason: 'There is no address to send it to any more.' });
    },
    // What the mail server said may name the address: it stands with the failed work, where few may look, and nowhere else.
    onDead: async (tx, task) => {
      if (carried) await announce(tx, documentMailLost, { ...carried(task.input), reason: 'The mail server took it in none of the tries.' });
    },
  });

/** A document between the marketplace and a vendor goes to the vendor, for whichever reason. */
const mailsVendor = <T extends { readonly documentId: DocumentId; readonly vendorId: VendorId }>(deps: NotificationDeps, type: EventType<T>, handler: string): Subscription =>
  mails(deps, type, handler, (ctx, told) => vendorDocumentLetter(deps, ctx, told), (told) => ({ orderGroupId: null, documentIds: [told.documentId] }));
