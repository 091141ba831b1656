import type { InvariantCheck } from '@stoa/platform/invariant';
import { countNeedingRefund } from './completion/completion.repository.js';

/** What must always hold here, for the operator's page. */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'checkout.no_payment_without_goods',
    label: 'No payment waits to be sent back',
    how: 'Completions whose money came after the goods were gone. Each stands in order.clearing until it has been sent back, which takes moments.',
    run: async (ctx) => {
      const { looked, waiting } = await countNeedingRefund(ctx);
      return { looked_at: looked, breaks: waiting.map((what) => ({ what })) };
    },
  },
];
