import { schedule, type Schedule } from '@stoa/platform/jobs';
import { pollPayoutAccounts } from './account/read-payout-account.js';
import type { PayoutsDeps } from './deps.js';
import { releaseHolds } from './hold/release-holds.js';
import { closeMonthsDue } from './statement/close-months-due.js';
import { sendReversals } from './transfer/send-reversals.js';
import { sendTransfers } from './transfer/send-transfers.js';

/** What this context does by the clock. */
export const schedules = (deps: PayoutsDeps): Schedule[] => [
  schedule({ name: 'payouts.release_holds', everyMs: 10_000, due: { table: 'payouts.holds', column: 'due_at' }, run: releaseHolds }),
  schedule({ name: 'payouts.send_transfers', everyMs: 10_000, due: { table: 'payouts.transfers', column: 'due_at' }, run: (ctx) => sendTransfers(deps, ctx) }),
  schedule({ name: 'payouts.send_reversals', everyMs: 10_000, due: { table: 'payouts.reversals', column: 'due_at' }, run: (ctx) => sendReversals(deps, ctx) }),
  schedule({ name: 'payouts.poll_accounts', everyMs: 15_000, due: { table: 'payouts.accounts', column: 'due_at' }, run: (ctx) => pollPayoutAccounts(deps, ctx) }),
  schedule({ name: 'payouts.close_months', everyMs: 60_000, due: 'every_tenant', run: closeMonthsDue }),
];
