import type { ConsignmentId, OrderGroupId, OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { newId } from '@stoa/platform/ids';
import { type Consignment, type ConsignmentStatus, deliver, ship } from './consignment.js';

const now = new Date('2026-11-20T10:00:00Z');
const dhl = { carrier: 'DHL', trackingNumber: '00340434161094000001' };
const refused = (from: ConsignmentStatus, to: ConsignmentStatus) => expect.objectContaining({ code: 'orders.consignment_cannot_move', details: { from, to } });

describe('what a consignment may become', () => {
  test('goods that are paid are shipped', () => {
    expect(ship(consignment('to_ship'), dhl, now)).toMatchObject({ status: 'shipped', shippedWith: 'DHL', trackingNumber: dhl.trackingNumber, shippedAt: now });
  });

  test.each(['awaiting_payment', 'delivered', 'cancelled'] as const)('goods that are %s are not shipped', (status) => {
    expect(() => ship(consignment(status), dhl, now)).toThrow(refused(status, 'shipped'));
  });

  test('goods that are on their way arrive, and have arrived when it is said again', () => {
    const arrived = deliver(consignment('shipped'), now);

    expect(arrived).toMatchObject({ status: 'delivered', deliveredAt: now });
    expect(deliver(arrived, new Date(now.getTime() + 1))).toBe(arrived);
  });

  test.each(['awaiting_payment', 'to_ship', 'cancelled'] as const)('goods that are %s do not arrive', (status) => {
    expect(() => deliver(consignment(status), now)).toThrow(refused(status, 'delivered'));
  });

  test('the same shipment twice is one, and a mistyped number is corrected until the goods arrive', () => {
    const shipped = ship(consignment('to_ship'), dhl, now);
    const corrected = { ...dhl, trackingNumber: '00340434161094000002' };

    expect(ship(shipped, dhl, new Date(now.getTime() + 1))).toBe(shipped);
    expect(ship(shipped, corrected, now)).toMatchObject({ status: 'shipped', trackingNumber: corrected.trackingNumber, shippedAt: now });
    const arrived = deliver(shipped, now);
    expect(ship(arrived, dhl, now)).toBe(arrived);
    expect(() => ship(arrived, corrected, now)).toThrow(refused('delivered', 'shipped'));
  });
});

const consignment = (status: ConsignmentStatus): Consignment => ({
  id: newId<ConsignmentId>(), orderId: newId<OrderId>(), groupId: newId<OrderGroupId>(), seq: 1, vendorId: newId<VendorId>(), warehouseId: newId(), shipsFrom: { city: 'Espoo', country: 'FI' },
  seller: 'vendor', taxDecisionId: newId(), rateId: newId(), rateName: 'Standard', carrier: 'DHL', shippingNetMinor: 0n, shippingTaxMinor: 0n, shippingGrossMinor: 0n, shippingTaxes: [], fees: [],
  deliveryFrom: null, deliveryTo: null, window: null, adultSignature: false, status, shippedWith: null, trackingNumber: null, trackingUrl: null, shippedAt: null, deliveredAt: null, version: 1,
});
