import { newId } from '@stoa/platform/ids';
import { actor } from '@stoa/platform/testing';
import { maySeeOrder } from './order.js';

test('who may see an order: its vendor’s people and the marketplace’s, no other vendor and no shopper', () => {
  const vendorId = newId();
  expect([actor.vendor(vendorId), actor.staff(), actor.vendor(newId()), actor.shopper()].map((who) => maySeeOrder(who, { vendorId }))).toEqual([true, true, false, false]);
});
