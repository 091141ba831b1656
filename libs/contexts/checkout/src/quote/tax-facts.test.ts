import type { WarehouseId } from '@stoa/events/inventory';
import { newId } from '@stoa/platform/ids';
import { asTenant } from '@stoa/platform/testing';
import { getTenant } from '@stoa/tenancy';
import { liveTenant } from '@stoa/tenancy/testing';
import { aVendor } from '@stoa/vendors/testing';
import { taxFacts } from './tax-facts.js';

test('a vendor\'s registrations are those of the day, each in its state: a permit of California is none of New York', () =>
  asTenant(async (ctx) => {
    await liveTenant(ctx);
    const held = { country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-1', validFrom: '2026-01-01', validTo: '2026-03-01' };
    const vendor = aVendor({ registrations: [held, { ...held, region: null, scheme: 'vat', validTo: null }, { ...held, number: 'over', validTo: '2026-02-28' }, { ...held, number: 'not yet', validFrom: '2026-03-02', validTo: null }] });
    const facts = taxFacts({ vendorId: vendor.id, warehouseId: newId<WarehouseId>(), shipsFrom: { city: 'Fresno', country: 'US', region: 'CA', postcode: '93721', timeZone: 'America/Los_Angeles' }, parts: [], shippingMinor: 0n, tax: null }, {
      tenant: await getTenant(ctx), vendor, destination: { country: 'US', region: 'NY', postcode: '10001' }, city: null, currency: 'USD', priceMode: 'excl', buyer: null, now: ctx.now,
    });
    expect(facts.seller.registrations).toEqual([{ country: 'US', region: 'CA', scheme: 'sales_tax', number: 'SR-1' }, { country: 'US', scheme: 'vat', number: 'SR-1' }]);
  }));
