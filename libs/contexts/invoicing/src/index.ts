export { brandOf } from './document/brand.js';
export { addressLines } from './document/write-document.js';
export type { DocumentContents, DocumentType, InvoiceDocument, Party } from './document/document.js';
export { type DocumentHead, isForBusiness, listDocumentHeadsById, listGroupDocumentHeads } from './document/document.repository.js';
export { freezeDocuments } from './document/freeze-documents.js';
export type { DocumentRouteDeps } from './document/document.routes.js';
export { checks } from './document/checks.query.js';
export type { HeldDocument } from './held/held.js';
export { listHeldOfGroup } from './held/held.repository.js';
