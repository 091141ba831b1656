export { placeOrderGroup, type PlaceConsignment, type PlaceInput, type PlaceLine, type PlaceOrder } from './order/place-order-group.js';
export type { Card, Order, OrderGroup, OrderLine, OrderStatus, PlatformFee, PriceMode, TaxByPlatform, TaxPart } from './order/order.js';
export type { Consignment, Fee } from './consignment/consignment.js';
export { findOrderGroup, getOrderGroup } from './order/order.repository.js';
export { getOrderGroupForMoney, type OrderForMoney, type OrderGroupForMoney } from './order/money.query.js';
export { shipConsignment } from './consignment/ship-consignment.js';
export { deliverConsignment } from './consignment/deliver-consignment.js';
export { openTrackingToken, trackingToken } from './tracking/tracking-token.js';
