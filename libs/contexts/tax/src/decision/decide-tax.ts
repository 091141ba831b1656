import type { TxCtx } from '@stoa/platform/context';
import { evaluate } from '../evaluation/evaluate.js';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import type { PackSet } from '../pack/pack.js';
import { listRegistrations } from '../registration/registration.repository.js';
import type { TaxAnswer } from './decision.js';

/** Decides the tax of one consignment with the marketplace's own registrations. Stores nothing: quotes ask here too. */
export async function decideTax(ctx: TxCtx, deps: { packs: PackSet }, facts: ConsignmentFacts): Promise<TaxAnswer> {
  const [answer] = await decideTaxes(ctx, deps, [facts]);
  return answer!;
}

/** Decides the consignments of one order, in their order: a fee that is due once per order is charged with the first that owes it. */
export async function decideTaxes(ctx: TxCtx, deps: { packs: PackSet }, consignments: readonly ConsignmentFacts[]): Promise<TaxAnswer[]> {
  const registrations = await listRegistrations(ctx);
  const charged = new Set<string>();
  return consignments.map((facts) => {
    const platform = { ...facts.platform, registrations: [...facts.platform.registrations, ...registrations] };
    const answer = evaluate(deps.packs, { ...facts, platform, orderFeesCharged: [...(facts.orderFeesCharged ?? []), ...charged] });
    if (answer.outcome === 'decided') for (const fee of answer.decision.fees) if (fee.per === 'order') charged.add(fee.code);
    return answer;
  });
}
