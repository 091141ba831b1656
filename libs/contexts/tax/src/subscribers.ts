import { shadowRunGivenUp } from '@stoa/events/tax';
import { on, type Subscription } from '@stoa/platform/events';
import { resumeShadowRun } from './shadow/resume-shadow-run.js';
import type { ShadowRunId } from './shadow/shadow-run.js';

/** What this context does because of its own news: it is heard only when somebody tries failed work again. */
export const subscriptions: readonly Subscription[] = [on(shadowRunGivenUp, 'tax.resume_shadow_run', (tx, { payload }) => resumeShadowRun(tx, payload.runId as ShadowRunId))];
