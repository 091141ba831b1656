import { invariant } from '@stoa/platform/errors';
import { type AllowanceOrCharge, type EInvoice, type InvoiceAddress, type InvoiceLine, type InvoiceParty, type PaymentInstructions, type VatBreakdown, type VatCategory } from './einvoice.js';
import { amountText } from './exact.js';
import { type Xml, leaf, node, xmlFile } from './xml.js';

/** What a CII file says it follows (BT-24): the norm itself, as Factur-X and ZUGFeRD do in their profile EN 16931, or XRechnung. */
export type CiiProfile = 'en16931' | 'xrechnung';
const FOLLOWS: Readonly<Record<CiiProfile, string>> = { en16931: 'urn:cen.eu:en16931:2017', xrechnung: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0' };
const CII = 'urn:un:unece:uncefact:data';
const NAMESPACES = {
  'xmlns:rsm': `${CII}:standard:CrossIndustryInvoice:100`, 'xmlns:ram': `${CII}:standard:ReusableAggregateBusinessInformationEntity:100`, 'xmlns:qdt': `${CII}:standard:QualifiedDataType:100`, 'xmlns:udt': `${CII}:standard:UnqualifiedDataType:100`,
};

const text = (name: string, value: string | null, attributes: Readonly<Record<string, string | null>> = {}): Xml | null => leaf(`ram:${name}`, value, attributes);
const ram = (name: string, ...parts: Parameters<typeof node>[1][number][]): Xml | null => node(`ram:${name}`, parts);
/** 2026-11-21 as CII writes it. */
const day = (name: string, iso: string | null): Xml | null => ram(name, leaf('udt:DateTimeString', iso?.replaceAll('-', '') ?? null, { format: '102' }));

/** Writes an invoice or a credit note as UN/CEFACT CII D16B. Pure: the same invoice gives the same bytes. */
export function writeCii(invoice: EInvoice, profile: CiiProfile): string {
  const xml = node('rsm:CrossIndustryInvoice', [
    node('rsm:ExchangedDocumentContext', [
      profile === 'xrechnung' ? ram('BusinessProcessSpecifiedDocumentContextParameter', text('ID', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0')) : null,
      ram('GuidelineSpecifiedDocumentContextParameter', text('ID', FOLLOWS[profile])),
    ]),
    node('rsm:ExchangedDocument', [text('ID', invoice.number), text('TypeCode', invoice.typeCode), day('IssueDateTime', invoice.issueDate), invoice.notes.map((note) => ram('IncludedNote', text('Content', note)))]),
    node('rsm:SupplyChainTradeTransaction', [invoice.lines.map((line) => tradeLine(line, invoice.currency)), agreement(invoice), delivery(invoice), settlement(invoice, profile)]),
  ], NAMESPACES);
  invariant(xml, 'an invoice is not empty');
  return xmlFile(xml);
}

function tradeLine(line: InvoiceLine, currency: string): Xml | null {
  return ram('IncludedSupplyChainTradeLineItem', ram('AssociatedDocumentLineDocument', text('LineID', line.id)), ram('SpecifiedTradeProduct', text('Name', line.itemName), text('Description', line.itemDescription)),
    ram('SpecifiedLineTradeAgreement', ram('NetPriceProductTradePrice', text('ChargeAmount', line.itemNetPrice))),
    ram('SpecifiedLineTradeDelivery', text('BilledQuantity', line.quantity, { unitCode: line.unitCode })),
    ram('SpecifiedLineTradeSettlement', ram('ApplicableTradeTax', text('TypeCode', 'VAT'), text('CategoryCode', line.category.code), text('RateApplicablePercent', line.category.ratePct)),
      line.allowances.map((one) => ram('SpecifiedTradeAllowanceCharge', indicator(false), text('ActualAmount', amountText(one.amount, currency)), text('ReasonCode', one.reasonCode), text('Reason', one.reason))),
      ram('SpecifiedTradeSettlementLineMonetarySummation', text('LineTotalAmount', amountText(line.netAmount, currency)))));
}

const indicator = (isCharge: boolean): Xml | null => ram('ChargeIndicator', leaf('udt:Indicator', String(isCharge)));

function agreement(invoice: EInvoice): Xml | null {
  return ram('ApplicableHeaderTradeAgreement', text('BuyerReference', invoice.buyerReference), party('SellerTradeParty', invoice.seller, 'seller'), party('BuyerTradeParty', invoice.buyer, 'buyer'),
    ram('BuyerOrderReferencedDocument', text('IssuerAssignedID', invoice.purchaseOrder)));
}

function party(name: string, is: InvoiceParty, role: 'seller' | 'buyer'): Xml | null {
  const registration = (scheme: string, id: string | null) => (id === null ? null : ram('SpecifiedTaxRegistration', text('ID', id, { schemeID: scheme })));
  return ram(name, text('Name', is.name), ram('SpecifiedLegalOrganization', text('ID', is.legalRegistration?.id ?? null, { schemeID: is.legalRegistration?.scheme ?? null })),
    is.contact && ram('DefinedTradeContact', text('PersonName', is.contact.name), ram('TelephoneUniversalCommunication', text('CompleteNumber', is.contact.telephone)), ram('EmailURIUniversalCommunication', text('URIID', is.contact.email))),
    address('PostalTradeAddress', is.postalAddress), ram('URIUniversalCommunication', text('URIID', is.electronicAddress?.id ?? null, { schemeID: is.electronicAddress?.scheme ?? null })),
    registration('VA', is.vatIdentifier), role === 'seller' ? registration('FC', is.taxRegistration) : null);
}

const address = (name: string, is: InvoiceAddress): Xml | null =>
  ram(name, text('PostcodeCode', is.postCode), text('LineOne', is.line1), text('LineTwo', is.line2), text('CityName', is.city), text('CountryID', is.countryCode), text('CountrySubDivisionName', is.countrySubdivision));

function delivery({ delivery: { date, address: place } }: EInvoice): Xml | null {
  return ram('ApplicableHeaderTradeDelivery', ram('ShipToTradeParty', place && address('PostalTradeAddress', place)), ram('ActualDeliverySupplyChainEvent', day('OccurrenceDateTime', date)));
}

function settlement(invoice: EInvoice, profile: CiiProfile): Xml | null {
  const { currency, payment, period } = invoice;
  return ram('ApplicableHeaderTradeSettlement', text('CreditorReferenceID', payment.directDebit?.creditor ?? null), text('PaymentReference', payment.remittance), text('TaxCurrencyCode', invoice.accountingCurrency), text('InvoiceCurrencyCode', currency),
    paymentMeans(payment), invoice.vatBreakdown.map((part) => tradeTax(part, currency, profile)), ram('BillingSpecifiedPeriod', day('StartDateTime', period?.start ?? null), day('EndDateTime', period?.end ?? null)),
    invoice.allowances.map((one) => allowanceOrCharge(one, false, currency)), invoice.charges.map((one) => allowanceOrCharge(one, true, currency)),
    ram('SpecifiedTradePaymentTerms', text('Description', invoice.paymentTerms), day('DueDateDateTime', invoice.dueDate), text('DirectDebitMandateID', payment.directDebit?.mandate ?? null)), summation(invoice),
    invoice.precedingInvoices.map((one) => ram('InvoiceReferencedDocument', text('IssuerAssignedID', one.number), node('ram:FormattedIssueDateTime', [leaf('qdt:DateTimeString', one.issueDate.replaceAll('-', ''), { format: '102' })]))));
}

function paymentMeans(payment: PaymentInstructions): Xml | null {
  return ram('SpecifiedTradeSettlementPaymentMeans', text('TypeCode', payment.meansCode), payment.card && ram('ApplicableTradeSettlementFinancialCard', text('ID', payment.card.digits)),
    ram('PayerPartyDebtorFinancialAccount', text('IBANID', payment.directDebit?.debitedIban ?? null)),
    payment.transferTo && ram('PayeePartyCreditorFinancialAccount', text('IBANID', payment.transferTo.iban), text('AccountName', payment.transferTo.name)));
}

/** XRechnung wants a rate even of what has none (BR-DE-14). */
const tradeTax = (part: VatBreakdown, currency: string, profile: CiiProfile): Xml | null => ram('ApplicableTradeTax', text('CalculatedAmount', amountText(part.taxAmount, currency)), text('TypeCode', 'VAT'), text('ExemptionReason', part.exemptionReason?.text ?? null),
  text('BasisAmount', amountText(part.taxableAmount, currency)), text('CategoryCode', part.category.code), text('ExemptionReasonCode', part.exemptionReason?.code ?? null), text('RateApplicablePercent', part.category.ratePct ?? (profile === 'xrechnung' ? '0' : null)));

const allowanceOrCharge = (is: AllowanceOrCharge, isCharge: boolean, currency: string): Xml | null =>
  ram('SpecifiedTradeAllowanceCharge', indicator(isCharge), text('ActualAmount', amountText(is.amount, currency)), text('ReasonCode', is.reasonCode), text('Reason', is.reason), categoryTax(is.category));

const categoryTax = (is: VatCategory): Xml | null => ram('CategoryTradeTax', text('TypeCode', 'VAT'), text('CategoryCode', is.code), text('RateApplicablePercent', is.ratePct));

function summation({ totals, currency, accountingCurrency }: EInvoice): Xml | null {
  const amount = (name: string, minor: bigint) => text(name, amountText(minor, currency));
  const some = (name: string, minor: bigint) => (minor === 0n ? null : amount(name, minor));
  return ram('SpecifiedTradeSettlementHeaderMonetarySummation', amount('LineTotalAmount', totals.lineNet), some('ChargeTotalAmount', totals.charges), some('AllowanceTotalAmount', totals.allowances), amount('TaxBasisTotalAmount', totals.withoutVat),
    text('TaxTotalAmount', amountText(totals.vat, currency), { currencyID: currency }),
    accountingCurrency === null || totals.vatInAccountingCurrency === null ? null : text('TaxTotalAmount', amountText(totals.vatInAccountingCurrency, accountingCurrency), { currencyID: accountingCurrency }),
    some('RoundingAmount', totals.rounding), amount('GrandTotalAmount', totals.withVat), some('TotalPrepaidAmount', totals.paid), amount('DuePayableAmount', totals.due));
}
