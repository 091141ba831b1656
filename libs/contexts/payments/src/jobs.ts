import { schedule, type Schedule } from '@stoa/platform/jobs';
import { resumeAttempts } from './attempt/resume-attempts.js';
import { performRefunds } from './refund/perform-refund.js';
import type { PaymentsDeps } from './deps.js';
import { keepWebhooks } from './gateway-account/keep-webhooks.js';
import { processInbox } from './inbox/process-inbox.js';
import { performReturns } from './returned/return-payment.js';

/** What this context does by the clock. */
export const schedules = (deps: PaymentsDeps): Schedule[] => [
  schedule({ name: 'payments.process_inbox', everyMs: 250, due: { table: 'payments.webhook_inbox', column: 'due_at' }, run: (ctx) => processInbox(deps, ctx) }),
  schedule({ name: 'payments.resume_attempts', everyMs: 5_000, due: { table: 'payments.attempts', column: 'due_at' }, run: (ctx) => resumeAttempts(deps, ctx) }),
  schedule({ name: 'payments.perform_refunds', everyMs: 1_000, due: { table: 'payments.refunds', column: 'due_at' }, run: (ctx) => performRefunds(deps, ctx) }),
  schedule({ name: 'payments.perform_returns', everyMs: 1_000, due: { table: 'payments.returned_payments', column: 'due_at' }, run: (ctx) => performReturns(deps, ctx) }),
  schedule({ name: 'payments.keep_webhooks', everyMs: 60_000, due: 'every_tenant', run: (ctx) => keepWebhooks(deps, ctx) }),
];
