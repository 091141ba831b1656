import type { DocumentContents, TaxShare } from '../document/document.js';
import type { VatCategoryCode } from './einvoice.js';
import { networkAddress } from './map-party.js';
import { vatCategoryOf } from './vat-category.js';

/** What an e-invoice cannot be written without, which rule says so, and who can supply it. */
export type Missing = { readonly field: string; readonly term: string; readonly cite: string; readonly by: 'seller' | 'buyer' | 'marketplace' };
/** The rules that a file is to pass. */
export type Profile = 'en16931' | 'peppol' | 'xrechnung';
type Need = Missing & { lacks(contents: DocumentContents, codes: ReadonlySet<VatCategoryCode>): boolean };

/** What member states pay in; those that are not named pay in euro (Bulgaria since 2026). */
const OWN_MONEY: Readonly<Record<string, string>> = { CZ: 'CZK', DK: 'DKK', HU: 'HUF', PL: 'PLN', RO: 'RON', SE: 'SEK' };
const UNION = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));
/** Whether somebody is where the VAT Directive holds. */
export const isInUnion = (country: string): boolean => UNION.has(country);
const TAXED: readonly VatCategoryCode[] = ['S', 'Z', 'E', 'L', 'M'];

const BY_LAW: readonly Need[] = [
  { field: 'address of the seller', term: 'BG-5', cite: 'EN 16931 BR-08', by: 'seller', lacks: (c) => c.issuer.address === null },
  { field: 'name of the buyer', term: 'BT-44', cite: 'EN 16931 BR-07', by: 'buyer', lacks: (c) => c.buyer.name.trim() === '' },
  { field: 'address of the buyer', term: 'BG-8', cite: 'EN 16931 BR-10', by: 'buyer', lacks: (c) => c.buyer.address === null },
  { field: 'why each line is taxed as it is', term: 'BT-151', cite: 'EN 16931 BR-CO-04', by: 'marketplace', lacks: (c) => c.lines.some((line) => line.shares.length === 0) },
  { field: 'one VAT rate per line of goods', term: 'BT-152', cite: 'EN 16931 BG-30', by: 'marketplace', lacks: (c) => c.lines.some((line) => line.kind === 'goods' && line.shares.length > 1) },
  { field: 'something sold', term: 'BG-25', cite: 'EN 16931 BR-16', by: 'marketplace', lacks: (c) => c.lines.length === 0 },
  { field: 'VAT or tax number of the seller', term: 'BT-31, BT-32', cite: 'EN 16931 BR-S-02', by: 'seller', lacks: (c, codes) => TAXED.some((code) => codes.has(code)) && c.issuer.vatId === null && c.issuer.taxNumber === null },
  { field: 'VAT number of the seller', term: 'BT-31', cite: 'EN 16931 BR-AE-02, BR-IC-02, BR-G-02', by: 'seller', lacks: (c, codes) => (codes.has('AE') || codes.has('K') || codes.has('G')) && c.issuer.vatId === null },
  { field: 'VAT number of the buyer', term: 'BT-48', cite: 'EN 16931 BR-AE-02, BR-IC-02', by: 'buyer', lacks: (c, codes) => (codes.has('AE') || codes.has('K')) && c.buyer.vatId === null },
  { field: 'where the goods were delivered to', term: 'BT-80', cite: 'EN 16931 BR-IC-12', by: 'buyer', lacks: (c, codes) => codes.has('K') && c.deliveredTo === null },
  { field: 'register or VAT number of the seller', term: 'BT-30, BT-31', cite: 'EN 16931 BR-CO-26', by: 'seller', lacks: (c, codes) => c.issuer.registerNumber === null && (c.issuer.vatId === null || codes.has('O')) },
  { field: 'a document of its own for what is not subject to VAT', term: 'BG-23', cite: 'EN 16931 BR-O-11', by: 'marketplace', lacks: (_c, codes) => codes.has('O') && codes.size > 1 },
  { field: 'the invoice that is corrected', term: 'BG-3', cite: 'VAT Directive art. 219', by: 'marketplace', lacks: (c) => isCorrection(c) && c.corrects.length === 0 },
  { field: 'when it is due', term: 'BT-9', cite: 'EN 16931 BR-CO-25', by: 'marketplace', lacks: (c) => c.totals.grossMinor + c.roundingMinor > c.prepaidMinor && c.dueOn === null && !isCorrection(c) },
  { field: 'the account to pay to', term: 'BT-84', cite: 'EN 16931 BR-50, BR-61', by: 'seller', lacks: (c) => c.paymentBy.means === 'transfer' && c.paymentBy.iban === null },
  { field: 'the VAT in the money of the state that it is owed to', term: 'BT-111', cite: 'VAT Directive art. 230', by: 'marketplace', lacks: lacksNationalVat },
];

