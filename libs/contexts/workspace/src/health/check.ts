import type { TxCtx } from '@stoa/platform/context';

/** Something that must always hold in a tenant. Contexts export theirs as `checks`; the composition root collects them. */
export type InvariantCheck = {
  readonly code: string;
  readonly label: string;
  readonly how: string;
  run(ctx: TxCtx): Promise<{ looked_at: number; breaks: readonly { what: string }[] }>;
};
export type CheckResult = { code: string; lookedAt: number; breaks: number; examples: string[]; tookMs: number; ranAt: Date };

const SEAL_LIMIT_SECONDS = 60;

/** The audit trail's own: a row unsealed for a minute means that a transaction somewhere stays open. */
export const judgeSealing = (found: { rows: number; seconds: number }): { looked_at: number; breaks: { what: string }[] } => ({
  looked_at: found.rows, breaks: found.seconds > SEAL_LIMIT_SECONDS ? [{ what: `The oldest unsealed row is ${found.seconds} s old; the limit is ${SEAL_LIMIT_SECONDS} s.` }] : [],
});
