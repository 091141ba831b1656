import { formatMoney, money } from '@stoa/platform/money';
import type { DocumentContents } from './document.js';
import type { DocumentWords } from './words.js';

/** A row of the sums below the lines. */
export type TotalRow = { readonly label: string; readonly value: string; readonly isTotal: boolean };

/** The sums of a document as people read them: discounts, net, the tax per rate, the whole, and what of it is paid and what is not. */
export function totalRows(contents: DocumentContents, words: DocumentWords, amount: (minor: bigint) => string): TotalRow[] {
  const { totals, taxes, discounts, taxCurrency, roundingMinor, prepaidMinor, locale } = contents;
  const row = (label: string, value: string, isTotal = false): TotalRow => ({ label, value, isTotal });
  const isIncluded = contents.priceMode === 'incl';
  const due = totals.grossMinor + roundingMinor - prepaidMinor;
  return [
    ...discounts.map((one) => row(words.fundedBy(one.label, one.funder === 'vendor' ? contents.issuer.name : one.funder === 'tenant' ? contents.brand.name : 'Stoa'), amount(isIncluded ? -one.grossMinor : -one.netMinor))),
    row(isIncluded ? words.netTotal : words.subtotal, amount(totals.netMinor)),
    ...taxes.map((tax) => row(`${tax.label} ${words.base} ${amount(tax.baseMinor)}`, amount(tax.taxMinor))),
    ...(taxCurrency === null ? [] : [row(words.taxIn(taxCurrency.currency, taxCurrency.rate), formatMoney(money(taxCurrency.taxMinor, taxCurrency.currency), locale))]),
    row(words.total, amount(totals.grossMinor), true),
    ...(roundingMinor === 0n ? [] : [row(words.rounding, amount(roundingMinor))]),
    ...(due === 0n ? [] : [...(prepaidMinor === 0n ? [] : [row(words.prepaid, amount(-prepaidMinor))]), row(words.due, amount(due), true)]),
  ];
}