const BY_PROFILE: Readonly<Record<Profile, readonly Need[]>> = {
  en16931: [],
  peppol: [
    { field: 'electronic address of the seller', term: 'BT-34', cite: 'PEPPOL-EN16931-R020', by: 'seller', lacks: (c) => networkAddress(c.issuer) === null },
    { field: 'electronic address of the buyer', term: 'BT-49', cite: 'PEPPOL-EN16931-R010', by: 'buyer', lacks: (c) => networkAddress(c.buyer) === null },
    { field: 'reference of the buyer or number of the order', term: 'BT-10, BT-13', cite: 'PEPPOL-EN16931-R003', by: 'buyer', lacks: lacksReference },
    { field: 'telephone number of the seller', term: 'BT-42', cite: 'PEPPOL DE-R-006', by: 'seller', lacks: (c) => isGerman(c) && c.issuer.phone === null },
    { field: 'mail address of the seller', term: 'BT-43', cite: 'PEPPOL DE-R-007', by: 'seller', lacks: (c) => isGerman(c) && c.issuer.email === null },
  ],
  xrechnung: [
    { field: 'electronic address of the seller', term: 'BT-34', cite: 'XRechnung PEPPOL-EN16931-R020', by: 'seller', lacks: (c) => networkAddress(c.issuer) === null && c.issuer.email === null },
    { field: 'electronic address of the buyer', term: 'BT-49', cite: 'XRechnung PEPPOL-EN16931-R010', by: 'buyer', lacks: (c) => networkAddress(c.buyer) === null && c.buyer.email === null },
    { field: 'reference of the buyer', term: 'BT-10', cite: 'XRechnung BR-DE-15', by: 'buyer', lacks: lacksReference },
    { field: 'telephone number of the seller', term: 'BT-42', cite: 'XRechnung BR-DE-6', by: 'seller', lacks: (c) => c.issuer.phone === null },
    { field: 'mail address of the seller', term: 'BT-43', cite: 'XRechnung BR-DE-7', by: 'seller', lacks: (c) => c.issuer.email === null },
  ],
};

/** What a document lacks before it can be written for a profile; nothing where it is complete. */
export function missingFor(contents: DocumentContents, profile: Profile): Missing[] {
  const codes = new Set(sharesOf(contents).map((share) => vatCategoryOf(share).code));
  return [...BY_LAW, ...BY_PROFILE[profile]].filter((need) => need.lacks(contents, codes)).map(({ field, term, cite, by }) => ({ field, term, cite, by }));
}

export const sharesOf = (contents: DocumentContents): TaxShare[] => contents.lines.flatMap((line) => line.shares);
export const isCorrection = ({ type }: Pick<DocumentContents, 'type'>): boolean => type === 'credit_note' || type === 'commission_credit_note' || type === 'self_billed_credit_note';

/** Peppol holds what German sellers write to German buyers to the rules of XRechnung. */
function isGerman(contents: DocumentContents): boolean {
  return contents.issuer.address?.country === 'DE' && contents.buyer.address?.country === 'DE';
}

function lacksReference(contents: DocumentContents): boolean {
  return contents.buyerReference === null && contents.orderNumbers.length === 0;
}

function lacksNationalVat(contents: DocumentContents): boolean {
  return contents.totals.taxMinor !== 0n && sharesOf(contents).some(({ country, taxMinor }) => {
    const own = country === null || !isInUnion(country) ? null : (OWN_MONEY[country] ?? 'EUR');
    return taxMinor !== 0n && own !== null && own !== contents.currency && contents.taxCurrency?.currency !== own;
  });
}
