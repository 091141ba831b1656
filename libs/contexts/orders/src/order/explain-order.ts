import type { TaxDecisionId } from '@stoa/events/tax';
import type { TxCtx } from '@stoa/platform/context';
import { money, moneyView } from '@stoa/platform/money';
import { type TaxDecision, explainDecision, listDecisions } from '@stoa/tax';
import type { Consignment } from '../consignment/consignment.js';
import type { Order } from './order.js';
import { type ExplainedTaxView, wire } from './order.schemas.js';

/** The stored tax decisions of some orders, by id: one statement. */
export async function decisionsOf(ctx: TxCtx, orders: readonly Order[]): Promise<ReadonlyMap<string, TaxDecision>> {
  const ids = [...new Set(orders.flatMap((order) => order.consignments.map((c) => c.taxDecisionId as TaxDecisionId)))];
  return new Map((await listDecisions(ctx, ids)).map((stored) => [stored.id as string, stored.decision]));
}

type Reader = { readonly locale: string; readonly marketplaceName: string };

/** Why each line of an order is taxed as it is, in the reader's language, from the stored decisions and nothing else. */
export const explainOrder = (order: Order, decisions: ReadonlyMap<string, TaxDecision>, reader: Reader): ExplainedTaxView[] =>
  order.consignments.flatMap((consignment) => explainConsignment(order, consignment, decisions, reader));

/** The same for one consignment: its goods, and its shipping. */
export function explainConsignment(order: Order, consignment: Consignment, decisions: ReadonlyMap<string, TaxDecision>, reader: Reader): ExplainedTaxView[] {
  const decision = decisions.get(consignment.taxDecisionId);
  if (!decision) return [];
  const lineNames = Object.fromEntries(order.lines.map((line) => [line.taxLineId, line.title]));
  const explained = explainDecision(decision, reader.locale, { sellerName: order.vendorName, marketplaceName: reader.marketplaceName, lineNames });
  const taxed = new Map([...decision.lines, ...(decision.shipping ? [decision.shipping] : [])].map((line) => [line.id, line]));
  return explained.lines.map((line): ExplainedTaxView => {
    const found = taxed.get(line.id);
    const rules = new Set(found?.why ?? []);
    return {
      line_id: line.id, label: line.label, text: line.text, rate_pct: found && found.ratePct !== 'mixed' ? found.ratePct : null,
      amount: moneyView(money(found?.taxMinor ?? 0n, decision.currency)), why: line.steps,
      cites: [...decision.rules.filter((rule) => rules.has(rule.id)).map((rule) => `${rule.id}: ${rule.cite}`), line.code],
      decision_id: wire.taxDecisionId.toWire(consignment.taxDecisionId as TaxDecisionId),
    };
  });
}
