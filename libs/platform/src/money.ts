import { z } from 'zod';
import { invariant } from './errors.js';

/** An amount in the currency's ISO minor units: `minor` 1999n of EUR is 19.99 euro. */
export type Money = { readonly minor: bigint; readonly currency: string };
/** The rule is always named at the call. `half_up` rounds halves away from zero; `floor` and `ceil` go down and up on the number line. */
export type Rounding = 'half_up' | 'floor' | 'ceil';

/** `exponent` is ISO 4217's; `stripeExponent` is what Stripe's API counts in; the steps say by what an amount in Stripe's units must be divisible. */
export type Currency = { readonly exponent: number; readonly stripeExponent: number; readonly chargeStep: bigint; readonly payoutStep: bigint };

const usual: Currency = { exponent: 2, stripeExponent: 2, chargeStep: 1n, payoutStep: 1n };
const withoutMinor: Currency = { exponent: 0, stripeExponent: 0, chargeStep: 1n, payoutStep: 1n };
const threeDecimals: Currency = { exponent: 3, stripeExponent: 3, chargeStep: 10n, payoutStep: 10n };
const zeroSentAsHundred: Currency = { exponent: 0, stripeExponent: 2, chargeStep: 100n, payoutStep: 100n };
const paidOutInWholes: Currency = { exponent: 2, stripeExponent: 2, chargeStep: 1n, payoutStep: 100n };
const named = (list: string, currency: Currency) => list.split(' ').map((code): [string, Currency] => [code, currency]);

/** The currencies a market may use. Source of the exceptions: ISO 4217, and Stripe's page on currencies. */
export const currencies: Readonly<Record<string, Currency>> = Object.fromEntries([
  ...named('AED ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR', usual),
  ...named('FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN', usual),
  ...named('MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TZS', usual),
  ...named('UAH USD UYU UZS WST XCD YER ZAR ZMW', usual),
  ...named('BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF', withoutMinor),
  ...named('BHD JOD KWD OMR TND', threeDecimals),
  ...named('ISK UGX', zeroSentAsHundred),
  ...named('HUF TWD', paidOutInWholes),
  // ISO divides the ariary in fifths and lists two decimals; Stripe takes whole ariary.
  ['MGA', { exponent: 2, stripeExponent: 0, chargeStep: 1n, payoutStep: 1n }],
]);

/** An amount of `minor` ISO minor units. */
export function money(minor: bigint, currency: string): Money {
  invariant(currency in currencies, `${currency} is no currency we know`);
  return { minor, currency };
}

export const zero = (currency: string): Money => money(0n, currency);
export const isZero = (amount: Money): boolean => amount.minor === 0n;
export const negate = (amount: Money): Money => ({ minor: -amount.minor, currency: amount.currency });

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

/** The sum of a list that may be empty, which is why the currency is named. */
export const sum = (currency: string, list: readonly Money[]): Money => list.reduce(add, zero(currency));

/** Negative, zero or positive, as sorting wants it. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

/** Splits a total by weights so that the parts add up to it: largest remainder, ties to the first; weights that are all zero give everything to the first. */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  invariant(weights.length > 0, 'a total needs somebody to be split among');
  invariant(weights.every((weight) => weight >= 0n), 'weights are not negative');
  if (weights.length === 1) return [total];
  if (total < 0n) return allocate(-total, weights).map((part) => -part);
  const whole = weights.reduce((a, b) => a + b, 0n);
  if (whole === 0n) return weights.map((_, index) => (index === 0 ? total : 0n));
  const parts = weights.map((weight) => (total * weight) / whole);
  const missing = Number(total - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, missing)) parts[index]! += 1n;
  return parts;
}

/** value × numerator ÷ denominator, rounded once. */
export function mulDiv(value: bigint, numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  invariant(denominator !== 0n, 'nothing is divided by zero');
  const product = denominator < 0n ? -(value * numerator) : value * numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const quotient = product / divisor;
  const remainder = product % divisor;
  if (remainder === 0n) return quotient;
  const away = product < 0n ? -1n : 1n;
  if (rounding === 'half_up') {
    const magnitude = remainder < 0n ? -remainder : remainder;
    return magnitude * 2n >= divisor ? quotient + away : quotient;
  }
  if (rounding === 'floor') return away < 0n ? quotient - 1n : quotient;
  return away > 0n ? quotient + 1n : quotient;
}

