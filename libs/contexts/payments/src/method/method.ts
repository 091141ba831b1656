import type { PaymentInstructions, PaymentMethod } from '@stoa/orders';

/** Whose account a bank transfer goes to, and for how many days goods are kept for it. */
export type TransferTerms = PaymentInstructions & { readonly days: number };
/** How shoppers of a marketplace may pay. Cards are offered from the first day on. */
export type MethodsOffered = { readonly card: boolean; readonly sepaDebit: boolean; readonly bankTransfer: boolean; readonly transferTerms: TransferTerms | null };
export const FROM_THE_FIRST_DAY: MethodsOffered = { card: true, sepaDebit: false, bankTransfer: false, transferTerms: null };
/** How long the scheme may take to say that a debit was not paid. */
export const DEBIT_DAYS = 14;

/** The ways of paying in a currency, in the order in which they are shown. SEPA moves euros only. */
export const methodsIn = (offered: MethodsOffered, currency: string): PaymentMethod[] => [
  ...(offered.card ? ['card' as const] : []), ...(offered.sepaDebit && currency === 'EUR' ? ['sepa_debit' as const] : []), ...(offered.bankTransfer ? ['bank_transfer' as const] : []),
];

/** What looks like an IBAN has the right check digits (ISO 13616); other account numbers are left to their banks. */
export function isAccountNumber(text: string): boolean {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}/.test(compact)) return /^[0-9A-Z-]{4,34}$/.test(compact);
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(compact)) return false;
  const digits = [...(compact.slice(4) + compact.slice(0, 4))].map((letter) => parseInt(letter, 36).toString()).join('');
  return BigInt(digits) % 97n === 1n;
}
