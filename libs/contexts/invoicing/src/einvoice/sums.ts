import { DomainError } from '@stoa/platform/errors';
import { currencyOf, mulDiv } from '@stoa/platform/money';
import type { DocumentContents } from '../document/document.js';
import { type AllowanceOrCharge, type EInvoice, type VatCategory, sameCategory } from './einvoice.js';
import { exact, taxAt } from './exact.js';

type Check = { readonly rule: string; readonly found: bigint; readonly frozen: bigint };

/** Works out every sum again from its parts and refuses a document on which one of them is not the frozen figure: such a file would be refused by whoever reads it. */
export function assertSums(invoice: EInvoice, contents: DocumentContents): void {
  const wrong = [...checksOf(invoice, contents), ...taxChecks(invoice, contents)].filter((check) => check.found !== check.frozen);
  if (wrong.length === 0) return;
  throw new DomainError('invoicing.sums_differ', 'conflict', `The sums of ${invoice.number} do not agree: ${wrong.map((one) => `${one.rule} gives ${one.found}, frozen is ${one.frozen}`).join('; ')}.`, {
    wrong: wrong.map(({ rule, found, frozen }) => ({ rule, found: found.toString(), frozen: frozen.toString() })),
  });
}

function checksOf({ lines, allowances, charges, totals, vatBreakdown }: EInvoice, contents: DocumentContents): Check[] {
  const perCategory = vatBreakdown.map((part): Check => ({ rule: `BR-${part.category.code}-08`, frozen: part.taxableAmount, found: taxable(part.category, lines, allowances, charges) }));
  return [
    { rule: 'BR-CO-10', found: sum(lines.map((line) => line.netAmount)), frozen: totals.lineNet },
    ...lines.map((line): Check => ({ rule: `line ${line.id} (quantity × price)`, found: priced(line.quantity, line.itemNetPrice, contents.currency) - sum(line.allowances.map((one) => one.amount)), frozen: line.netAmount })),
    { rule: 'BR-CO-13', found: totals.lineNet - totals.allowances + totals.charges, frozen: contents.totals.netMinor },
    { rule: 'BR-CO-14', found: sum(vatBreakdown.map((part) => part.taxAmount)), frozen: contents.totals.taxMinor },
    { rule: 'BR-CO-15', found: totals.withoutVat + totals.vat, frozen: contents.totals.grossMinor },
    { rule: 'BR-CO-16', found: totals.withVat - totals.paid + totals.rounding, frozen: totals.due },
    { rule: 'the lines before discounts', found: sum(contents.lines.map((line) => line.grossMinor)) - sum(contents.discounts.map((one) => one.grossMinor)), frozen: contents.totals.grossMinor },
    ...perCategory,
  ];
}

const taxable = (category: VatCategory, lines: EInvoice['lines'], allowances: readonly AllowanceOrCharge[], charges: readonly AllowanceOrCharge[]): bigint => {
  const of = (list: readonly { category: VatCategory; amount: bigint }[]) => sum(list.filter((one) => sameCategory(one.category, category)).map((one) => one.amount));
  return of(lines.map((line) => ({ category: line.category, amount: line.netAmount }))) - of(allowances) + of(charges);
};

/** BR-CO-17. A shop rounds the tax of each line, so the sum may be away from base × rate by half a unit per line and no more. */
function taxChecks({ vatBreakdown }: EInvoice, contents: DocumentContents): Check[] {
  const parts = BigInt(contents.lines.reduce((count, line) => count + line.shares.length, 0) + contents.discounts.reduce((count, one) => count + one.shares.length, 0));
  return vatBreakdown.flatMap((part): Check[] => {
    const exactly = part.category.ratePct === null ? 0n : taxAt(part.taxableAmount, part.category.ratePct);
    const away = part.taxAmount > exactly ? part.taxAmount - exactly : exactly - part.taxAmount;
    return away <= (parts + 1n) / 2n ? [] : [{ rule: 'BR-CO-17', found: exactly, frozen: part.taxAmount }];
  });
}

/** Quantity × price, rounded to the currency's minor unit. */
function priced(quantity: string, price: string, currency: string): bigint {
  const [one, many] = [exact(price), exact(quantity)];
  return mulDiv(one.digits * many.digits, 10n ** BigInt(currencyOf(currency).exponent), 10n ** BigInt(one.places + many.places), 'half_up');
}

const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
