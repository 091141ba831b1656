import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { TaxDecisionId } from '@stoa/events/tax';
import { evaluate } from '../evaluation/evaluate.js';
import { assemblePacks } from '../pack/load-packs.js';
import { canonical, factsHash } from './decision.codec.js';
import { getDecision, readPacks } from './decision.repository.js';

export type Recomputation = { same: boolean; factsSha256: string; stored: string; recomputed: string };

/** Works a stored decision out again, from nothing but its facts and the kept bytes of its packs, and says whether each byte is the same. */
export async function recomputeDecision(ctx: TxCtx, id: TaxDecisionId): Promise<Recomputation> {
  const { decision } = await getDecision(ctx, id);
  const documents = await readPacks(ctx, decision.packs.map((pack) => pack.sha256));
  invariant(documents.length === decision.packs.length, `the packs of decision ${id} are kept`);
  const answer = evaluate(assemblePacks(documents.map((document) => document.body)), decision.facts, decision.overlay);
  const stored = canonical(decision);
  const recomputed = answer.outcome === 'decided' ? canonical(answer.decision) : canonical(answer);
  return { same: stored === recomputed, factsSha256: factsHash(decision.facts), stored, recomputed };
}
