/*
 * The semantic model of EN 16931-1, in the norm's words. Amounts are minor units of the invoice currency (BT-5), save where said; what may have more decimals than
 * an amount (a price, a rate, a quantity) is an exact decimal text. All amounts of a credit note are positive, as the norm wants: what it is says the type code.
 */

/** BT-3, of UNTDID 1001. */
export const typeCodes = { invoice: '380', creditNote: '381', selfBilledInvoice: '389', selfBilledCreditNote: '261' } as const;
export type TypeCode = (typeof typeCodes)[keyof typeof typeCodes];
/** BT-151 and its like, of UNCL 5305. */
export type VatCategoryCode = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O' | 'L' | 'M';
/** BT-81, of UNTDID 4461. */
export const paymentMeansCodes = { transfer: '30', card: '48', sepaTransfer: '58', sepaDirectDebit: '59', setOff: '97', undefined: '1' } as const;
export type PaymentMeansCode = (typeof paymentMeansCodes)[keyof typeof paymentMeansCodes];

/** An identifier and the list that it is of: ICD for registers, EAS for electronic addresses. */
export type Identifier = { readonly scheme: string | null; readonly id: string };
export type InvoiceAddress = {
  readonly line1: string; readonly line2: string | null; readonly city: string; readonly postCode: string; readonly countrySubdivision: string | null; readonly countryCode: string;
};

/** BG-4 and BG-7. */
export type InvoiceParty = {
  /** BT-27, BT-44. */
  readonly name: string;
  /** BT-30, BT-47. */
  readonly legalRegistration: Identifier | null;
  /** BT-31, BT-48. */
  readonly vatIdentifier: string | null;
  /** BT-32: the seller's national number, where there is no VAT identifier. */
  readonly taxRegistration: string | null;
  /** BT-34, BT-49. */
  readonly electronicAddress: Identifier | null;
  /** BG-5, BG-8. */
  readonly postalAddress: InvoiceAddress;
  /** BG-6, BG-9. */
  readonly contact: { readonly name: string; readonly telephone: string | null; readonly email: string | null } | null;
};

/** What a rate is applied for, and why: BT-95/96, BT-102/103, BT-118/119, BT-151/152. Category O has no rate. */
export type VatCategory = { readonly code: VatCategoryCode; readonly ratePct: string | null };
/** BG-20, BG-21. */
export type AllowanceOrCharge = { readonly amount: bigint; readonly category: VatCategory; readonly reason: string; readonly reasonCode: string };
/** BG-27. */
export type LineAllowance = { readonly amount: bigint; readonly reason: string; readonly reasonCode: string };

/** BG-25. */
export type InvoiceLine = {
  /** BT-126. */
  readonly id: string;
  /** BT-129 and BT-130. */
  readonly quantity: string;
  readonly unitCode: string;
  /** BT-131: after the line's allowances. */
  readonly netAmount: bigint;
  readonly allowances: readonly LineAllowance[];
  /** BT-146, and the quantity that it is for, BT-149. */
  readonly itemNetPrice: string;
  readonly category: VatCategory;
  /** BT-153 and BT-154. */
  readonly itemName: string;
  readonly itemDescription: string | null;
};

/** BG-23. */
export type VatBreakdown = {
  readonly category: VatCategory;
  /** BT-116. */
  readonly taxableAmount: bigint;
  /** BT-117. */
  readonly taxAmount: bigint;
  /** BT-120 and BT-121. */
  readonly exemptionReason: { readonly text: string; readonly code: string | null } | null;
};

/** BG-22. */
export type DocumentTotals = {
  /** BT-106. */
  readonly lineNet: bigint;
  /** BT-107. */
  readonly allowances: bigint;
  /** BT-108. */
  readonly charges: bigint;
  /** BT-109. */
  readonly withoutVat: bigint;
  /** BT-110. */
  readonly vat: bigint;
  /** BT-111: minor units of the accounting currency (BT-6). */
  readonly vatInAccountingCurrency: bigint | null;
  /** BT-112. */
  readonly withVat: bigint;
  /** BT-113. */
  readonly paid: bigint;
  /** BT-114. */
  readonly rounding: bigint;
  /** BT-115. */
  readonly due: bigint;
};

/** BG-16. */
export type PaymentInstructions = {
  readonly meansCode: PaymentMeansCode;
  /** BT-83. */
  readonly remittance: string;
  /** BG-17: BT-84 and BT-85. */
  readonly transferTo: { readonly iban: string; readonly name: string | null } | null;
  /** BG-18: BT-87, no more than the first six and the last four digits. */
  readonly card: { readonly digits: string; readonly network: string } | null;
  /** BG-19: BT-89, BT-90 and BT-91. */
  readonly directDebit: { readonly mandate: string; readonly creditor: string | null; readonly debitedIban: string | null } | null;
};

export type EInvoice = {
  /** BT-1. */
  readonly number: string;
  /** BT-2. */
  readonly issueDate: string;
  readonly typeCode: TypeCode;
  /** BT-5. */
  readonly currency: string;
  /** BT-6. */
  readonly accountingCurrency: string | null;
  /** BT-9. */
  readonly dueDate: string | null;
  /** BT-10. */
  readonly buyerReference: string | null;
  /** BT-13. */
  readonly purchaseOrder: string | null;
  /** BT-20. */
  readonly paymentTerms: string | null;
  /** BT-22. */
  readonly notes: readonly string[];
  /** BG-3. */
  readonly precedingInvoices: readonly { readonly number: string; readonly issueDate: string }[];
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  /** BT-72 and BG-15. */
  readonly delivery: { readonly date: string; readonly address: InvoiceAddress | null };
  /** BG-14. */
  readonly period: { readonly start: string; readonly end: string } | null;
  readonly payment: PaymentInstructions;
  readonly allowances: readonly AllowanceOrCharge[];
  readonly charges: readonly AllowanceOrCharge[];
  readonly totals: DocumentTotals;
  readonly vatBreakdown: readonly VatBreakdown[];
  readonly lines: readonly InvoiceLine[];
};

export const isCreditNote = (invoice: Pick<EInvoice, 'typeCode'>): boolean => invoice.typeCode === typeCodes.creditNote || invoice.typeCode === typeCodes.selfBilledCreditNote;
export const sameCategory = (a: VatCategory, b: VatCategory): boolean => a.code === b.code && a.ratePct === b.ratePct;
