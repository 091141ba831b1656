import type { DocumentContents } from '../document/document.js';
import { toEInvoice } from './map-document.js';
import { isInUnion } from './missing.js';
import { writeCii } from './write-cii.js';
import { type UblProfile, writeUbl } from './write-ubl.js';

/**
 * A document as the file that programs read: XRechnung between Germans and Peppol BIS 3 elsewhere in the union, where both sides can be addressed as these ask; else the norm
 * itself, as CII. Null for what is no invoice, is not of the union, or lacks what the norm asks for.
 */
export function einvoiceFile(contents: DocumentContents): string | null {
  const countries = [contents.issuer, contents.buyer].map((party) => party.address?.country ?? '');
  if (!countries.some(isInUnion)) return null;
  const profiles: readonly UblProfile[] = countries.every((country) => country === 'DE') ? ['xrechnung', 'peppol'] : ['peppol'];
  for (const profile of profiles) {
    const mapped = toEInvoice(contents, profile);
    if (mapped.outcome === 'mapped') return writeUbl(mapped.invoice, profile);
  }
  const plain = toEInvoice(contents, 'en16931');
  return plain.outcome === 'mapped' ? writeCii(plain.invoice, 'en16931') : null;
}
