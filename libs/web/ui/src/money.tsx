export type MoneyValue = { amount: number; currency: string };

const exponents = new Map<string, number>();
const exponentOf = (currency: string): number => {
  const known = exponents.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  exponents.set(currency, known);
  return known;
};

/** Minor units to "1,234.50"; minus is U+2212, never brackets. The digits go to Intl as text, so no float rounds them. */
export function formatAmount({ amount, currency }: MoneyValue): string {
  const digits = exponentOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  const shown = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(decimal as Intl.StringNumericLiteral);
  return amount < 0 ? `\u2212${shown}` : shown;
}

/** An amount with its currency, or bare where the column says the currency once. `null` does not apply: a dash that screen readers say. */
export function Money({ value, bare = false }: { value: MoneyValue | null; bare?: boolean }) {
  if (value === null) return <><span aria-hidden="true">–</span><span className="vh">does not apply</span></>;
  return <span className="m">{formatAmount(value)}{!bare && <span className="cur">{value.currency}</span>}</span>;
}

/** "1.234,56" and "1234.56" to minor units; null for what is no amount in this currency. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = exponentOf(currency);
  const plain = text.trim().replace(/[\s\u00a0']/g, '');
  const decimalMark = /[.,](?=\d{1,3}$)/.exec(plain)?.[0];
  const cut = decimalMark ? plain.lastIndexOf(decimalMark) : -1;
  const fraction = cut >= 0 && plain.length - cut - 1 <= digits ? plain.slice(cut + 1) : '';
  const whole = (fraction === '' && cut >= 0 && plain.length - cut - 1 === 3 ? plain : cut >= 0 && fraction !== '' ? plain.slice(0, cut) : plain).replace(/[.,]/g, '');
  if (!/^\d{1,12}$/.test(whole) || !/^\d*$/.test(fraction)) return null;
  return Number(whole + fraction.padEnd(digits, '0'));
}

/** Minor units as plain text for fields and files: 3400 EUR is "34.00", with an ordinary minus. */
export const amountText = (value: MoneyValue): string => formatAmount(value).replace(/,/g, '').replace('\u2212', '-');
