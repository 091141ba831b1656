import type { DocumentContents, DocumentLine, Party } from './document.js';

const BY_CARD: DocumentContents['paymentBy'] = { means: 'card', iban: null, accountName: null, mandate: null };

/** Contents as text: keys in their order, amounts (`…Minor`) as strings of digits. */
export const toStored = (contents: DocumentContents): string => JSON.stringify(contents, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

/** Contents of a document, however old: what was not kept when it was frozen is absent, and never guessed. */
export function fromStored(text: string): DocumentContents {
  const kept = JSON.parse(text, (key, value: unknown) => (key.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value)) as DocumentContents;
  const party = (is: Party): Party => ({ ...{ phone: null, taxNumber: null, address: null, electronicAddress: null }, ...is });
  return {
    // Every document from before was paid when it was written.
    ...{ discounts: [], roundingMinor: 0n, prepaidMinor: kept.totals.grossMinor, dueOn: null, corrects: [], period: null, deliveredTo: null, buyerReference: null, taxCurrency: null, paymentBy: BY_CARD, title: null, law: null, numberLabel: null, issuedAt: null, phoneCode: null, reason: null },
    ...kept,
    issuer: party(kept.issuer), buyer: party(kept.buyer), lines: kept.lines.map((line): DocumentLine => ({ ...{ unit: 'C62', discounts: [], shares: [], code: null }, ...line })),
  };
}
