import type { PaymentConfig } from './store-types.js';

export type CardInput = { number: string; expMonth: number; expYear: number; cvc: string };
export type TokenAnswer = { token: string } | { field: 'number' | 'expires' | 'cvc' | null; message: string };

/** Sends the card straight from the browser to the payment company, which answers with a token. The number never passes our servers. */
export async function createConfirmationToken(config: PaymentConfig, card: CardInput): Promise<TokenAnswer> {
  const body = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': card.number.replace(/\s/g, ''),
    'payment_method_data[card][exp_month]': String(card.expMonth),
    'payment_method_data[card][exp_year]': String(card.expYear),
    'payment_method_data[card][cvc]': card.cvc,
  });
  const response = await fetch(`${config.api_url}/v1/confirmation_tokens`, { method: 'POST', headers: { authorization: `Bearer ${config.publishable_key}` }, body, signal: AbortSignal.timeout(15_000) });
  const answer = (await response.json()) as { id?: string; error?: { code?: string; param?: string; message?: string } };
  if (response.ok && answer.id) return { token: answer.id };
  return { field: fieldOf(answer.error), message: answer.error?.message ?? response.statusText };
}

function fieldOf(error: { code?: string; param?: string } | undefined): 'number' | 'expires' | 'cvc' | null {
  const hint = `${error?.code ?? ''} ${error?.param ?? ''}`;
  if (/cvc/.test(hint)) return 'cvc';
  if (/exp/.test(hint)) return 'expires';
  return /number/.test(hint) ? 'number' : null;
}

/** "04 / 29" to month and full year; null when it is no such thing. */
export function readExpiry(text: string): { month: number; year: number } | null {
  const match = /^\s*(0?[1-9]|1[0-2])\s*[/.\- ]\s*(\d{2}|\d{4})\s*$/.exec(text);
  if (!match) return null;
  const year = Number(match[2]);
  return { month: Number(match[1]), year: year < 100 ? 2000 + year : year };
}
