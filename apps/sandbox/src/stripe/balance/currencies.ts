import { invalid } from '../api/errors.js';

const EEA = new Set([
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IS',
  'IT',
  'LI',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'NO',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
]);

/** A rate in basis points and a fixed part in minor units. */
type Rate = { basisPoints: number; fixed: number };
type Pricing = { minimum: number; domestic: Rate; british?: Rate; foreign: Rate; isDomestic(country: string): boolean };

const inCountry = (home: string) => (country: string) => country === home;
const priced = (minimum: number, fixed: number, domestic: number, foreign: number, isDomestic: (country: string) => boolean, british?: number): Pricing => ({
  minimum,
  domestic: { basisPoints: domestic, fixed },
  foreign: { basisPoints: foreign, fixed },
  isDomestic,
  ...(british === undefined ? {} : { british: { basisPoints: british, fixed } }),
});
const isEea = (country: string) => EEA.has(country);

/** Stripe's public card prices and smallest charges, by the currency the charge settles in. */
const PRICES: Readonly<Record<string, Pricing>> = {
  eur: priced(50, 25, 150, 325, isEea, 250),
  usd: priced(50, 30, 290, 440, inCountry('US')),
  gbp: priced(30, 20, 150, 325, inCountry('GB')),
  chf: priced(50, 30, 290, 325, inCountry('CH')),
  cad: priced(50, 30, 290, 370, inCountry('CA')),
  aud: priced(50, 30, 170, 350, inCountry('AU')),
  sek: priced(300, 180, 150, 325, isEea),
  dkk: priced(250, 180, 150, 325, isEea),
  nok: priced(300, 200, 240, 325, isEea),
  pln: priced(200, 100, 150, 325, isEea),
  czk: priced(1500, 650, 150, 325, isEea),
  huf: priced(17500, 8500, 150, 325, isEea),
  jpy: priced(50, 0, 360, 360, inCountry('JP')),
};
const MAX_AMOUNT = 99_999_999;

/** Refuses a currency the stand-in has no price for, and amounts out of Stripe's bounds. */
export function acceptAmount(amount: number, currency: string): void {
  const price = PRICES[currency];
  if (!price)
    throw invalid('parameter_invalid_string_enum', `Invalid currency: ${currency}. The stand-in knows ${Object.keys(PRICES).join(', ')}.`, 'currency');
  if (amount < 1) throw invalid('parameter_invalid_integer', 'This value must be greater than or equal to 1.', 'amount');
  if (amount < price.minimum) throw invalid('amount_too_small', `Amount must be at least ${price.minimum} in the smallest unit of ${currency}.`, 'amount');
  if (amount > MAX_AMOUNT) throw invalid('amount_too_large', `Amount must be no more than ${MAX_AMOUNT} in the smallest unit of ${currency}.`, 'amount');
}

/** Stripe's processing fee in minor units, rounded half up; `country` is null for a test card of no country in particular. */
export function processingFee(amount: number, currency: string, country: string | null): number {
  const price = PRICES[currency]!;
  const rate = country === null || price.isDomestic(country) ? price.domestic : country === 'GB' && price.british ? price.british : price.foreign;
  return Math.floor((amount * rate.basisPoints + 5000) / 10_000) + rate.fixed;
}
