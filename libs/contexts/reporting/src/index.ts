export { checks } from './checks.js';
export { fileReturn } from './tax-return/file-return.js';
export { gatherReturns } from './tax-return/gather-returns.js';
