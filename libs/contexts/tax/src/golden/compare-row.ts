import { mulDiv } from '@stoa/platform/money';
import type { TaxDecision, TaxedLine } from '../decision/decision.js';
import { taxOf } from '../evaluation/lines.js';
import { pctOf, RATE_SCALE, rateOf } from '../evaluation/rate.js';
import { taxOfPart } from '../evaluation/refund.js';
import { exponentOf, isCarriage } from './row-facts.js';
import { minorOfRow, type GoldenRow } from './golden-row.js';

export type Mismatch = { field: string; expected: string; got: string };
type Expect = (field: string, expected: unknown, got: unknown) => void;

/** Holds a decision against what the row expects, field by field. Empty when they agree. */
export function compareRow(row: GoldenRow, decision: TaxDecision): Mismatch[] {
  const found: Mismatch[] = [];
  const expect: Expect = (field, expected, got) => {
    if (String(expected) !== String(got)) found.push({ field, expected: String(expected), got: String(got) });
  };
  const sums = isRefund(row) ? refundSums(row, decision) : saleSums(row, decision);
  const amount = (text: string) => plain(minorOfRow(text, exponentOf(row.currency)), row.currency);
  const got = (minor: bigint) => plain(minor, row.currency);
  const e = row.expected;
  expect('jurisdiction', e.jurisdiction, isPlace(row, decision) ? e.jurisdiction : decision.place);
  expect('scheme', e.scheme, decision.scheme);
  expect('treatment', e.treatment, decision.treatment);
  expect('taxable_amount', amount(e.taxable_amount), got(sums.taxable));
  expect('tax_amount', amount(e.tax_amount), got(sums.tax));
  const pays = [sums.pays, ...sums.paysToo].map(got);
  expect('customer_pays', amount(e.customer_pays), pays.find((sum) => sum === amount(e.customer_pays)) ?? pays[0]);
  expect('tax_remitted_by', e.tax_remitted_by, remittedBy(decision));
  expect('customer_invoice_issuer', e.customer_invoice_issuer, decision.issuer);
  compareLines(row, decision, expect);
  compareComponents(row, decision, expect);
  compareCharges(row, decision, expect);
  return found;
}

/** A place may be named by its area (PT-30, Madeira), and what nobody taxes by where it is supplied: a service abroad. */
function isPlace({ expected: { jurisdiction }, ship_to: to }: GoldenRow, decision: TaxDecision): boolean {
  if (decision.place === 'none') return [to.country, to.region ? `${to.country}-${to.region}` : to.country, 'none'].includes(jurisdiction);
  return jurisdiction === decision.place || decision.lines.some(({ why }) => why.some((id) => id.startsWith(`${decision.place}-rate:`) && id.split(':').includes(jurisdiction)));
}

