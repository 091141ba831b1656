import { decimalText, money } from '@stoa/platform/money';
import type { DatevSettings } from './chart.js';
import { textFields, fieldNames } from './datev-fields.js';

/** A line of a Buchungsstapel: an amount between two accounts, debited on the first. */
export type DatevLine = {
  readonly amountMinor: bigint; readonly currency: string; readonly debit: string; readonly credit: string; readonly day: string;
  readonly documentNumber: string; readonly orderNumber: string; readonly text: string; readonly journalId: string; readonly tax: string;
};
export type Stack = { readonly settings: DatevSettings; readonly currency: string; readonly firstDay: string; readonly lastDay: string; readonly part: number; readonly madeAt: Date };

/** The most lines that DATEV takes in one file. */
export const MOST_LINES = 99_999;
const compact = (day: string): string => day.replaceAll('-', '');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const DOCUMENT_SIGNS = /[^\w$&%*+\-/]/g;

/**
 * The two head lines of a Buchungsstapel (EXTF, header version 700, category 21, format version 13), after the format's description on developer.datev.de and
 * two open implementations of it. Nothing is locked on import: that is the accountant's to decide.
 */
export function datevHead({ settings, currency, firstDay, lastDay, part, madeAt }: Stack): string {
  const label = `Stoa ${firstDay.slice(0, 7)} ${part}`;
  const head = [
    quoted('EXTF'), '700', '21', quoted('Buchungsstapel'), '13', compact(madeAt.toISOString().slice(0, 10)) + madeAt.toISOString().slice(11, 23).replaceAll(/[:.]/g, ''), '', quoted('RE'), quoted('Stoa'), quoted(''),
    String(settings.consultant), String(settings.client), compact(fiscalYearOf(settings.fiscalYearStart, firstDay)), String(settings.accountLength), compact(firstDay), compact(lastDay), quoted(label), quoted(''),
    '1', '0', '0', quoted(currency), '', quoted(''), '', '', quoted(settings.chart.slice(3)), '', '', quoted(''), quoted('Stoa'),
  ];
  return `${head.join(';')}\r\n${fieldNames.join(';')}\r\n`;
}

/** The day on which the fiscal year of a day began. */
export function fiscalYearOf(start: string, day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= start ? year : year - 1}-${start}`;
}

/** One line: texts in quotes even where empty, numbers bare, the decimal sign a comma. */
export function datevLine(line: DatevLine): string {
  const filled: Readonly<Record<number, string>> = {
    1: decimals(line.amountMinor, line.currency), 2: 'S', 3: line.currency, 7: line.debit, 8: line.credit, 10: line.day.slice(8) + line.day.slice(5, 7), 11: line.documentNumber.replace(DOCUMENT_SIGNS, '').slice(0, 36),
    14: line.text.replaceAll(/[\r\n]/g, ' ').slice(0, 60), 48: 'Journal', 49: line.journalId, 50: line.tax === '' ? '' : 'Steuer', 51: line.tax, 95: line.orderNumber.slice(0, 30), 114: '0',
  };
  return `${fieldNames.map((_name, index) => (textFields.has(index + 1) ? quoted(filled[index + 1] ?? '') : (filled[index + 1] ?? ''))).join(';')}\r\n`;
}

/** DATEV knows two decimals; a currency without any has them as zeros. */
function decimals(minor: bigint, currency: string): string {
  const [whole = '0', fraction = ''] = decimalText(money(minor, currency)).split('.');
  return `${whole},${fraction.padEnd(2, '0')}`;
}

/** Where Windows-1252 differs from Latin 1. */
const WINDOWS = new Map([...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((sign, index) => [sign, 0x80 + index]));

/** Text as DATEV reads it (Windows-1252). A letter that it does not know loses its marks; what is left unknown becomes a question mark. */
export function windows1252(text: string): Buffer {
  const bytes: number[] = [];
  for (const sign of text) bytes.push(byteOf(sign) ?? byteOf(sign.normalize('NFD').charAt(0)) ?? 0x3f);
  return Buffer.from(bytes);
}

function byteOf(sign: string): number | null {
  const code = sign.codePointAt(0)!;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  return WINDOWS.get(sign) ?? null;
}
