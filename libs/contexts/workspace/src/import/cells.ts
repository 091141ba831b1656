import type { AttributeAnswer, AttributeDefinition, Price } from '@stoa/catalog';
import { currencyOf } from '@stoa/platform/money';

/** A cell that cannot be understood; the message says how it is written. */
export class CellError extends Error {}

const MAX_PRICE = BigInt(Number.MAX_SAFE_INTEGER);
const MAX_PIECES = 1_000_000;
const MAX_GRAMS = 1_000_000;

/** `34.90`, `34,90` or `34` as an amount of the currency. */
export function readPrice(cell: string, currency: string): Price {
  const { exponent } = currencyOf(currency);
  const text = cell.trim();
  const like = exponent === 0 ? 'Write it in whole units, like 34.' : `Write it like 34.${'90'.padEnd(exponent, '0').slice(0, exponent)}, without a currency sign.`;
  if (/^-\s*\d/.test(text)) throw new CellError(`A price is not negative. ${like}`);
  const [, whole, , part = ''] = /^(\d{1,16})([.,](\d+))?$/.exec(text) ?? [];
  if (whole === undefined || part.length > exponent) throw new CellError(`This is no price in ${currency}. ${like}`);
  const minor = BigInt(whole + part.padEnd(exponent, '0'));
  if (minor > MAX_PRICE) throw new CellError('This price is too high. Is a decimal point missing?');
  return { currency, minor };
}

export function writePrice({ minor, currency }: Price): string {
  const { exponent } = currencyOf(currency);
  const digits = minor.toString().padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** How many pieces lie there. */
export function readPieces(cell: string): number {
  if (/^\s*-\s*\d/.test(cell)) throw new CellError('Stock is not negative. Write the number of pieces, like 12, or 0 for none.');
  return readWhole(cell, MAX_PIECES, 'This is no number of pieces. Write a whole one, like 12.');
}
export const readGrams = (cell: string): number => (cell.trim() === '' ? 0 : readWhole(cell, MAX_GRAMS, 'This is no weight. Write whole grams, like 400.'));

function readWhole(cell: string, max: number, message: string): number {
  const value = /^\d{1,9}$/.test(cell.trim()) ? Number(cell.trim()) : NaN;
  if (!(value <= max)) throw new CellError(message);
  return value;
}

const YES = new Set(['yes', 'true', '1', 'ja']);
const NO = new Set(['no', 'false', '0', 'nein', '']);
export function readYesNo(cell: string): boolean {
  const word = cell.trim().toLowerCase();
  if (!YES.has(word) && !NO.has(word)) throw new CellError('Write yes or no here.');
  return YES.has(word);
}
export const writeYesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** An answer as its definition wants it; a listed value goes by its code or by its name in any language. Without a definition the text itself: the category then refuses it. */
export function readAnswer(cell: string, definition: AttributeDefinition | undefined): AttributeAnswer {
  const text = cell.trim();
  const codeOf = (word: string): string => (definition?.values.find(({ code }) => code === word) ?? definition?.values.find(({ names }) => Object.values(names).includes(word)))?.code ?? word;
  switch (definition?.type) {
    case 'number': {
      const value = Number(text.replace(',', '.'));
      if (!Number.isFinite(value)) throw new CellError('This is no number. Write one like 8.5, without its unit.');
      return value;
    }
    case 'boolean': return readYesNo(text);
    case 'select': return codeOf(text);
    case 'multiselect': return text.split('|').map((word) => codeOf(word.trim()));
    default: return text;
  }
}

export const writeAnswer = (answer: AttributeAnswer | undefined): string =>
  answer === undefined ? '' : typeof answer === 'boolean' ? writeYesNo(answer) : typeof answer === 'object' ? answer.join('|') : String(answer);
