import type { TxCtx } from '@stoa/platform/context';
import { evaluate } from '../evaluation/evaluate.js';
import { noOverlay, type ConsignmentFacts } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { listAcceptedDrafts } from '../draft/draft.repository.js';
import type { TaxAnswer } from './decision.js';

/** Decides the tax of one consignment under the marketplace's own overlay (the drafts it accepted). Stores nothing: quotes ask here too. */
export async function decideTax(ctx: TxCtx, deps: { packs: PackSet }, facts: ConsignmentFacts): Promise<TaxAnswer> {
  const [answer] = await decideTaxes(ctx, deps, [facts]);
  return answer!;
}

/** Decides the consignments of one order, in their order: a fee that is due once per order is charged with the first that owes it. */
export async function decideTaxes(ctx: TxCtx, deps: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<TaxAnswer[]> {
  const overlay = { ...noOverlay, acceptedDrafts: (await listAcceptedDrafts(ctx)).map((accepted) => accepted.draft) };
  const charged = new Set<string>();
  return consignments.map((facts) => {
    const answer = evaluate(deps.packs, { ...facts, orderFeesCharged: [...(facts.orderFeesCharged ?? []), ...charged] }, overlay);
    if (answer.outcome === 'decided') for (const fee of answer.decision.fees) if (fee.per === 'order') charged.add(fee.code);
    return answer;
  });
}
