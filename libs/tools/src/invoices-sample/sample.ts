import type { DocumentContents } from '@stoa/invoicing';
import { frozenAt, underLaw } from '@stoa/invoicing/einvoice';
import { aDocument, type DocumentIs } from '@stoa/invoicing/testing';

/** A document to be written out, and what it is an example of. */
export type Sample = { readonly name: string; readonly contents: DocumentContents };

export const oma: DocumentContents['brand'] = { name: 'Oma', color: '#8a3324' };
export const solano: DocumentContents['brand'] = { name: 'Solano', color: '#1f5c4a' };
export function sample(name: string, is: DocumentIs): Sample {
  const written = underLaw(aDocument({ number: `S-2026-${name}`.slice(0, 40), brand: oma, ...is }));
  return { name, contents: is.issuedAt == null ? written : frozenAt(written, new Date(is.issuedAt)) };
}
export const bySepa: Pick<DocumentContents, 'prepaidMinor' | 'paid' | 'dueOn' | 'paymentBy'> = {
  prepaidMinor: 0n, paid: null, dueOn: '2026-12-21', paymentBy: { means: 'transfer', iban: 'DE75512108001245126199', accountName: null, mandate: null },
};
export const setOff: DocumentContents['paymentBy'] = { means: 'set_off', iban: null, accountName: null, mandate: null };
