import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { TaxDecisionId } from '@stoa/events/tax';
import { evaluate } from '../evaluation/evaluate.js';
import { assemblePacks } from '../pack/load-packs.js';
import { canonical, factsHash } from './decision.codec.js';
import { getDecision, readPacks } from './decision.repository.js';

export type Recomputation = { same: boolean; factsSha256: string; stored: string; recomputed: string };

/** Works a stored decision out again, from nothing but its facts and the kept bytes of its packs, by the revision of the engine that made it, and says whether each byte is the same. */
export async function recomputeDecision(ctx: TxCtx, id: TaxDecisionId): Promise<Recomputation> {
  const { decision } = await getDecision(ctx, id);
  const documents = await readPacks(ctx, decision.packs.map((pack) => pack.sha256));
  invariant(documents.length === decision.packs.length, `the packs of decision ${id} are kept`);
  const answer = evaluate(assemblePacks(documents.map((document) => document.body), { lint: false }), decision.facts, decision.overlay, decision.engine ?? 1);
  const stored = canonical(decision);
  const recomputed = canonical(answer.outcome === 'decided' ? withFieldsOf(answer.decision, decision) : answer);
  return { same: stored === recomputed, factsSha256: factsHash(decision.facts), stored, recomputed };
}

/** A decision from before a field came into being does not hold it: fields are only ever added, and only those that were stored are compared. */
function withFieldsOf(fresh: unknown, stored: unknown): unknown {
  if (Array.isArray(fresh) && Array.isArray(stored)) return fresh.map((item, i) => withFieldsOf(item, stored[i]));
  if (!isRecord(fresh) || !isRecord(stored)) return fresh;
  return Object.fromEntries(Object.entries(fresh).filter(([key]) => key in stored).map(([key, value]) => [key, withFieldsOf(value, stored[key])]));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
