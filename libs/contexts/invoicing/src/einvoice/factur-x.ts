import type { PaperAttachment } from '@stoa/platform/paper';
import type { DocumentContents } from '../document/document.js';
import { toEInvoice } from './map-document.js';
import { isInUnion } from './missing.js';
import { writeCii } from './write-cii.js';

const FX = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
const PROPERTIES = [
  ['DocumentFileName', 'The name of the embedded XML document'], ['DocumentType', 'The type of the hybrid document in capital letters, e.g. INVOICE or ORDER'],
  ['Version', 'The actual version of the standard applying to the embedded XML document'], ['ConformanceLevel', 'The conformance level of the embedded XML document'],
] as const;

/** The invoice as programs read it, to be laid into the PDF that people read: Factur-X 1.0 and ZUGFeRD 2, profile EN 16931. Null for what is no invoice, is not of the union, or lacks what the norm asks for. */
export function facturX(contents: DocumentContents): PaperAttachment | null {
  if (![contents.issuer, contents.buyer].some((party) => party.address !== null && isInUnion(party.address.country))) return null;
  const mapped = toEInvoice(contents, 'en16931');
  if (mapped.outcome !== 'mapped') return null;
  return {
    // The PDF says the same as the XML: an alternative to it, and not its data.
    name: 'factur-x.xml', type: 'text/xml', bytes: Buffer.from(writeCii(mapped.invoice, 'en16931')), description: 'Factur-X', relationship: 'Alternative', xmp: XMP,
  };
}

/** What XMP must say of the file, and the schema that says what that means (PDF/A knows no other words than its own). */
const XMP = `<rdf:Description rdf:about="" xmlns:fx="${FX}"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>${FX}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>${PROPERTIES.map(([name, description]) => `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`).join('')}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`;