/** An amount as people write it, with the decimals of its currency: -4.13. */
export function plain(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  return `${minor < 0n ? '-' : ''}${exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`}`;
}

export const isRefund = ({ facts, lines }: GoldenRow): boolean => facts.document === 'refund' || facts.document === 'credit_note' || lines.every((line) => line.unit_price.startsWith('-') || line.quantity.startsWith('-'));

const allLines = (decision: TaxDecision): TaxedLine[] => (decision.shipping ? [...decision.lines, decision.shipping] : decision.lines);
// Taxed is what has a rate, also where it comes to less than half a cent. Delivery may be taxed in parts, each at the rate of the goods that it follows.
const taxableOf = (line: TaxedLine): bigint => {
  if (line.components.length === 0) return line.netMinor;
  const byAuthority = new Map<string, bigint>();
  for (const { authority, baseMinor } of line.components) byAuthority.set(authority, (byAuthority.get(authority) ?? 0n) + baseMinor);
  const most = [...byAuthority.values()].reduce((max, base) => (base > max ? base : max), 0n);
  return most < line.netMinor ? most : line.netMinor;
};
const taxableSum = (decision: TaxDecision): bigint => allLines(decision).filter((line) => line.components.length > 0).reduce((sum, line) => sum + taxableOf(line), 0n);

function saleSums(row: GoldenRow, decision: TaxDecision) {
  const { totals } = decision;
  const [all, fees] = [totals.customerPaysMinor, feesOf(decision)];
  // A row that tells the buyer's cash apart means by "customer pays" the whole consideration, whoever pays it; one that only names who funds a discount may mean either.
  const thirdParty = totals.grossMinor + fees - all;
  const tellsCash = row.expected.buyer_cash_payment !== undefined;
  // Fees are asked of a row that names them, and may stand beside its sum; one that does not means the price and its tax.
  const namesFees = Object.keys(row.expected).some(isFee);
  const pays = all + (tellsCash ? thirdParty : 0n) - (namesFees ? 0n : fees);
  const paysToo = [...(namesFees ? [pays - fees] : []), ...(!tellsCash && row.platform.funds_discount !== undefined ? [pays + thirdParty] : [])];
  return { taxable: taxableSum(decision), tax: totals.taxMinor, pays, paysToo };
}

const isFee = (key: string): boolean => /(^|_)fees?(_|$)/.test(key) && !/^(national|customs|handling)_|handling_fee/.test(key);
const feesOf = (decision: TaxDecision): bigint => decision.fees.reduce((sum, fee) => sum + fee.amountMinor, 0n);

/** A refund row knows the original tax and what went back before; the rest of the original sale follows from its rate. */
function refundSums(row: GoldenRow, decision: TaxDecision) {
  const tax = refundTax(row, decision);
  const net = decision.priceMode === 'incl' ? decision.totals.grossMinor - tax : decision.totals.netMinor;
  return { taxable: tax === 0n ? 0n : -net, tax: -tax, pays: -(net + tax), paysToo: [] };
}

function refundTax(row: GoldenRow, decision: TaxDecision): bigint {
  const { original_tax: original, refunded_before: given = '0' } = row.facts;
  const now = decision.totals.netMinor;
  if (original === undefined || decision.totals.taxMinor === 0n) return decision.totals.taxMinor;
  const exponent = exponentOf(row.currency);
  const [tax, before] = [minorOfRow(String(original), exponent), minorOfRow(String(given), exponent)];
  const rate = rateOf(decision.lines[0]!.ratePct);
  const whole = mulDiv(tax, RATE_SCALE, rate, 'half_up');
  const beforeMinor = mulDiv(before, whole, tax, 'half_up');
  return taxOfPart(tax, whole, { beforeMinor, nowMinor: beforeMinor + now > whole ? whole - beforeMinor : now });
}

function compareLines(row: GoldenRow, decision: TaxDecision, expect: Expect): void {
  const sign = isRefund(row) ? -1n : 1n;
  const amount = (text: string) => plain(minorOfRow(text, exponentOf(row.currency)), row.currency);
  const carriage = new Set(row.lines.filter((line) => isCarriage(line.category)).map((line) => line.id));
  for (const said of row.expected.per_line) {
    const wanted = { ...said, rate_pct: rateText(said.rate_pct) };
    const at = `per_line ${wanted.line}`;
    if (carriage.has(wanted.line)) {
      const share = decision.shipping?.components.find((c) => c.ratePct === wanted.rate_pct);
      expect(at, [wanted.rate_pct, amount(wanted.taxable), amount(wanted.tax)], [share?.ratePct ?? 'none', plain(share?.baseMinor ?? 0n, row.currency), plain(share?.taxMinor ?? 0n, row.currency)]);
      continue;
    }
    const line = allLines(decision).find((l) => l.id === wanted.line);
    const tax = !line ? 0n : isRefund(row) && row.expected.per_line.length === 1 ? refundTax(row, decision) : ownTaxOf(line, decision);
    const taxable = !line ? 0n : isRefund(row) && decision.priceMode === 'incl' ? line.grossMinor - tax : taxableOf(line);
    expect(at, [wanted.rate_pct, amount(wanted.taxable), amount(wanted.tax)], [line ? rateIn(line) : 'no such line', plain(sign * taxable, row.currency), plain(sign * tax, row.currency)]);
  }
}

/** A delivery charge that follows taxed and free goods has one rate, on part of it. */
function rateIn({ ratePct, components }: TaxedLine): string {
  const isOneRate = components.length > 0 && new Set(components.map((c) => c.authority)).size === components.length && new Set(components.map((c) => c.baseMinor)).size === 1;
  return ratePct !== 'mixed' || !isOneRate ? ratePct : pctOf(components.reduce((sum, c) => sum + rateOf(c.ratePct), 0n));
}

/** The line's tax by itself: where a document is rounded as a whole, worked cases still show each line rounded alone. */
function ownTaxOf(line: TaxedLine, { priceMode, rounding }: TaxDecision): bigint {
  if (rounding.level !== 'document_rate' || line.ratePct === 'mixed') return line.taxMinor;
  const mode = rounding.mode as 'half_up' | 'floor' | 'ceil';
  if (priceMode === 'incl') return taxOf(line.grossMinor, rateOf(line.ratePct), 'incl', mode);
  return mulDiv(line.components.reduce((sum, c) => sum + c.baseMinor * rateOf(c.ratePct), 0n), 1n, RATE_SCALE, mode);
}

/** Who pays the tax to the authorities: `split` where it is not one party for all components. */
export function remittedBy(decision: TaxDecision): string {
  const remitters = new Set(allLines(decision).flatMap((line) => line.components).filter((c) => c.taxMinor > 0n).map((c) => c.remitter));
  return remitters.size > 1 ? 'split' : ([...remitters][0] ?? decision.liable);
}

/** 20, 20.0 and 20.00 are one rate. */
const rateText = (pct: string): string => pctOf(rateOf(pct));
const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
/** Authorities go by many names: ours must hold the row's, or the row's without the state behind it. */
const isNamed = (component: { authority: string; name: string }, wanted: string): boolean => [wanted, wanted.replace(/-[A-Z]{2}$/, ''), wanted.replace(/^(UT|D)GST/, 'SGST')].some((name) => bare(component.authority + component.name).includes(bare(name)) || bare(component.name).includes(bare(name)));

function compareComponents(row: GoldenRow, decision: TaxDecision, expect: Expect): void {
  const { expected, currency } = row;
  const sign = isRefund(row) ? -1n : 1n;
  for (const [id, wanted] of Object.entries(expected.components)) {
    const components = allLines(decision).find((line) => line.id === id)?.components ?? [];
    expect(`components ${id}`, wanted.length, components.length);
    for (const { rate_pct: pct, ...said } of wanted) {
      const w = { ...said, rate_pct: rateText(pct) };
      const found = components.find((c) => isNamed(c, w.authority) && c.ratePct === w.rate_pct) ?? components.find((c) => isNamed(c, w.authority));
      expect(`components ${id} ${w.authority}`, [w.rate_pct, plain(minorOfRow(w.tax, exponentOf(currency)), currency)], found ? [found.ratePct, plain(sign * found.taxMinor, currency)] : components.map((c) => c.authority));
    }
  }
  for (const [authority, remitter] of Object.entries(expected.remit_split)) {
    const found = allLines(decision).flatMap((line) => line.components).find((c) => isNamed(c, authority));
    expect(`remit_split ${authority}`, remitter, found?.remitter ?? 'not charged');
  }
}

/** Fees, duties and what is kept back from the vendor, where the row says so. */
function compareCharges(row: GoldenRow, decision: TaxDecision, expect: Expect): void {
  const e = row.expected;
  const number = (value: unknown) => /-?\d+(\.\d+)?/.exec(String(value))?.[0] ?? '0';
  const inCurrency = (value: unknown, currency: string) => plain(minorOfRow(number(value), exponentOf(currency)), currency);
  const dutySum = (currency: string, isIt: (duty: TaxDecision['duties'][number]) => boolean) => plain(decision.duties.filter((d) => d.currency === currency && isIt(d)).reduce((sum, d) => sum + d.amountMinor, 0n), currency);
  const fees = plain(feesOf(decision), row.currency);
  for (const [key, value] of Object.entries(e)) {
    const currency = /_([a-z]{3})$/.exec(key)?.[1]?.toUpperCase() ?? row.currency;
    if (/^(eu_)?customs_duty/.test(key)) expect(key, inCurrency(value, currency), dutySum(currency, ({ code }) => /duty/.test(code)));
    else if (/handling_fee/.test(key)) expect(key, inCurrency(value, currency), dutySum(currency, ({ code }) => /handling_fee/.test(code)));
    else if (/^(national|customs)_fee/.test(key)) expect(key, inCurrency(value, currency), dutySum(currency, ({ authority }) => authority !== 'EU'));
    else if (key === 'fees') compareFees(value, { row, decision, expect });
    else if (isFee(key) && typeof value === 'string') expect(key, inCurrency(value, row.currency), fees);
    else if (key === 'tcs_withheld_from_vendor') expect(key, inCurrency(value, row.currency), plain(decision.withheld.reduce((sum, w) => sum + w.amountMinor, 0n), row.currency));
    else if (key === 'tcs_split') for (const [authority, part] of Object.entries(value as Record<string, string>)) expect(`${key} ${authority}`, inCurrency(part, row.currency), plain(decision.withheld.find((w) => isNamed({ authority: w.authority, name: w.authority }, authority))?.amountMinor ?? 0n, row.currency));
    else if (key === 'buyer_cash_payment') expect(key, inCurrency(value, row.currency), plain(decision.totals.customerPaysMinor, row.currency));
    else if (key === 'platform_contribution') expect(key, inCurrency(value, row.currency), plain(allLines(decision).reduce((sum, line) => sum + line.thirdPartyMinor, 0n), row.currency));
  }
}

/** `fees` of a row: a list of { code, amount }, or amounts by name. */
function compareFees(value: unknown, { row, decision, expect }: { row: GoldenRow; decision: TaxDecision; expect: Expect }): void {
  const list = Array.isArray(value) ? (value as Record<string, unknown>[]).map((fee) => [String(fee.code ?? fee.name ?? fee.id ?? ''), fee.amount] as const) : Object.entries((value ?? {}) as Record<string, unknown>);
  const charges = [...decision.fees.map((fee) => ({ code: fee.code, amountMinor: fee.amountMinor, currency: row.currency })), ...decision.duties];
  for (const [code, amount] of list) {
    const wanted = minorOfRow(/-?\d+(\.\d+)?/.exec(String(amount))?.[0] ?? '0', exponentOf(row.currency));
    const found = charges.find((c) => bare(c.code).includes(bare(code)) || bare(code).includes(bare(c.code))) ?? (list.length === 1 ? charges[0] : undefined);
    expect(`fees ${code}`, plain(wanted, row.currency), found ? plain(found.amountMinor, found.currency) : plain(0n, row.currency));
  }
}
