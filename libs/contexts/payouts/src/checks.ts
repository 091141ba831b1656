import { bankPayoutsAddUp, debtsAddUp, overdueHolds } from './checks.query.js';
import { statementsClose } from './statement/statements-close.js';
import { holdsAreCovered, transfersMatch } from './held-and-booked.js';

/** What must always hold of payouts; run by tests, by the worker, and shown to the operator. */
export const checks = [
  { code: 'payouts.holds_covered', label: 'Every hold has its money', how: 'The books hold at least what the holds of each vendor come to.', run: holdsAreCovered },
  { code: 'payouts.holds_freed', label: 'No hold outlives its time', how: 'None is an hour past its day.', run: overdueHolds },
  { code: 'payouts.transfers_match', label: 'Free money waits in transfers', how: 'What the books owe each vendor and have under way is what its transfers come to; reversals ask for no more than the vendor owes.', run: transfersMatch },
  { code: 'payouts.debts_add_up', label: 'What vendors owe is paid or still owed', how: 'Each debt is what is left of it, what payouts paid of it and what is not owed any more.', run: debtsAddUp },
  { code: 'payouts.bank_payouts_add_up', label: 'Bank payouts are what they paid for', how: 'Each is the sum of the transfers that it settled, of its vendor and currency.', run: bankPayoutsAddUp },
  { code: 'payouts.statements_close', label: 'Statements close', how: 'A vendor’s months follow each other: opening and rows are the closing, which is what the books say.', run: statementsClose },
];
