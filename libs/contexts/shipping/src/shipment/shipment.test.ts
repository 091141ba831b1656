import { expect, test } from '@jest/globals';
import { asTenant, at, switchTenant, withNow } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import type { ConsignmentId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { createShipment, recordDelivered, shipmentsOf } from './shipment.repository.js';

test('a consignment has one shipment; a corrected number replaces the first, and it arrives once', () =>
  asTenant(async (ctx) => {
    const consignmentId = newId<ConsignmentId>();
    const given = { consignmentId, vendorId: newId<VendorId>(), carrier: 'DHL', trackingNumber: '0034 0434 1234' };
    const first = await createShipment(ctx, given);
    const again = await createShipment(ctx, { ...given, trackingNumber: '0034 0434 9999' });
    await recordDelivered(withNow(ctx, at('2026-03-03T10:00:00Z')), consignmentId);
    await recordDelivered(withNow(ctx, at('2026-03-04T10:00:00Z')), consignmentId);

    expect(again.id).toBe(first.id);
    expect((await shipmentsOf(ctx, [consignmentId])).get(consignmentId)).toEqual({
      ...first, trackingNumber: '0034 0434 9999', deliveredAt: at('2026-03-03T10:00:00Z'),
      trackingUrl: 'https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=003404349999',
    });
    expect((await shipmentsOf(await switchTenant(ctx), [consignmentId])).size).toBe(0);
  }));
