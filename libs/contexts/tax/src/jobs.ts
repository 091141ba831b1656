import { schedule, type Schedule } from '@stoa/platform/jobs';
import { fetchRates } from './exchange/fetch-rates.js';
import type { RateSources } from './exchange/rate-feed.js';
import type { PackSet } from './pack/pack.js';
import { advanceShadowRuns } from './shadow/advance-shadow-runs.js';
import { forgetNames } from './tax-id/check.repository.js';
import { warnOfLimits } from './threshold/warn-of-limits.js';

const BATCH = 500;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What this context does by the clock. */
export const schedules = (deps: { packs: PackSet; rateSources: RateSources }): Schedule[] => [
  schedule({ name: 'tax.advance_shadow_runs', everyMs: 1_000, due: { table: 'tax.shadow_runs', column: 'due_at' }, run: (ctx) => advanceShadowRuns({ packs: deps.packs }, ctx) }),
  schedule({ name: 'tax.fetch_rates', everyMs: MINUTE_MS, due: 'every_tenant', run: (ctx) => fetchRates(deps, ctx) }),
  schedule({ name: 'tax.warn_of_limits', everyMs: HOUR_MS, due: 'every_tenant', run: (ctx) => warnOfLimits(deps, ctx) }),
  schedule({ name: 'tax.forget_names', everyMs: 60_000, due: { table: 'tax.tax_id_checks', column: 'forget_at' }, run: (ctx) => ctx.inTx((tx) => forgetNames(tx, BATCH)) }),
];
