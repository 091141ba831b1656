import type { InvariantCheck } from '@stoa/platform/invariant';
import type { PackSet } from '@stoa/tax';
import { entriesBetween } from './tax-return/gather-returns.js';
import { Returns } from './tax-return/tax-return.js';

const LOOKED_BACK_MS = 62 * 86_400_000;
const MOST_SHOWN = 100;
/** Whether records and books are the same does not depend on how sales are put together to returns. */
const NO_PACKS: PackSet = { packs: new Map(), tables: new Map(), unionOf: new Map(), sameAs: new Map(), elsewhere: new Map(), shelf: new Map(), registrations: { kinds: [], roles: [] } };

/** What must always hold of what the marketplace owes authorities; run by the worker, and shown to the operator. */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'reporting.taxes_tie', label: 'Taxes booked are the taxes decided', how: 'Per sale and refund of the last two months and authority: what was booked to tax.payable, against the tax decisions.',
    run: async (ctx) => {
      const returns = new Returns();
      let looked = 0;
      for await (const entry of entriesBetween(ctx, NO_PACKS, { from: new Date(ctx.now.getTime() - LOOKED_BACK_MS), to: new Date(ctx.now.getTime() + 1) })) {
        returns.add(entry);
        looked += 1;
      }
      const differences = returns.all().flatMap((one) => one.figures.differences.map((found) => ({ ...found, currency: one.key.currency })));
      return { looked_at: looked, breaks: differences.slice(0, MOST_SHOWN).map((one) => ({ what: `${one.source.kind} ${one.source.id}, ${one.authority}: ${one.recordsMinor} ${one.currency} decided, ${one.bookedMinor} booked (minor units)` })) };
    },
  },
];
