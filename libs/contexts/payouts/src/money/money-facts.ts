import type { OrderGroupId } from '@stoa/events/orders';
import type { SubjectId } from '@stoa/events/privacy';
import { journalsOf, type Journal } from '@stoa/ledger';
import { getOrderGroupForMoney, type OrderGroupForMoney } from '@stoa/orders';
import { findAttemptOfOrderGroup, listRefundsOfGroup, refundSource, shareSource, type Attempt, type Refund } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { getSubject } from '@stoa/privacy';
import { getTenant } from '@stoa/tenancy';
import { paymentOfGroupMissing } from './money.errors.js';
import { nettingSource } from '../debt/debt.js';
import { listNettingsFrom } from '../debt/debt.repository.js';
import type { Hold } from '../hold/hold.js';
import { listHoldsOfGroup } from '../hold/hold.repository.js';
import { listReversalsOf } from '../transfer/reversal.repository.js';
import { sourcesOf } from '../transfer/transfer-journals.js';
import type { Transfer } from '../transfer/transfer.js';
import { listTransfersOfGroup } from '../transfer/transfer.repository.js';
import { recomputeTaxes, type TaxRecomputation } from './recompute.js';

/** All that was stored about the money of one order group: what was sold, what was booked, what the gateway said. */
export type MoneyFacts = {
  readonly group: OrderGroupForMoney;
  readonly attempt: Attempt;
  readonly journals: readonly Journal[];
  readonly holds: readonly Hold[];
  readonly transfers: readonly Transfer[];
  readonly refunds: readonly Refund[];
  readonly taxes: TaxRecomputation;
  readonly tenantName: string;
  readonly shopperName: string | null;
};

/** Paid by bank transfer: no payment company had a part in it, or takes one. */
export const isOutsideGateway = ({ attempt }: Pick<MoneyFacts, 'attempt'>): boolean => attempt.method === 'bank_transfer';

export async function readMoneyFacts(ctx: TxCtx, orderGroupId: OrderGroupId): Promise<MoneyFacts> {
  const group = await getOrderGroupForMoney(ctx, orderGroupId);
  const attempt = await findAttemptOfOrderGroup(ctx, orderGroupId);
  if (!attempt) throw paymentOfGroupMissing();
  const holds = await listHoldsOfGroup(ctx, orderGroupId);
  const transfers = await listTransfersOfGroup(ctx, orderGroupId);
  const reversals = await listReversalsOf(ctx, transfers.map((transfer) => transfer.id));
  const nettings = await listNettingsFrom(ctx, transfers.map((transfer) => transfer.id));
  const refunds = await listRefundsOfGroup(ctx, orderGroupId);
  const journals = await journalsOf(ctx, [
    { kind: 'payment_attempt', id: attempt.id }, { kind: 'order_group', id: group.id },
    ...group.orders.map((order) => ({ kind: 'order', id: order.id })), ...holds.map((hold) => ({ kind: 'hold', id: hold.id })),
    ...sourcesOf(transfers), ...reversals.map((reversal) => ({ kind: 'reversal', id: reversal.id })), ...nettings.map(nettingSource),
    ...refunds.flatMap((refund) => [refundSource(refund), ...refund.shares.map((share) => shareSource(refund, share))]),
  ]);
  const decisionIds = group.orders.flatMap((order) => order.lines.flatMap((line) => line.taxes.map((tax) => tax.decisionId)));
  return {
    group, attempt, journals, holds, transfers, refunds,
    taxes: await recomputeTaxes(ctx, decisionIds),
    tenantName: (await getTenant(ctx)).name,
    shopperName: (await getSubject(ctx, group.subjectId as SubjectId)).name,
  };
}
