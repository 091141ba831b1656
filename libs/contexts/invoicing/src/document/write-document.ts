import type { OrderGroup, Order, Consignment, OrderLine } from '@stoa/orders';
import { mulDiv } from '@stoa/platform/money';
import type { Subject } from '@stoa/privacy';
import type { TaxDecision } from '@stoa/tax';
import type { LegalAddress, Tenant } from '@stoa/tenancy';
import type { Vendor } from '@stoa/vendors';
import { underLaw } from '../content/under-law.js';
import { type DocumentContents, type DocumentLine, type DocumentTax, type IssuerKind, type Party, type PostalAddress, type SaleDocumentType, UNSAID } from './document.js';
import { countryName, percentText } from './formats.js';
import type { Numbering } from '../series/numbering.js';
import { type SupplyNumber, supplyNumbers } from './supply-number.js';
import { isValueAdded, taxSharesOf, type TaxedPart } from './tax-shares.js';
import { documentWords } from './words.js';

/** "One" of UN/ECE Recommendation 20. */
export const PIECE = 'C62';

/** What one seller of record sold in an order group. */
export type Sale = { readonly issuerKind: IssuerKind; readonly vendor: Vendor | null; readonly parts: readonly { readonly order: Order; readonly consignments: readonly Consignment[] }[] };
export type Given = {
  readonly group: OrderGroup; readonly tenant: Tenant; readonly shopper: Subject; readonly decisions: ReadonlyMap<string, TaxDecision>; readonly today: string;
  /** The day of the supply, where the document is written later. */
  readonly soldOn: string;
  readonly brand: DocumentContents['brand']; readonly numbering: Numbering;
};

/** Who has to write a document for this group, and about what: each vendor about its own consignments, the marketplace about those it sells itself in the eyes of the law. */
export function salesOf(group: OrderGroup, vendors: ReadonlyMap<string, Vendor>): Sale[] {
  const own = group.orders.flatMap((order): Sale[] => {
    const consignments = order.consignments.filter((c) => c.seller === 'vendor');
    return consignments.length === 0 ? [] : [{ issuerKind: 'vendor', vendor: vendors.get(order.vendorId) ?? null, parts: [{ order, consignments }] }];
  });
  const ours = group.orders.map((order) => ({ order, consignments: order.consignments.filter((c) => c.seller === 'platform') })).filter((part) => part.consignments.length > 0);
  return ours.length === 0 ? own : [...own, { issuerKind: 'platform', vendor: null, parts: ours }];
}

/** An invoice where a value added tax applies, else a receipt. */
export const typeOf = (sale: Sale, decisions: ReadonlyMap<string, TaxDecision>): SaleDocumentType =>
  sale.parts.some((part) => part.consignments.some((c) => isValueAdded(decisions.get(c.taxDecisionId)))) ? 'invoice' : 'receipt';

/** Writes down everything that will stand on the document. Pure: the same sale gives the same words and sums, for ever. */
export function writeDocument(sale: Sale, given: Given, number: string): DocumentContents {
  const { group, tenant, decisions } = given;
  const lines = sale.parts.flatMap(({ order, consignments }) => consignments.flatMap((c) => linesOf(order, c, given)));
  const parts = sale.parts.flatMap(({ order, consignments }) => consignments.flatMap((c) => [...order.lines.filter((line) => line.consignmentId === c.id).flatMap((line) => line.taxes), ...c.shippingTaxes, ...c.fees.flatMap((fee) => fee.taxes)]));
  const issuer = issuerOf(sale, given);
  const [under, ...others] = supplyNumbers(decisionsOf(sale, decisions), sale.issuerKind, issuer);
  return underLaw({
    ...UNSAID, law: under && under.country !== issuer.address?.country ? under.country : null, type: typeOf(sale, decisions), number, locale: group.locale, currency: group.currency, issuedOn: given.today, suppliedOn: given.soldOn, issuer: { ...issuer, vatId: under?.number ?? issuer.vatId },
    onBehalfBy: sale.issuerKind === 'vendor' ? tenant.legalName : null, buyer: buyerOf(given), orderNumbers: sale.parts.map((part) => part.order.number), priceMode: group.priceMode,
    lines, taxes: taxesOf(parts, group.locale), notes: [...notesOf(sale, given), ...otherNumbers(others, group.locale)], discounts: [], roundingMinor: 0n, prepaidMinor: sum(lines.map((line) => line.grossMinor)), dueOn: null,
    paymentBy: { means: group.card === null ? 'transfer' : 'card', iban: null, accountName: null, mandate: null }, corrects: [], period: null, deliveredTo: given.shopper.address && postal(given.shopper.address), buyerReference: businessTaxId(given.decisions) === null ? null : (given.shopper.invoiceTo?.reference ?? null), taxCurrency: null,
    totals: { netMinor: sum(lines.map((line) => line.netMinor)), taxMinor: sum(lines.map((line) => line.taxMinor)), grossMinor: sum(lines.map((line) => line.grossMinor)) },
    paid: { on: given.soldOn, brand: group.card?.brand ?? null, last4: group.card?.last4 ?? null }, brand: given.brand,
  });
}

