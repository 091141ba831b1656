import { schedule, type Schedule } from '@stoa/platform/jobs';
import type { CheckoutDeps } from './completion/complete-checkout.js';
import { sweepCompletions } from './completion/sweep-completions.js';

/** What this context does by the clock: whoever did not finish paying gives the goods back. */
export const schedules = (deps: CheckoutDeps): Schedule[] => [
  schedule({ name: 'checkout.sweep_completions', everyMs: 5_000, due: { table: 'checkout.completions', column: 'due_at' }, run: (ctx) => sweepCompletions(deps, ctx) }),
];
