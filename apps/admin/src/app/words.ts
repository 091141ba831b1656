/** A text kept per language, in English if there is one, else in any. */
export const inWords = (text: Readonly<Record<string, string>>): string => text['en'] ?? Object.values(text).find((words) => words !== '') ?? '';

const CARDS: Record<string, string> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', diners: 'Diners Club', jcb: 'JCB', unionpay: 'UnionPay', sepa_debit: 'SEPA account' };
/** Ways of paying, as people call them. */
export const METHODS: Record<string, string> = { card: 'card', sepa_debit: 'SEPA direct debit', bank_transfer: 'bank transfer' };

/** A card as its holder calls it, by the name the gateway has for its brand. */
export const cardName = (brand: string): string => CARDS[brand] ?? 'Card';

/** 1250 basis points as "12.5", for fields. */
export const percentText = (basisPoints: number): string => String(basisPoints / 100);

/** "12,5" or "12.5" to 1250 basis points, without a float between; null for what is no percentage up to 100. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim().replace(/\s*%$/, ''));
  if (!match) return null;
  const basisPoints = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return basisPoints <= 10_000 ? basisPoints : null;
}
