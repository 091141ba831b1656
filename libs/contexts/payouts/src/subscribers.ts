import { consignmentDelivered, consignmentShipped, orderGroupPlaced } from '@stoa/events/orders';
import { gatewayAccountNoticed, gatewayTransferNoticed, type GatewayAccountId, refundDecided, refundFailed } from '@stoa/events/payments';
import { payoutAccountChanged, type PayoutAccountId } from '@stoa/events/payouts';
import { getGatewayAccount } from '@stoa/payments';
import { on, onOutside, type Subscription } from '@stoa/platform/events';
import { applyAccountState } from './account/apply-account-state.js';
import { findAccountByRef } from './account/payout-account.repository.js';
import type { PayoutsDeps } from './deps.js';
import { holdOrderGroup } from './hold/hold-order-group.js';
import { followRefund } from './refund/follow-refund.js';
import { adoptTransfer } from './transfer/adopt-transfer.js';
import { wakeTransfersOf } from './transfer/transfer.repository.js';

/** Everything this context does because of others. */
export const subscriptions = (deps: PayoutsDeps): Subscription[] => [
  on(orderGroupPlaced, 'payouts.hold_order_group', (tx, event) => holdOrderGroup(tx, event.payload.orderGroupId)),
  on(consignmentShipped, 'payouts.note_shipment', (tx, event) => holdOrderGroup(tx, event.payload.orderGroupId)),
  on(consignmentDelivered, 'payouts.start_clock', (tx, event) => holdOrderGroup(tx, event.payload.orderGroupId)),
  on(payoutAccountChanged, 'payouts.wake_transfers', async (tx, event) => {
    if (event.payload.state === 'active') await wakeTransfersOf(tx, event.payload.vendorId);
  }),
  on(refundDecided, 'payouts.take_refund', (tx, event) => followRefund(tx, event.payload.refundId)),
  on(refundFailed, 'payouts.give_refund_back', (tx, event) => followRefund(tx, event.payload.refundId)),
  onOutside(gatewayTransferNoticed, 'payouts.read_transfer', {
    intent: async (tx, { payload }): Promise<{ gatewayAccountId: GatewayAccountId; transferRef: string; secretRef: string }> =>
      ({ ...payload, secretRef: (await getGatewayAccount(tx, payload.gatewayAccountId)).secretRef }),
    perform: async (ctx, task) => {
      const answer = await deps.provider.readTransfer(ctx, { gateway: { secretRef: task.input.secretRef }, transferRef: task.input.transferRef });
      if (answer.outcome !== 'answered') throw new Error(`The transfer ${task.input.transferRef} could not be read: ${answer.message}`);
      return answer.value;
    },
    settle: (tx, task, seen) => adoptTransfer(tx, task.input.gatewayAccountId, seen),
  }),
  onOutside(gatewayAccountNoticed, 'payouts.read_account', {
    // Marketplaces that share an account at the gateway hear of each other's vendors: those are nobody here.
    intent: async (tx, event): Promise<{ id: PayoutAccountId; accountRef: string; secretRef: string } | null> => {
      const account = await findAccountByRef(tx, event.payload.accountRef);
      return account && { id: account.id, accountRef: event.payload.accountRef, secretRef: account.secretRef };
    },
    perform: async (ctx, task) => {
      const answer = await deps.provider.readAccount(ctx, { gateway: { secretRef: task.input.secretRef }, accountRef: task.input.accountRef });
      if (answer.outcome !== 'answered') throw new Error(`The account ${task.input.accountRef} could not be read: ${answer.message}`);
      return answer.value;
    },
    settle: (tx, task, seen) => applyAccountState(tx, task.input.id, seen),
  }),
];
