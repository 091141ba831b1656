/** Is this a GTIN-8, -12, -13 or -14 whose check digit is right? The API has the last word; this one answers while somebody types. */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text)) return false;
  const weighted = [...text.slice(0, -1)].reverse().reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return Number(text.at(-1)) === (10 - (weighted % 10)) % 10;
}

/** What is wrong with a GTIN, in words; null for a good one and for none. */
export function complaintAboutGtin(text: string): string | null {
  if (text === '' || isGtin(text)) return null;
  if (!/^\d+$/.test(text)) return 'A GTIN has digits only.';
  if (![8, 12, 13, 14].includes(text.length)) return `A GTIN has 8, 12, 13 or 14 digits; this one has ${text.length}.`;
  return 'The check digit of this GTIN is wrong. Compare it with the number under the bars.';
}
