import type { InvariantCheck } from '@stoa/platform/invariant';
import { encode } from '@stoa/platform/typeid';
import type { TaxDecisionId } from '@stoa/events/tax';
import { recomputeDecision } from './recompute-decision.js';

const LOOKED_AT = 50;

/** What production may ask of its tax decisions at any time (DESIGN.md section 10, line 7). */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'tax.decisions_recompute', label: 'Tax decisions work out to the same again', how: `The ${LOOKED_AT} newest decisions, from their stored facts and packs, byte by byte.`,
    run: async (ctx) => {
      const rows = await ctx.tx<{ id: TaxDecisionId }>('tax.decisions').where('tenant_id', ctx.tenantId).orderBy('id', 'desc').limit(LOOKED_AT).select('id');
      const breaks: { what: string }[] = [];
      for (const { id } of rows) if (!(await recomputeDecision(ctx, id)).same) breaks.push({ what: `${encode('txd', id)} does not recompute to the same` });
      return { looked_at: rows.length, breaks };
    },
  },
];
