import { DomainError } from '@stoa/platform/errors';

export const orderNotFound = () => new DomainError('orders.order_not_found', 'not_found', 'There is no such order.');
export const orderGroupNotFound = () => new DomainError('orders.order_group_not_found', 'not_found', 'There is no such order.');
export const trackingLinkUnknown = () => new DomainError('orders.tracking_link_unknown', 'not_found', 'This link leads to no order. Please open the link from your mail again.');
