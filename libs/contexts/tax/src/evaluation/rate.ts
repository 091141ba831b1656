import { invariant } from '@stoa/platform/errors';
import { currencies } from '@stoa/platform/money';

/** Rates are whole numbers of this part of one: "9.75" (percent) is 9,750,000 of 100,000,000. Six decimals of a percent are exact. */
export const RATE_SCALE = 100_000_000n;
export const PCT_PATTERN = /^\d{1,3}(?:\.\d{1,6})?$/;

/** Reads a percentage as laws print it. */
export function rateOf(pct: string): bigint {
  invariant(PCT_PATTERN.test(pct), `"${pct}" is not a percentage`);
  const [whole, decimals = ''] = pct.split('.');
  return BigInt(whole!) * 1_000_000n + BigInt(decimals.padEnd(6, '0'));
}

const MAX_KNOWN = 5_000;
const printed = new Map<bigint, string>();

/** Prints a rate as a percentage without idle zeros. There are few rates and many lines, so each is printed once. */
export function pctOf(rate: bigint): string {
  const known = printed.get(rate);
  if (known !== undefined) return known;
  if (printed.size >= MAX_KNOWN) printed.clear();
  const text = printRate(rate);
  printed.set(rate, text);
  return text;
}

function printRate(rate: bigint): string {
  const decimals = (rate % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return `${rate / 1_000_000n}${decimals && `.${decimals}`}`;
}

/** Reads an amount of a law ("150", "0.28") in the minor units of its currency. */
export function minorOf(amount: string, currency: string): bigint {
  const exponent = currencies[currency]?.exponent;
  invariant(exponent !== undefined, `${currency} is not a currency we know`);
  invariant(/^\d+(?:\.\d+)?$/.test(amount), `"${amount}" is not an amount`);
  const [whole, decimals = ''] = amount.split('.');
  invariant(decimals.length <= exponent, `${amount} ${currency} has too many decimals`);
  return BigInt(whole + decimals.padEnd(exponent, '0'));
}

const scaled = new Map<string, { digits: bigint; scale: bigint }>();

/** Reads a decimal text as a fraction: "0.6507" is 6507 over 10000. A day's rates are read by every sale of the day, so each is read once. */
export function scaledOf(decimal: string): { digits: bigint; scale: bigint } {
  const known = scaled.get(decimal);
  if (known) return known;
  if (scaled.size >= MAX_KNOWN) scaled.clear();
  const fraction = readScaled(decimal);
  scaled.set(decimal, fraction);
  return fraction;
}

function readScaled(decimal: string): { digits: bigint; scale: bigint } {
  invariant(/^\d+(?:\.\d+)?$/.test(decimal), `"${decimal}" is not a number`);
  const [whole, decimals = ''] = decimal.split('.');
  return { digits: BigInt(whole! + decimals), scale: 10n ** BigInt(decimals.length) };
}
