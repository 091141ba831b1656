import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import type { TaxDecisionId } from '@stoa/events/tax';
import { documentsByHash } from '../pack/load-packs.js';
import type { PackSet } from '../pack/pack.js';
import type { TaxDecision } from './decision.js';
import { insertDecisions, keepPacks, listKeptPacks } from './decision.repository.js';

export type DecisionToRecord = { decisionId: TaxDecisionId; consignmentId: string; orderId: string; decision: TaxDecision };

/** Hashes that a tenant's committed rows are known to hold. A transaction that wrote some itself teaches nothing: it may be rolled back. */
const kept = new Map<string, Set<string>>();
const writers = new WeakSet<object>();

/** Stores the decisions of a placed order with the bytes of the packs they came from, so that each can be worked out again years later. */
export async function recordDecisions(ctx: TxCtx, deps: { packs: PackSet }, items: readonly DecisionToRecord[]): Promise<void> {
  if (items.length === 0) return;
  await keepPacksOf(ctx, deps.packs, items);
  await insertDecisions(ctx, items.map(({ decisionId, ...item }) => ({ id: decisionId, ...item })));
}

async function keepPacksOf(ctx: TxCtx, packs: PackSet, items: readonly DecisionToRecord[]): Promise<void> {
  const wanted = new Set(items.flatMap((item) => item.decision.packs).map((pack) => pack.sha256));
  const known = kept.get(ctx.tenantId) ?? new Set();
  const unsure = [...wanted].filter((hash) => !known.has(hash));
  if (unsure.length === 0) return;
  const found = await listKeptPacks(ctx, unsure);
  if (!writers.has(ctx.tx)) kept.set(ctx.tenantId, new Set([...known, ...found]));
  const missing = unsure.filter((hash) => !found.has(hash));
  if (missing.length === 0) return;
  const documents = documentsByHash(packs, missing);
  invariant(documents.length === missing.length, 'a decision is recorded by the process that has its packs loaded');
  writers.add(ctx.tx);
  await keepPacks(ctx, documents);
}
