import { verifyAudit, type Verdict } from '@stoa/platform/audit';
import type { Ctx } from '@stoa/platform/context';
import { countUnsealed } from './list-audit.query.js';

/** Recomputes the marketplace's chain of seals from its first link, and counts what still waits for its seal. */
export async function checkChain(ctx: Ctx): Promise<Verdict & { unsealed: number }> {
  const verdict = await verifyAudit(ctx);
  return { ...verdict, unsealed: await ctx.inRead((tx) => countUnsealed(tx)) };
}
