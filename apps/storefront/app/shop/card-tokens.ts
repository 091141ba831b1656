import type { PaymentConfig } from './store-types.js';

export type CardInput = { number: string; expMonth: number; expYear: number; cvc: string };
export type TokenAnswer = { token: string } | { field: 'number' | 'expires' | 'cvc' | 'iban' | 'holder' | null; message: string };

/** Sends the card straight from the browser to the payment company, which answers with a token. The number never passes our servers. */
export const createCardToken = (config: PaymentConfig, card: CardInput): Promise<TokenAnswer> =>
  createToken(config, {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': card.number.replace(/\s/g, ''),
    'payment_method_data[card][exp_month]': String(card.expMonth),
    'payment_method_data[card][exp_year]': String(card.expYear),
    'payment_method_data[card][cvc]': card.cvc,
  });

/** The same for an account that is debited; with it goes that the shopper, here and now, lets it be. */
export const createDebitToken = (config: PaymentConfig, debit: { iban: string; name: string; email: string }): Promise<TokenAnswer> =>
  createToken(config, {
    'payment_method_data[type]': 'sepa_debit',
    'payment_method_data[sepa_debit][iban]': debit.iban.replace(/\s/g, ''),
    'payment_method_data[billing_details][name]': debit.name,
    'payment_method_data[billing_details][email]': debit.email,
    'mandate_data[customer_acceptance][type]': 'online',
    'mandate_data[customer_acceptance][online][infer_from_client]': 'true',
  });

async function createToken(config: PaymentConfig, params: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch(`${config.api_url}/v1/confirmation_tokens`, { method: 'POST', headers: { authorization: `Bearer ${config.publishable_key}` }, body: new URLSearchParams(params), signal: AbortSignal.timeout(15_000) });
  const answer = (await response.json()) as { id?: string; error?: { code?: string; param?: string; message?: string } };
  if (response.ok && answer.id) return { token: answer.id };
  return { field: fieldOf(answer.error), message: answer.error?.message ?? response.statusText };
}

function fieldOf(error: { code?: string; param?: string } | undefined): Exclude<TokenAnswer, { token: string }>['field'] {
  const hint = `${error?.code ?? ''} ${error?.param ?? ''}`;
  if (/iban|bank_account/.test(hint)) return 'iban';
  if (/billing_details|name/.test(hint)) return 'holder';
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
