/** Is this a GTIN-8, -12, -13 or -14 whose check digit is right (GS1 General Specifications, section 7.9)? */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text)) return false;
  return Number(text.at(-1)) === checkDigit(text.slice(0, -1));
}

/** The digit that makes `digits` a GTIN: from the right, every second one counts three times. */
export function checkDigit(digits: string): number {
  const weighted = [...digits].reverse().reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (weighted % 10)) % 10;
}
