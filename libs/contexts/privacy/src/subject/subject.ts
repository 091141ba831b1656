import type { SubjectId } from '@stoa/events/privacy';
import type { Address } from './address.js';

/** Where a business wants its e-invoices, and what its books call the purchase: a participant of the Peppol network, and a cost centre or German Leitweg-ID. */
export type InvoiceTo = { readonly peppol: { readonly scheme: string; readonly id: string } | null; readonly reference: string | null };
/** What a person told us. Every field is null when it was never given. */
export type SubjectData = { email: string | null; name: string | null; phone: string | null; address: Address | null; locale: string | null; invoiceTo: InvoiceTo | null };

/** A person as far as we may still know them: all fields are null once erased. */
export type Subject = SubjectData & { id: SubjectId; isErased: boolean };

export const NOTHING: SubjectData = { email: null, name: null, phone: null, address: null, locale: null, invoiceTo: null };

/** Two spellings of one address book entry: letter case and outer blanks do not make another person. */
export const normalizeEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
