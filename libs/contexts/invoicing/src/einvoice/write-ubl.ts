import { invariant } from '@stoa/platform/errors';
import { type AllowanceOrCharge, type EInvoice, type InvoiceAddress, type InvoiceLine, type InvoiceParty, type VatBreakdown, type VatCategory, isCreditNote, typeCodes } from './einvoice.js';
import { amountText } from './exact.js';
import { type Xml, leaf, node, xmlFile } from './xml.js';

/** What a UBL file says it follows: BT-24 and BT-23. */
export type UblProfile = 'peppol' | 'xrechnung';
const BILLING = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
const FOLLOWS: Readonly<Record<UblProfile | 'peppol_self_billing', { readonly customization: string; readonly process: string }>> = {
  peppol: { customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0', process: BILLING },
  peppol_self_billing: { customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0', process: 'urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0' },
  xrechnung: { customization: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0', process: BILLING },
};
const NAMESPACES = { 'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2', 'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2' };

const cbc = (name: string, text: string | null, attributes: Readonly<Record<string, string | null>> = {}): Xml | null => leaf(`cbc:${name}`, text, attributes);
const cac = (name: string, ...parts: Parameters<typeof node>[1][number][]): Xml | null => node(`cac:${name}`, parts);

/** Writes an invoice or a credit note as UBL 2.1. Pure: the same invoice gives the same bytes. */
export function writeUbl(invoice: EInvoice, profile: UblProfile): string {
  const isCredit = isCreditNote(invoice);
  const root = isCredit ? 'CreditNote' : 'Invoice';
  const isSelfBilled = invoice.typeCode === typeCodes.selfBilledInvoice || invoice.typeCode === typeCodes.selfBilledCreditNote;
  const follows = FOLLOWS[profile === 'peppol' && isSelfBilled ? 'peppol_self_billing' : profile];
  const xml = node(root, [
    cbc('CustomizationID', follows.customization), cbc('ProfileID', follows.process), cbc('ID', invoice.number), cbc('IssueDate', invoice.issueDate), isCredit ? null : cbc('DueDate', invoice.dueDate),
    cbc(`${root}TypeCode`, invoice.typeCode), cbc('Note', invoice.notes.join('\n')), cbc('DocumentCurrencyCode', invoice.currency), cbc('TaxCurrencyCode', invoice.accountingCurrency),
    cbc('BuyerReference', invoice.buyerReference),
    cac('InvoicePeriod', cbc('StartDate', invoice.period?.start ?? null), cbc('EndDate', invoice.period?.end ?? null)), cac('OrderReference', cbc('ID', invoice.purchaseOrder)),
    invoice.precedingInvoices.map((one) => cac('BillingReference', cac('InvoiceDocumentReference', cbc('ID', one.number), cbc('IssueDate', one.issueDate)))),
    cac('AccountingSupplierParty', party(invoice.seller, 'seller', invoice.payment.directDebit?.creditor ?? null)), cac('AccountingCustomerParty', party(invoice.buyer, 'buyer')),
    cac('Delivery', cbc('ActualDeliveryDate', invoice.delivery.date), cac('DeliveryLocation', invoice.delivery.address && address('Address', invoice.delivery.address))),
    paymentMeans(invoice, isCredit), cac('PaymentTerms', cbc('Note', invoice.paymentTerms)),
    invoice.allowances.map((one) => allowanceOrCharge(one, false, invoice.currency)), invoice.charges.map((one) => allowanceOrCharge(one, true, invoice.currency)),
    taxTotals(invoice, profile), totals(invoice), invoice.lines.map((line) => invoiceLine(line, invoice.currency, isCredit)),
  ], { xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`, ...NAMESPACES });
  invariant(xml, 'an invoice is not empty');
  return xmlFile(xml);
}

/** BT-90, who collects by direct debit, is an identifier of the seller in UBL. */
function party(is: InvoiceParty, role: 'seller' | 'buyer', creditor: string | null = null): Xml | null {
  const scheme = (identifier: string | null, tax: string) => (identifier === null ? null : cac('PartyTaxScheme', cbc('CompanyID', identifier), cac('TaxScheme', cbc('ID', tax))));
  return cac('Party', cbc('EndpointID', is.electronicAddress?.id ?? null, { schemeID: is.electronicAddress?.scheme ?? null }), cac('PartyIdentification', cbc('ID', creditor, { schemeID: 'SEPA' })), address('PostalAddress', is.postalAddress),
    scheme(is.vatIdentifier, 'VAT'), role === 'seller' ? scheme(is.taxRegistration, 'FC') : null,
    cac('PartyLegalEntity', cbc('RegistrationName', is.name), cbc('CompanyID', is.legalRegistration?.id ?? null, { schemeID: is.legalRegistration?.scheme ?? null })),
    is.contact && cac('Contact', cbc('Name', is.contact.name), cbc('Telephone', is.contact.telephone), cbc('ElectronicMail', is.contact.email)));
}

const address = (name: string, is: InvoiceAddress): Xml | null => cac(name, cbc('StreetName', is.line1), cbc('AdditionalStreetName', is.line2), cbc('CityName', is.city), cbc('PostalZone', is.postCode),
  cbc('CountrySubentity', is.countrySubdivision), cac('Country', cbc('IdentificationCode', is.countryCode)));

function paymentMeans({ payment, dueDate }: EInvoice, isCredit: boolean): Xml | null {
  return cac('PaymentMeans', cbc('PaymentMeansCode', payment.meansCode), isCredit ? cbc('PaymentDueDate', dueDate) : null, cbc('PaymentID', payment.remittance),
    payment.card && cac('CardAccount', cbc('PrimaryAccountNumberID', payment.card.digits), cbc('NetworkID', payment.card.network)),
    payment.transferTo && cac('PayeeFinancialAccount', cbc('ID', payment.transferTo.iban), cbc('Name', payment.transferTo.name)),
    payment.directDebit && cac('PaymentMandate', cbc('ID', payment.directDebit.mandate), cac('PayerFinancialAccount', cbc('ID', payment.directDebit.debitedIban))));
}

const category = (name: string, is: VatCategory): Xml | null => cac(name, cbc('ID', is.code), cbc('Percent', is.ratePct), cac('TaxScheme', cbc('ID', 'VAT')));

const allowanceOrCharge = (is: AllowanceOrCharge, isCharge: boolean, currency: string): Xml | null =>
  cac('AllowanceCharge', cbc('ChargeIndicator', String(isCharge)), cbc('AllowanceChargeReasonCode', is.reasonCode), cbc('AllowanceChargeReason', is.reason), amount('Amount', is.amount, currency), category('TaxCategory', is.category));

const amount = (name: string, minor: bigint, currency: string): Xml | null => cbc(name, amountText(minor, currency), { currencyID: currency });

/** XRechnung wants a rate even of what has none (BR-DE-14). */
function taxTotals({ totals: sums, vatBreakdown, currency, accountingCurrency }: EInvoice, profile: UblProfile): (Xml | null)[] {
  const subtotal = (part: VatBreakdown) => cac('TaxSubtotal', amount('TaxableAmount', part.taxableAmount, currency), amount('TaxAmount', part.taxAmount, currency),
    cac('TaxCategory', cbc('ID', part.category.code), cbc('Percent', part.category.ratePct ?? (profile === 'xrechnung' ? '0' : null)), cbc('TaxExemptionReasonCode', part.exemptionReason?.code ?? null), cbc('TaxExemptionReason', part.exemptionReason?.text ?? null), cac('TaxScheme', cbc('ID', 'VAT'))));
  return [
    cac('TaxTotal', amount('TaxAmount', sums.vat, currency), vatBreakdown.map(subtotal)),
    accountingCurrency === null || sums.vatInAccountingCurrency === null ? null : cac('TaxTotal', amount('TaxAmount', sums.vatInAccountingCurrency, accountingCurrency)),
  ];
}

function totals({ totals: sums, currency }: EInvoice): Xml | null {
  const some = (name: string, minor: bigint) => (minor === 0n ? null : amount(name, minor, currency));
  return cac('LegalMonetaryTotal', amount('LineExtensionAmount', sums.lineNet, currency), amount('TaxExclusiveAmount', sums.withoutVat, currency), amount('TaxInclusiveAmount', sums.withVat, currency),
    some('AllowanceTotalAmount', sums.allowances), some('ChargeTotalAmount', sums.charges), some('PrepaidAmount', sums.paid), some('PayableRoundingAmount', sums.rounding), amount('PayableAmount', sums.due, currency));
}

function invoiceLine(line: InvoiceLine, currency: string, isCredit: boolean): Xml | null {
  const allowances = line.allowances.map((one) => cac('AllowanceCharge', cbc('ChargeIndicator', 'false'), cbc('AllowanceChargeReasonCode', one.reasonCode), cbc('AllowanceChargeReason', one.reason), amount('Amount', one.amount, currency)));
  return cac(isCredit ? 'CreditNoteLine' : 'InvoiceLine', cbc('ID', line.id), cbc(isCredit ? 'CreditedQuantity' : 'InvoicedQuantity', line.quantity, { unitCode: line.unitCode }), amount('LineExtensionAmount', line.netAmount, currency),
    allowances, cac('Item', cbc('Description', line.itemDescription), cbc('Name', line.itemName), category('ClassifiedTaxCategory', line.category)), cac('Price', cbc('PriceAmount', line.itemNetPrice, { currencyID: currency })));
}
