import type { InvariantCheck } from '@stoa/platform/invariant';
import { encode } from '@stoa/platform/typeid';
import type { TaxDecisionId } from '@stoa/events/tax';
import { worryAbout } from '../exchange/rate-feed.js';
import { listFeeds } from '../exchange/rate-feed.repository.js';
import { MAX_TRIES } from '../shadow/shadow-run.js';
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
  {
    code: 'tax.rates_come_in', label: 'Exchange rates come in', how: 'Of each source that is read by itself: it answered within a day, and its newest rates may still be used.',
    run: async (ctx) => {
      const feeds = await listFeeds(ctx);
      const worries = feeds.map((feed) => worryAbout(feed, ctx.now)).filter((worry) => worry !== null);
      return { looked_at: feeds.length, breaks: worries.map((what) => ({ what })) };
    },
  },
  {
    code: 'tax.shadow_runs_end', label: 'Shadow runs come to an end', how: 'Runs that were given up, of versions that no later run got through with.',
    run: async (ctx) => {
      const runs = await ctx.tx<{ id: string; pack: string; version: string; state: string }>('tax.shadow_runs').where('tenant_id', ctx.tenantId).orderBy('id').select('id', 'pack', 'version', 'state');
      const failed = runs.filter((run, i) => run.state === 'failed' && !runs.slice(i + 1).some((later) => later.pack === run.pack && later.state !== 'failed'));
      return { looked_at: runs.length, breaks: failed.map(({ id, pack, version }) => ({ what: `The shadow run ${encode('tsr', id)} of ${pack} ${version} was given up after ${MAX_TRIES} tries` })) };
    },
  },
];
