import { hasContentRules, isCreditNote, isInUnion, missingContents, renderPdf, toEInvoice, writeCii, writeUbl, type EInvoice } from '@stoa/invoicing/einvoice';
import type { DocumentContents } from '@stoa/invoicing';
import { edges } from './eu-edges.js';
import { creditNotes, domesticSales, ossSales } from './eu-sales.js';
import { commissions, selfBilled, treatments } from './eu-special.js';
import type { Sample } from './sample.js';
import { world } from './world.js';

/** A file to be written, and the rules it has to pass: names of `.ci/parts/einvoice`. */
export type SampleFile = { readonly name: string; readonly bytes: Buffer; readonly rules: readonly string[] };

export const samples = (): Sample[] => [...domesticSales(), ...ossSales(), ...creditNotes(), ...commissions(), ...selfBilled(), ...treatments(), ...edges(), ...world()];

/** Outside of the union nobody asks for EN 16931. */
const isOfUnion = ({ issuer, buyer }: DocumentContents): boolean => [issuer, buyer].some((party) => party.address !== null && isInUnion(party.address.country));

/** Every file that a document gives: the PDF always, which is a Factur-X file for an invoice of the union; such an invoice as UBL and CII, and for a German seller XRechnung in both syntaxes. */
export async function filesOf({ name, contents }: Sample, number: number): Promise<SampleFile[]> {
  const file = (ending: string, content: string | Buffer, rules: readonly string[]): SampleFile => ({ name: `${String(number).padStart(3, '0')}-${name}.${ending}`, bytes: Buffer.from(content), rules });
  const invoice = isOfUnion(contents) ? mapped(contents, 'peppol') : null;
  assertFields(contents);
  if (invoice === null) return [file('pdf', await renderPdf(contents), [])];
  const kind = isCreditNote(invoice) ? 'credit-note' : 'invoice';
  // Peppol has a specification of its own for self-billing, with rules that are not published with the others.
  const isSelfBilled = contents.type === 'self_billed_invoice' || contents.type === 'self_billed_credit_note';
  const files = [
    file('pdf', await renderPdf(contents), ['facturx']), file('ubl.xml', writeUbl(invoice, 'peppol'), [`en16931-ubl-${kind}`, ...(isSelfBilled ? [] : [`peppol-${kind}`])]), file('cii.xml', writeCii(invoice, 'en16931'), ['en16931-cii']),
  ];
  if (contents.issuer.address?.country !== 'DE') return files;
  const german = mapped(contents, 'xrechnung');
  return german === null ? files : [...files, file('xrechnung.ubl.xml', writeUbl(german, 'xrechnung'), [`xrechnung-ubl-${kind}`]), file('xrechnung.cii.xml', writeCii(german, 'xrechnung'), ['xrechnung-cii'])];
}

/** The paper itself has to have what the law asks for, by the same list that holds a sale's document back; outside of the union no other judge reads it. */
function assertFields(contents: DocumentContents): void {
  const country = contents.law ?? contents.issuer.address?.country ?? '';
  if (!isInUnion(country) && !hasContentRules(country)) throw new Error(`${contents.number}: there is no list of fields for ${country}`);
  const lacking = missingContents(contents);
  if (lacking.length > 0) throw new Error(`${contents.number} lacks ${lacking.map((one) => `${one.field} (${one.cite})`).join(', ')}`);
}

function mapped(contents: DocumentContents, profile: 'peppol' | 'xrechnung'): EInvoice | null {
  const answer = toEInvoice(contents, profile);
  if (answer.outcome === 'incomplete') throw new Error(`${contents.number} lacks ${answer.missing.map((one) => `${one.field} (${one.term}, ${one.by})`).join(', ')}`);
  return answer.outcome === 'mapped' ? answer.invoice : null;
}
