/** A GTIN-13 with its check digit (GS1 General Specifications 7.9) from a company prefix and a running number. */
export function gtin13(prefix: string, item: number): string {
  const body = prefix + String(item).padStart(12 - prefix.length, '0');
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return body + String((10 - (sum % 10)) % 10);
}
