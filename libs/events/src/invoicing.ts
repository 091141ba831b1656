import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { OrderGroupId } from './orders.js';

export type DocumentId = Id<'DocumentId'>;

/** An invoice or receipt of one seller of record has its number, is frozen and its PDF is stored. */
export const invoiceIssued = defineEvent(
  'invoicing.invoice_issued',
  1,
  z.object({ documentId: uuid<DocumentId>(), orderGroupId: uuid<OrderGroupId>(), remaining: z.int().min(0) }),
);

/** Every seller of record of the order group has issued its document. */
export const groupDocumentsComplete = defineEvent(
  'invoicing.group_documents_complete',
  1,
  z.object({ orderGroupId: uuid<OrderGroupId>() }),
);
