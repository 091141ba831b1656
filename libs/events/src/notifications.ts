import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { DocumentId } from './invoicing.js';
import type { OrderGroupId, OrderId } from './orders.js';
import type { VendorId } from './vendors.js';

export type MessageId = Id<'MessageId'>;

/** An order waits for a mail to its vendor: one of these per order of a group, so that each mail is sent, and tried again, for itself. */
export const vendorToTell = defineEvent(
  'notifications.vendor_to_tell',
  1,
  z.object({ orderGroupId: uuid<OrderGroupId>(), orderId: uuid<OrderId>(), vendorId: uuid<VendorId>() }),
);

/** A mail was handed to the mail server. What it was about stands in `subjectKind` and `subjectId`, never its words or its address. */
export const mailSent = defineEvent(
  'notifications.mail_sent',
  1,
  z.object({ messageId: uuid<MessageId>(), template: z.string(), subjectKind: z.string(), subjectId: z.uuid(), /** The documents that it carried. */ documentIds: z.array(uuid<DocumentId>()).default([]) }),
);

/** A mail with documents could not be sent: no try reached the mail server, or there is nobody to send it to. No documents named: those of the order's own mail. Without an order they stand between the marketplace and a vendor. */
export const documentMailLost = defineEvent(
  'notifications.document_mail_lost',
  1,
  z.object({ orderGroupId: uuid<OrderGroupId>().nullable(), documentIds: z.array(uuid<DocumentId>()), reason: z.string() }),
);
