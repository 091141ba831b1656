import { DomainError } from '@stoa/platform/errors';
import type { ConsignmentStatus } from './consignment.js';

export const consignmentNotFound = () => new DomainError('orders.consignment_not_found', 'not_found', 'There is no such consignment.');

const WORDS: Record<ConsignmentStatus, string> = { awaiting_payment: 'not paid yet', to_ship: 'waiting to be shipped', shipped: 'shipped', delivered: 'delivered', cancelled: 'cancelled' };

export const consignmentCannotMove = (from: ConsignmentStatus, to: ConsignmentStatus) =>
  new DomainError('orders.consignment_cannot_move', 'conflict', `This consignment is ${WORDS[from]} and cannot become ${WORDS[to]}.`, { from, to });
export const consignmentChangedMeanwhile = () =>
  new DomainError('orders.consignment_changed', 'conflict', 'Somebody else changed this consignment a moment ago. Load it again and look before you repeat it.');
