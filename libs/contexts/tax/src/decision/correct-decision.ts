import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import type { CorrectedLine, Correction } from './correction.js';
import { insertCorrections } from './correction.repository.js';

/** Keeps what was given back of the taxes of decisions, or taken back again when the money did not arrive. The decisions stay as they were made; the same cause
 *  corrects each of them once in each direction. */
export async function correctDecisions(ctx: TxCtx, given: { causeId: string; direction: Correction['direction']; currency: string; decisions: ReadonlyMap<TaxDecisionId, readonly CorrectedLine[]> }): Promise<void> {
  const { causeId, direction, currency } = given;
  await insertCorrections(ctx, [...given.decisions].map(([decisionId, lines]) => ({ decisionId, causeId, direction, currency, lines })));
}
