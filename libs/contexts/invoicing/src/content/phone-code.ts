import qrcode from 'qrcode-generator';
import { invariant } from '@stoa/platform/errors';
import { decimalText, money } from '@stoa/platform/money';
import type { DocumentContents } from '../document/document.js';

/** The codes that laws want printed for a phone to read: how their text is made. */
export const phoneCodes = { zatca: zatcaText } as const;
export type PhoneCode = keyof typeof phoneCodes;

const LONGEST = 255;

/** Saudi Arabia: seller, its VAT number, the moment, the total with VAT and the VAT, each as tag, length and value, in base64 (E-Invoicing Resolution, Annex 2; ZATCA's guide to the QR code, phase 1). */
function zatcaText({ issuer, totals, currency }: DocumentContents, at: Date): string {
  const values = [issuer.name, issuer.vatId ?? issuer.taxNumber ?? '', at.toISOString().replace(/\.\d+Z$/, 'Z'), decimalText(money(totals.grossMinor, currency)), decimalText(money(totals.taxMinor, currency))];
  return Buffer.concat(values.map((value, index) => {
    const bytes = within(value);
    return Buffer.concat([Buffer.from([index + 1, bytes.length]), bytes]);
  })).toString('base64');
}

/** A length is one byte: of a longer name what fits is said, in whole letters. */
function within(value: string): Buffer {
  let letters = [...value];
  while (Buffer.byteLength(letters.join('')) > LONGEST) letters = letters.slice(0, -1);
  return Buffer.from(letters.join(''));
}

/** The dark squares of a QR code, row by row. Error correction M: a fold or a stain does no harm. */
export function squaresOf(text: string): boolean[][] {
  invariant(text !== '', 'a code says something');
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const across = Array.from({ length: code.getModuleCount() }, (_, index) => index);
  return across.map((row) => across.map((column) => code.isDark(row, column)));
}
