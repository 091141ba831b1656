import { Badge, type Tone } from '@stoa/web-ui';
import type { components } from '@stoa/web-api-client';

type Schemas = components['schemas'];
export type OrderStatus = Schemas['OrderGroupRow']['status'];
export type PaymentState = Schemas['OrderGroupRow']['payment_state'];
export type ConsignmentStatus = Schemas['Consignment']['status'];
export type VendorStatus = Schemas['Vendor']['status'];

const ORDER: Record<OrderStatus, readonly [Tone, string]> = { awaiting_payment: ['half', 'Awaiting payment'], to_ship: ['open', 'To ship'], partly_shipped: ['half', 'Partly shipped'], shipped: ['info', 'On its way'], delivered: ['ok', 'Delivered'], cancelled: ['idle', 'Cancelled'] };
const PAYMENT: Record<PaymentState, readonly [Tone, string]> = { awaiting: ['half', 'Payment awaited'], unpaid: ['bad', 'Not paid'], paid: ['ok', 'Paid'], part_refunded: ['idle', 'Part refunded'], refunded: ['idle', 'Refunded'], disputed: ['bad', 'Disputed'] };
const VENDOR: Record<VendorStatus, readonly [Tone, string]> = { applied: ['open', 'Applied'], approved: ['half', 'Approved, no payout account'], active: ['ok', 'Active'], suspended: ['bad', 'Suspended'], rejected: ['idle', 'Turned down'] };

const stateBadge = <State extends string>(words: Record<State, readonly [Tone, string]>) =>
  function StateBadge({ state }: { state: State }) { return <Badge tone={words[state][0]}>{words[state][1]}</Badge>; };

export const OrderBadge = stateBadge(ORDER);
export const PaymentBadge = stateBadge(PAYMENT);
export const VendorBadge = stateBadge(VENDOR);
export const ConsignmentBadge = ({ state }: { state: ConsignmentStatus }) => <OrderBadge state={state} />;