function linesOf(order: Order, consignment: Consignment, { group: { locale }, decisions }: Given): DocumentLine[] {
  const words = documentWords(locale);
  const decision = decisions.get(consignment.taxDecisionId);
  const goods = order.lines.filter((line) => line.consignmentId === consignment.id).map((line) => goodsLine(line, decision));
  const shipping: DocumentLine = {
    kind: 'shipping', title: words.shipping, detail: `${consignment.rateName}, ${consignment.carrier}`, quantity: 1, unit: PIECE, unitNetMinor: consignment.shippingNetMinor,
    netMinor: consignment.shippingNetMinor, ratePct: rateOf(consignment.shippingTaxes), taxMinor: consignment.shippingTaxMinor, grossMinor: consignment.shippingGrossMinor, discounts: [], code: null,
    shares: taxSharesOf(decision, consignment.shippingTaxes, { netMinor: consignment.shippingNetMinor, treatment: decision?.shipping?.treatment ?? decision?.treatment ?? '' }),
  };
  const fees = consignment.fees.map((fee): DocumentLine => ({
    kind: 'fee', title: fee.name, detail: '', quantity: 1, unit: PIECE, unitNetMinor: fee.netMinor, netMinor: fee.netMinor, ratePct: rateOf(fee.taxes), taxMinor: fee.taxMinor, grossMinor: fee.grossMinor, discounts: [], code: null,
    shares: taxSharesOf(decision, fee.taxes, { netMinor: fee.netMinor, treatment: decision?.treatment ?? '' }),
  }));
  return [...goods, ...(shipping.grossMinor === 0n ? [] : [shipping]), ...fees];
}

const goodsLine = (line: OrderLine, decision: TaxDecision | undefined): DocumentLine => ({
  kind: 'goods', title: line.title, detail: [line.optionText, line.sku].filter((text) => text !== '').join(', '), quantity: line.quantity, unit: PIECE,
  unitNetMinor: mulDiv(line.netMinor, 1n, BigInt(line.quantity), 'half_up'), netMinor: line.netMinor, ratePct: rateOf(line.taxes), taxMinor: line.taxMinor, grossMinor: line.grossMinor, discounts: [], code: decision?.facts.lines.find((one) => one.id === line.taxLineId)?.hs6 ?? null,
  shares: taxSharesOf(decision, line.taxes, { netMinor: line.netMinor, treatment: decision?.lines.find((taxed) => taxed.id === line.taxLineId)?.treatment ?? '' }),
});

/** The rate of a line: that of its one tax, the sum of its authorities' rates on one base, or `mixed` where bases differ. */
export function rateOf(taxes: readonly TaxedPart[]): string | null {
  const [first, ...others] = taxes;
  if (!first) return null;
  if (others.length === 0) return first.ratePct;
  if (taxes.some((tax) => tax.baseMinor !== first.baseMinor)) return 'mixed';
  return fromMillionths(sum(taxes.map((tax) => toMillionths(tax.ratePct))));
}

/** Percentages are decimal texts; they are added as whole millionths of a percent. */
const toMillionths = (pct: string): bigint => {
  const [whole = '0', fraction = ''] = pct.split('.');
  return BigInt(whole + fraction.slice(0, 6).padEnd(6, '0'));
};
const fromMillionths = (value: bigint): string => {
  const digits = value.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
};

