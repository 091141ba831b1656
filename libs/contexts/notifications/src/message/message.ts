import type { DocumentId } from '@stoa/events/invoicing';
import type { Attachment } from '@stoa/platform/mail';

export type Template = 'order_confirmed' | 'order_sold' | 'parcel_shipped' | 'order_refunded' | 'documents_ready' | 'vendor_document' | 'vendor_statement' | 'document_held' | 'self_billing_ended' | 'vat_id_rechecked' | 'order_awaits_payment' | 'order_unpaid' | 'payment_returned' | 'member_invited' | 'vendor_approved' | 'tax_limit';

/** What a mail says, before it becomes HTML and plain text. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'rows'; readonly title: string | null; readonly rows: readonly { readonly label: string; readonly detail: string | null; readonly value: string; readonly isStrong: boolean }[] }
  | { readonly kind: 'small'; readonly text: string };

export type Brand = { readonly name: string; readonly color: string; readonly onColor: string };

/** A mail, ready to be dressed and sent. `to` is read from the subject store at the moment of sending. */
export type Letter = {
  readonly template: Template;
  readonly locale: string;
  readonly to: string;
  readonly subject: string;
  readonly preview: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly string[];
  readonly from: { readonly name: string; readonly email: string };
  readonly brand: Brand;
  readonly attachments: readonly Attachment[];
  /** The documents that it carries. */
  readonly documentIds?: readonly DocumentId[];
  readonly about: { readonly kind: string; readonly id: string };
};
