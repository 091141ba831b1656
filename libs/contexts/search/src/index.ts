export type { Card, ListingState, SearchDocument } from './document/document.js';
export { putListingState } from './document/document.repository.js';
export { postgresIndex } from './document/postgres-index.query.js';
export { readState } from './document/read-state.js';
export type { SearchIndex, SearchRequest, SearchResults } from './document/search-index.js';
export { shopTag } from './results/shop-tag.js';
