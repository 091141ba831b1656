export { ACCOUNT_KINDS, account, keyOf, type AccountKey, type AccountKind } from './account.js';
export { move, type Entry, type EntryDraft, type Journal, type JournalDraft, type Source } from './journal.js';
export { post, type Posted } from './post-journals.js';
export { getJournal, journalsOf } from './journals.query.js';
export { balancesOf, type Balance } from './balances.query.js';
export { postingsBetween, type Posting } from './postings.query.js';
export { checks } from './checks.js';
