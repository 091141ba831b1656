import { invariant } from '@stoa/platform/errors';
import { formatMoney, money } from '@stoa/platform/money';
import type { TaxDecision, TaxedLine } from '@stoa/tax';
import type { Tenant } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import { underLaw } from '../content/under-law.js';
import { type DocumentContents, type DocumentLine, type TaxShare, type TaxTreatment, UNSAID } from '../document/document.js';
import { type TaxedPart, taxSharesOf, treatmentOf } from '../document/tax-shares.js';
import { marketplaceParty, PIECE, rateOf, sum, taxesOf, vendorParty } from '../document/write-document.js';
import { isInUnion } from '../einvoice/missing.js';
import { exemptionReasonOf } from '../einvoice/vat-category.js';
import { type Commission, commissionLines } from './commission.js';
import { vendorWords } from './vendor-words.js';

export type CommissionSheet = {
  readonly tenant: Tenant; readonly vendor: Vendor; readonly commission: Commission; readonly decision: TaxDecision; readonly currency: string;
  /** Calendar days where the marketplace is, both included. */
  readonly period: { readonly from: string; readonly to: string; readonly month: string }; readonly today: string;
  readonly corrects: DocumentContents['corrects']; readonly brand: DocumentContents['brand'];
};
/** As many order numbers as fit below a line; of more their number is told. */
const NUMBERS_AT_MOST = 8;

/** The marketplace's invoice for a month's commission, or, where more went back than was taken, its credit note. What was agreed is taken to include the tax: the tax engine took it out. Pure. */
export function writeCommission(sheet: CommissionSheet, number: string): DocumentContents {
  const { tenant, vendor, commission, decision, currency, period, today } = sheet;
  const isCredit = commission.totalMinor < 0n;
  const lines = commissionLines(commission).map((part, index) => lineOf(sheet, part, decision.lines[index]));
  const gross = sum(lines.map((line) => line.grossMinor));
  const { locale } = vendor;
  return underLaw({
    ...UNSAID, reason: isCredit ? vendorWords(locale).feesWentBack : null, type: isCredit ? 'commission_credit_note' : 'commission_invoice', number, locale, currency, issuedOn: today, suppliedOn: period.to, issuer: marketplaceParty(tenant, locale), onBehalfBy: null, buyer: vendorParty(vendor, locale),
    orderNumbers: [], priceMode: 'excl', lines, taxes: taxesOf(decision.lines.flatMap(partsOf), locale), notes: notesOf(sheet, lines), discounts: [],
    totals: { netMinor: sum(lines.map((line) => line.netMinor)), taxMinor: sum(lines.map((line) => line.taxMinor)), grossMinor: gross }, roundingMinor: 0n, prepaidMinor: gross,
    paid: { on: today, brand: null, last4: null }, dueOn: null, paymentBy: { means: 'set_off', iban: null, accountName: null, mandate: null }, corrects: sheet.corrects, period: { from: period.from, to: period.to },
    deliveredTo: null, buyerReference: period.month, brand: sheet.brand,
    taxCurrency: decision.local && { currency: decision.local.currency, rate: decision.local.rates.map((one) => one.rate).join(' / '), taxMinor: decision.local.taxMinor },
  });
}

function lineOf({ tenant, vendor, commission, decision, currency }: CommissionSheet, part: ReturnType<typeof commissionLines>[number], taxed: TaxedLine | undefined): DocumentLine {
  invariant(taxed && taxed.grossMinor === part.minor, 'the tax is taken out of what was agreed');
  const { locale } = vendor;
  const words = vendorWords(locale);
  const say = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const orders = commission.orderNumbers.length;
  const title = orders === 0 ? words.backOnRefunds(commission.refunds) : { percentage: words.commission(orders), fixed: words.fees(commission.pieces), both: words.commissionAndFees(orders) }[part.kind];
  const detail = [
    ...(part.kind !== 'fixed' && commission.rates.length > 0 ? [words.rates(commission.rates)] : []), ...(orders > 0 && part.backMinor !== 0n ? [words.lessRefunds(say(part.chargedMinor), say(part.backMinor))] : []),
    ...(part.kind !== 'fixed' && orders > 0 && orders <= NUMBERS_AT_MOST ? [words.orders(commission.orderNumbers.join(', '))] : []),
  ].join('. ');
  return {
    kind: 'goods', title, detail, quantity: 1, unit: PIECE, unitNetMinor: taxed.netMinor, netMinor: taxed.netMinor, ratePct: rateOf(partsOf(taxed)), taxMinor: taxed.taxMinor, grossMinor: taxed.grossMinor, discounts: [], code: null,
    shares: sharesOf(tenant, vendor, decision, taxed),
  };
}

/** In the words of the issuer's law: for the union a business outside of it is out of scope, whatever that business owes at home. */
function sharesOf({ address: { country } }: Tenant, vendor: Vendor, decision: TaxDecision, taxed: TaxedLine): TaxShare[] {
  if (!isInUnion(country) || taxed.components.length > 0) return taxSharesOf(decision, partsOf(taxed), { netMinor: taxed.netMinor, treatment: taxed.treatment });
  return [{ treatment: untaxedAs(decision, vendor), ratePct: '0', country, baseMinor: taxed.netMinor, taxMinor: 0n }];
}

const untaxedAs = ({ scheme, treatment }: TaxDecision, vendor: Vendor): TaxTreatment => (isInUnion(vendor.address.country) ? (treatmentOf(scheme, treatment) ?? 'out_of_scope') : 'out_of_scope');

const partsOf = (line: TaxedLine): TaxedPart[] => line.components.map(({ authority, name, ratePct, baseMinor, taxMinor }) => ({ authority, name, ratePct, baseMinor, minor: taxMinor }));

/** Why it is taxed as it is, in the words of the law's pack; where that has none, in those of the norm. */
function notesOf({ decision, vendor, tenant }: CommissionSheet, lines: readonly DocumentLine[]): string[] {
  const { locale } = vendor;
  const words = vendorWords(locale);
  const language = locale.slice(0, 2);
  const legal = decision.notes.map((note) => note.text[language] ?? note.text['en'] ?? '').filter((text) => text !== '');
  if (lines.some((line) => line.taxMinor > 0n)) return [words.taxIncluded, ...legal];
  const reason = tenant.address.country === 'US' ? words.noSalesTax : exemptionReasonOf(untaxedAs(decision, vendor), locale)?.text;
  return legal.length > 0 || reason === undefined ? legal : [reason];
}