/** So many hundredths of a percent of a value: 1500n basis points are 15 %. */
export const percent = (value: bigint, basisPoints: bigint, rounding: Rounding): bigint => mulDiv(value, basisPoints, 10_000n, rounding);

/** How much of `total` belongs to the first `doneSoFar` of `whole`. A refund takes the difference of two of these, so that parts never add up to another sum than the whole. */
export function proratedSoFar(total: bigint, doneSoFar: bigint, whole: bigint): bigint {
  invariant(whole > 0n && doneSoFar >= 0n && doneSoFar <= whole, 'a part lies within its whole');
  return mulDiv(total, doneSoFar, whole, 'half_up');
}

/** Our minor units in the units Stripe's API counts in. */
export function toStripeMinor(amount: Money): bigint {
  const { exponent, stripeExponent } = currencyOf(amount.currency);
  if (stripeExponent >= exponent) return amount.minor * 10n ** BigInt(stripeExponent - exponent);
  const divisor = 10n ** BigInt(exponent - stripeExponent);
  invariant(amount.minor % divisor === 0n, `${amount.currency} has no such fraction at Stripe`);
  return amount.minor / divisor;
}

/** An amount in Stripe's units as our money. */
export function fromStripeMinor(minor: bigint, currency: string): Money {
  const { exponent, stripeExponent } = currencyOf(currency);
  if (exponent >= stripeExponent) return money(minor * 10n ** BigInt(exponent - stripeExponent), currency);
  const divisor = 10n ** BigInt(stripeExponent - exponent);
  invariant(minor % divisor === 0n, `${currency} has no such fraction`);
  return money(minor / divisor, currency);
}

/** To make one costs more than to write a hundred amounts, and memory that only a full collection gives back. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 500;

/** As people of a locale write it: 19,99 € in de-DE. Exact for every amount, as digits and never a float are formatted. */
export function formatMoney(amount: Money, locale: string): string {
  const { exponent } = currencyOf(amount.currency);
  const name = `${locale} ${amount.currency}`;
  const format = formats.get(name) ?? new Intl.NumberFormat(locale, { style: 'currency', currency: amount.currency, minimumFractionDigits: exponent, maximumFractionDigits: exponent });
  if (formats.size < MOST_FORMATS) formats.set(name, format);
  return format.format(decimalText(amount) as Intl.StringNumericLiteral);
}

/** As machines read it: -1234.50, with as many decimals as the currency has. */
export function decimalText(amount: Money): string {
  const { exponent } = currencyOf(amount.currency);
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(exponent + 1, '0');
  return `${amount.minor < 0n ? '-' : ''}${exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`}`;
}

/** The ISO code of a currency that we know. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, as in EUR.').refine((code) => Object.hasOwn(currencies, code), 'That is no currency we know.');

/** Money on the wire: integer minor units, as Stripe does; the domain holds a bigint. */
export const moneySchema = z
  .object({ amount: z.int(), currency: currencySchema })
  .meta({ id: 'Money', description: 'Integer minor units of the ISO currency: 1999 EUR is 19.99 euro.' });
export type WireMoney = { amount: number; currency: string };

/** Money as it leaves. */
export function moneyView(amount: Money): WireMoney {
  invariant(amount.minor >= BigInt(Number.MIN_SAFE_INTEGER) && amount.minor <= BigInt(Number.MAX_SAFE_INTEGER), 'an amount fits the wire');
  return { amount: Number(amount.minor), currency: amount.currency };
}

/** Money as it came in; the schema has checked its shape. */
export const fromWireMoney = (wire: WireMoney): Money => money(BigInt(wire.amount), wire.currency);

export function currencyOf(code: string): Currency {
  const currency = currencies[code];
  invariant(currency, `${code} is no currency we know`);
  return currency;
}

function sameCurrency(a: Money, b: Money): void {
  invariant(a.currency === b.currency, `${a.currency} and ${b.currency} are not added or compared`);
}
