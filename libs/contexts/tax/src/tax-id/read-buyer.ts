import type { TxCtx } from '@stoa/platform/context';
import type { ConsignmentFacts } from '../evaluation/facts.js';
import { getSettings } from '../settings/settings.repository.js';
import { getCheck } from './check.repository.js';
import { isFresh, treatedAs, type TaxIdCheck } from './tax-id.js';

/** A buyer who named a tax id, as a sale treats them now. `isFresh`: the answer is young enough to sell by. */
export type Buyer = { readonly check: TaxIdCheck; readonly treatedAs: 'business' | 'consumer'; readonly isFresh: boolean; readonly customer: ConsignmentFacts['customer'] };

/** Reads a kept check as facts of a sale, with its evidence: the decision holds who said what when, and recomputes without asking anybody. */
export async function readBuyer(ctx: TxCtx, checkId: string): Promise<Buyer> {
  const check = await getCheck(ctx, checkId);
  const { uncheckedTaxIds: policy } = await getSettings(ctx);
  const treated = treatedAs(check, policy);
  const evidence = { checkId: check.id, outcome: check.outcome, register: check.register, requestId: check.requestId, checkedAt: check.checkedAt.toISOString(), policy };
  return { check, treatedAs: treated, isFresh: isFresh(check, ctx.now), customer: { type: treated, taxId: check.taxId, taxIdValid: treated === 'business', evidence } };
}
