export { hasContentRules } from './content/load-content.js';
export { frozenAt, lackingUnderLaw, underLaw } from './content/under-law.js';
export { missingContents } from './document/document-rules.js';
export { type EInvoice, isCreditNote } from './einvoice/einvoice.js';
export { type Mapped, toEInvoice } from './einvoice/map-document.js';
export { isInUnion, type Missing, type Profile } from './einvoice/missing.js';
export { type CiiProfile, writeCii } from './einvoice/write-cii.js';
export { type UblProfile, writeUbl } from './einvoice/write-ubl.js';
export { renderPdf } from './document/render-pdf.js';
