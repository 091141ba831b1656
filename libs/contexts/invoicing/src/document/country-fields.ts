import type { DocumentContents } from './document.js';

type Field = { readonly field: string; readonly cite: string; holds(contents: DocumentContents): boolean };
/** What a document of a country lacks, and which law asks for it. */
export type LackingField = { readonly field: string; readonly cite: string };

const says = (words: RegExp) => (c: DocumentContents) => c.notes.some((note) => words.test(note));
const taxNumber = (form: RegExp) => (c: DocumentContents) => form.test(c.issuer.taxNumber ?? c.issuer.vatId ?? '');
const hasBuyer = (c: DocumentContents) => c.buyer.name.trim() !== '';
/** A tax per rate, each with the amount that it is counted on. */
const perRate = (c: DocumentContents) => c.totals.taxMinor === 0n || (c.taxes.length > 0 && c.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0n) === c.totals.taxMinor);
const described = (c: DocumentContents) => c.lines.every((line) => line.title.trim() !== '' && line.quantity > 0);

/** What the laws outside of the union want on paper, beside what every document has: a list per country of the issuer (facts 4.2). */
const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  AE: [{ field: 'the words "Tax invoice"', cite: 'UAE Cabinet Decision 52/2017 art. 59', holds: says(/tax invoice/i) }, { field: 'TRN of the seller', cite: 'UAE Cabinet Decision 52/2017 art. 59', holds: taxNumber(/^\d{15}$/) }],
  AU: [
    { field: 'the words "Tax invoice"', cite: 'GSTR 2013/1', holds: says(/tax invoice/i) }, { field: 'ABN of the seller', cite: 'GSTR 2013/1', holds: taxNumber(/^(?:ABN )?\d{2}(?: ?\d{3}){3}$/) },
    { field: 'the buyer, from AUD 1,000 on', cite: 'GSTR 2013/1', holds: (c) => c.totals.grossMinor < 100_000n || hasBuyer(c) }, { field: 'GST', cite: 'GSTR 2013/1', holds: perRate },
  ],
  CA: [{ field: 'GST/HST number of the seller, from CAD 100 on', cite: 'SOR/91-45 s. 3', holds: (c) => c.totals.grossMinor < 10_000n || taxNumber(/^\d{9} ?RT ?\d{4}$/)(c) }, { field: 'the buyer and what was sold, from CAD 500 on', cite: 'SOR/91-45 s. 3', holds: (c) => c.totals.grossMinor < 50_000n || (hasBuyer(c) && described(c)) }],
  CH: [{ field: 'UID and "MWST" of the seller', cite: 'MWSTG art. 26', holds: taxNumber(/^CHE-\d{3}\.\d{3}\.\d{3} (?:MWST|TVA|IVA)$/) }, { field: 'tax per rate', cite: 'MWSTG art. 26', holds: perRate }],
  GB: [{ field: 'VAT number of the seller', cite: 'VAT Notice 700 s. 16', holds: taxNumber(/^GB(?:\d{9}|\d{12})$/) }, { field: 'tax per rate', cite: 'VAT Notice 700 s. 16', holds: perRate }, { field: 'the buyer, above GBP 250', cite: 'VAT Notice 700 s. 16', holds: (c) => c.totals.grossMinor <= 25_000n || hasBuyer(c) }],
  IN: [{ field: 'a number of at most 16 letters, digits, - and /', cite: 'CGST Rules, rule 46(b)', holds: (c) => /^[A-Za-z0-9/-]{1,16}$/.test(c.number) }, { field: 'GSTIN of the seller', cite: 'CGST Rules, rule 46(a)', holds: taxNumber(/^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]$/) }],
  JP: [{ field: 'T number of the seller', cite: 'Consumption Tax Act art. 57-4', holds: taxNumber(/^T\d{13}$/) }, { field: 'total and tax per rate', cite: 'Consumption Tax Act art. 57-4', holds: perRate }, { field: 'a mark of what is taxed at the reduced rate', cite: 'Consumption Tax Act art. 57-4', holds: (c) => c.taxes.length < 2 || says(/\*/)(c) }],
  NO: [{ field: 'organisation number and "MVA" of the seller', cite: 'Bokføringsforskriften § 5-1-2', holds: taxNumber(/^(?:NO)?\d{9} ?MVA$/) }],
  NZ: [{ field: 'GST number of the seller', cite: 'GST Act 1985 s. 19K', holds: taxNumber(/^\d{2,3}-\d{3}-\d{3}$/) }, { field: 'what was sold', cite: 'GST Act 1985 s. 19K', holds: described }],
  SA: [{ field: 'TRN of the seller', cite: 'KSA VAT Implementing Regulations art. 53', holds: taxNumber(/^3\d{13}3$/) }, { field: 'Arabic', cite: 'KSA VAT Implementing Regulations art. 53', holds: (c) => says(/\p{Script=Arabic}/u)(c) && /\p{Script=Arabic}/u.test(c.issuer.name) }],
  SG: [{ field: 'the words "Tax invoice"', cite: 'GST (General) Regulations reg. 11', holds: says(/tax invoice/i) }, { field: 'GST number of the seller', cite: 'GST (General) Regulations reg. 11', holds: taxNumber(/^M\w{9}$/) }],
  US: [{ field: 'tax stated separately', cite: '18 CCR 1700; Colo. Rev. Stat. 39-26-106', holds: perRate }],
};

/** Whether we have a list for a country. */
export const hasFieldList = (country: string): boolean => Object.hasOwn(FIELDS, country);

/** What a document lacks that the law of its issuer's country asks for; nothing where it is complete or where we have no list. */
export function lackingFields(contents: DocumentContents): LackingField[] {
  return (FIELDS[contents.issuer.address?.country ?? ''] ?? []).filter((field) => !field.holds(contents)).map(({ field, cite }) => ({ field, cite }));
}
