import type { InvariantVerdict } from '@stoa/platform/invariant';

export type CheckResult = { code: string; lookedAt: number; breaks: number; examples: string[]; tookMs: number; ranAt: Date };

const SEAL_LIMIT_SECONDS = 60;

/** The audit trail's own: a row unsealed for a minute means that a transaction somewhere stays open. */
export const judgeSealing = (found: { rows: number; seconds: number }): InvariantVerdict => ({
  looked_at: found.rows, breaks: found.seconds > SEAL_LIMIT_SECONDS ? [{ what: `The oldest unsealed row is ${found.seconds} s old; the limit is ${SEAL_LIMIT_SECONDS} s.` }] : [],
});