export function taxesOf(parts: readonly TaxedPart[], locale: string): DocumentTax[] {
  const words = documentWords(locale);
  const sums = new Map<string, DocumentTax>();
  for (const part of parts) {
    const where = /^[A-Z]{2}$/.test(part.authority) ? countryName(part.authority, locale) : part.name;
    const label = `${words.tax} ${percentText(part.ratePct, locale)}, ${where}`;
    const before = sums.get(label);
    sums.set(label, { label, ratePct: part.ratePct, baseMinor: (before?.baseMinor ?? 0n) + part.baseMinor, taxMinor: (before?.taxMinor ?? 0n) + part.minor });
  }
  return [...sums.values()];
}

const decisionsOf = (sale: Sale, decisions: Given['decisions']): TaxDecision[] => sale.parts.flatMap((part) => part.consignments.flatMap((c) => decisions.get(c.taxDecisionId) ?? []));

/** An invoice has room for one number of the seller: those that lesser parts are sold under are named below. */
const otherNumbers = (numbers: readonly SupplyNumber[], locale: string): string[] => numbers.flatMap(({ country, number }) => (number === null ? [] : [documentWords(locale).alsoUnder(countryName(country, locale), number)]));

const issuerOf = ({ vendor }: Sale, { tenant, group: { locale } }: Given): Party => (vendor ? vendorParty(vendor, locale) : marketplaceParty(tenant, locale));
const NOT_KEPT = { taxNumber: null, electronicAddress: null };

/** A vendor as it stands on documents. */
export const vendorParty = (vendor: Vendor, locale: string): Party => ({
  ...NOT_KEPT, name: vendor.legalName, addressLines: addressLines(vendor.address, locale), vatId: vendor.vatId, registerNumber: vendor.registerNumber, email: vendor.email, phone: vendor.phone === '' ? null : vendor.phone, address: postal(vendor.address),
});

/** The marketplace as it stands on documents. */
export const marketplaceParty = (tenant: Tenant, locale: string): Party => ({
  ...NOT_KEPT, name: tenant.legalName, addressLines: addressLines(tenant.address, locale), vatId: tenant.vatId, registerNumber: tenant.registerNumber, email: tenant.supportEmail, phone: null, address: postal(tenant.address),
});

/** A business is named with the tax id it bought under: without it no tax may be left off. Where it wants its e-invoices counts with it. */
const buyerOf = ({ shopper, group, decisions }: Given): Party => ({
  name: shopper.address?.name ?? shopper.name ?? '', addressLines: shopper.address ? addressLines(shopper.address, group.locale) : [], vatId: businessTaxId(decisions), registerNumber: null, email: null,
  phone: null, taxNumber: null, address: shopper.address && postal(shopper.address), electronicAddress: businessTaxId(decisions) === null ? null : (shopper.invoiceTo?.peppol ?? null),
});

const businessTaxId = (decisions: Given['decisions']): string | null => [...decisions.values()].find(({ facts }) => facts.customer.type === 'business')?.facts.customer.taxId ?? null;

const postal = ({ line1, line2, city, region, postcode, country }: LegalAddress): PostalAddress => ({ line1, line2, city, region, postcode, country });

/** The lines of an address as its country writes them: the town before its state and code in the US, behind the code elsewhere. */
export function addressLines(address: LegalAddress, locale: string): string[] {
  const town = address.country === 'US' ? `${address.city}, ${[address.region, address.postcode].filter(Boolean).join(' ')}` : `${address.postcode} ${address.city}`;
  return [address.line1, address.line2, town, countryName(address.country, locale)].filter((line): line is string => line !== null && line.trim() !== '');
}

/** What the tax decisions say must be said, each sentence once, and whose trader's goods the marketplace sells. */
function notesOf(sale: Sale, { decisions, group, tenant }: Given): string[] {
  const words = documentWords(group.locale);
  const language = group.locale.slice(0, 2);
  const used = decisionsOf(sale, decisions);
  const legal = used.flatMap((decision) => decision.notes.map((note) => note.text[language] ?? note.text['en'] ?? ''));
  const facilitated = sale.issuerKind === 'vendor' && used.some((decision) => decision.liable === 'platform' && decision.totals.taxMinor > 0n) ? [words.facilitated(tenant.legalName)] : [];
  const traders = sale.issuerKind === 'platform' ? [words.traders(sale.parts.map((part) => part.order.vendorName).join(', '))] : [];
  return [...new Set([...legal, ...facilitated, ...traders])].filter((note) => note !== '');
}

export const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
