import { describe, expect, test } from '@jest/globals';
import { actor, asTenant, at, audited, switchTenant, withActor } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import type { Gate } from '@stoa/catalog';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import { aRate, savedRate, savedZone } from '../testing.js';
import { addWorkingDays, wallClock } from '../calendar/calendar.js';
import { isHoliday } from '../calendar/holidays.js';
import { addRate, dropRate, editRate } from './keep-rate.js';
import { listRates } from './rate.repository.js';
import { quoteShippingFor } from './quote-shipping.js';
import { mayKeepRate, optionsFor, type Parcel } from './rate.js';

const vendorId = newId<VendorId>();
const parcel = (change: Partial<Parcel> = {}): Parcel => ({ vendorId, warehouses: [{ id: newId<WarehouseId>(), country: 'DE', timeZone: 'Europe/Berlin' }], gates: [], weightGrams: 800, ...change });
const berlin = { country: 'DE', region: null, postcode: '10115' };
const fresno = { id: newId<WarehouseId>(), country: 'US', timeZone: 'America/Los_Angeles' };
const sacramento = { country: 'US', region: 'CA', postcode: '95814' };
const gate = (kind: Gate['kind'], params: Gate['params'], market = 'US-CA'): Gate => ({ market, kind, params, rule: 'R', cite: 'C', words: { en: 'W' } });
const daysOf = (now: string, rate = aRate({ vendorId }), given = parcel(), to = berlin) => optionsFor([rate], given, to, at(now)).map((o) => [o.deliveryFrom, o.deliveryTo]);

describe('the days of arrival', () => {
  test('count working days from the order: one of handling, one or two on the way', () => expect(daysOf('2026-11-23T09:00:00Z')).toEqual([['2026-11-25', '2026-11-26']]));
  test('begin a day later when the cut-off at the warehouse has passed', () => expect(daysOf('2026-11-23T13:00:00Z')).toEqual([['2026-11-26', '2026-11-27']]));
  test('leave out weekends', () => expect(daysOf('2026-11-20T09:00:00Z')).toEqual([['2026-11-24', '2026-11-25']]));
  test('leave out holidays at the warehouse and at the door', () => {
    expect(daysOf('2026-12-23T09:00:00Z')).toEqual([['2026-12-28', '2026-12-29']]);
    expect(daysOf('2026-12-04T09:00:00Z', aRate({ vendorId }), parcel(), { country: 'FI', region: null, postcode: '00100' })).toEqual([['2026-12-08', '2026-12-09']]);
  });
  test('of goods from two warehouses span the earliest and the latest', () => {
    const both = parcel({ warehouses: [{ id: newId<WarehouseId>(), country: 'DE', timeZone: 'Europe/Berlin' }, { id: newId<WarehouseId>(), country: 'US', timeZone: 'America/Los_Angeles' }] });
    expect(daysOf('2026-11-18T16:00:00Z', aRate({ vendorId }), both)).toEqual([['2026-11-20', '2026-11-24']]);
  });
});

test('the calendars know movable feasts', () => {
  const off = (country: string, days: string[]) => days.map((day) => isHoliday(day, country));
  expect(off('DE', ['2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25', '2027-03-26', '2026-04-07'])).toEqual([true, true, true, true, true, false]);
  expect(off('FI', ['2026-06-19', '2027-06-25', '2026-12-06', '2026-06-26'])).toEqual([true, true, true, false]);
  expect(off('US', ['2026-11-26', '2026-05-25', '2026-01-19', '2026-11-27'])).toEqual([true, true, true, false]);
  expect(addWorkingDays('2026-04-02', 1, 'DE')).toBe('2026-04-07');
  expect(wallClock(at('2026-03-29T00:59:00Z'), 'Europe/Berlin')).toEqual({ day: '2026-03-29', time: '01:59' });
  expect(wallClock(at('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toEqual({ day: '2026-03-29', time: '03:00' });
});

describe('goods for adults', () => {
  const spirits = [gate('age', { min_age: 21 }), gate('hours', { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '02:00' }], time_zone: 'America/Los_Angeles' })];
  const usual = { vendorId, countries: ['US'], price: { minor: 595n, currency: 'USD' } };
  const signed = { ...usual, adultSignature: true, price: { minor: 1_495n, currency: 'USD' } };

  test('travel only with a carrier that asks for an adult', () => {
    const [ground, adult] = [aRate(usual), aRate({ ...signed, window: { from: '12:00', to: '17:00' } })];
    expect(optionsFor([ground, adult], parcel({ warehouses: [fresno], gates: spirits }), sacramento, at('2026-11-23T18:00:00Z'))).toEqual([
      { rateId: adult.id, name: adult.names, carrier: 'DHL', price: { minor: 1_495n, currency: 'USD' }, deliveryFrom: '2026-11-25', deliveryTo: '2026-11-27', window: { from: '12:00', to: '17:00' }, adultSignature: true },
    ]);
    expect(optionsFor([ground, adult], parcel({ warehouses: [fresno] }), sacramento, at('2026-11-23T18:00:00Z')).map((o) => o.rateId)).toEqual([ground.id, adult.id]);
  });
  test('arrive in hours that are both the carrier’s and the law’s', () => {
    const windows = (window: { from: string; to: string } | null, gates: Gate[]) => optionsFor([aRate({ ...signed, window })], parcel({ warehouses: [fresno], gates }), sacramento, at('2026-11-23T18:00:00Z')).map((o) => o.window);
    const daytime = gate('hours', { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }], time_zone: 'America/Los_Angeles' });
    expect(windows(null, spirits)).toEqual([{ from: '06:00', to: '24:00' }]);
    expect(windows({ from: '17:00', to: '22:00' }, [daytime])).toEqual([{ from: '17:00', to: '20:00' }]);
    expect(windows({ from: '20:00', to: '22:00' }, [daytime])).toEqual([]);
    expect(windows({ from: '20:00', to: '22:00' }, [{ ...daytime, market: 'US-CO' }])).toEqual([{ from: '20:00', to: '22:00' }]);
  });
  test('wait for a day on which they may be handed over', () => {
    const weekend = gate('hours', { windows: [{ days: [1, 2], from: '08:00', to: '20:00' }], time_zone: 'America/Los_Angeles' });
    expect(optionsFor([aRate(signed)], parcel({ warehouses: [fresno], gates: [weekend] }), sacramento, at('2026-11-23T18:00:00Z')).map((o) => [o.deliveryFrom, o.deliveryTo])).toEqual([['2026-11-30', '2026-11-30']]);
  });
});

test('a parcel has the ways of its own vendor that reach the address in its currency, and carry its weight', () =>
  asTenant(async (ctx) => {
    const cheap = await savedRate(ctx, { vendorId });
    const express = await savedRate(ctx, { vendorId, price: { minor: 1_850n, currency: 'EUR' } });
    await savedRate(ctx, { vendorId, active: false });
    await savedRate(ctx, { vendorId, maxWeightGrams: 500 });
    await savedRate(ctx, { vendorId, countries: ['FI'] });
    await savedRate(ctx, { vendorId, price: { minor: 500n, currency: 'USD' } });
    await savedRate(ctx);
    const stranger = newId<VendorId>();

    const options = await quoteShippingFor(ctx, { currency: 'EUR', shipTo: berlin, parcels: [parcel(), parcel({ vendorId: stranger })] });

    expect([...options].map(([id, list]) => [id, list.map((o) => o.rateId)])).toEqual([[vendorId, [cheap.id, express.id]], [stranger, []]]);
    expect([...(await quoteShippingFor(await switchTenant(ctx), { currency: 'EUR', shipTo: berlin, parcels: [parcel()] })).values()]).toEqual([[]]);
  }));

test('a rate goes only where the marketplace delivers, and each change of it is recorded', () =>
  asTenant(async (ctx) => {
    await savedZone(ctx, ['US'], ['US-CA', 'US-CO']);
    const { id: _id, vendorId: _vendor, active: _active, version: _version, ...input } = aRate({ countries: ['US'], regions: ['US-CA'], price: { minor: 595n, currency: 'USD' } });

    await expect(addRate(ctx, vendorId, { ...input, countries: ['US', 'MX'] })).rejects.toMatchObject({ code: 'shipping.outside_zones', details: { places: ['MX'] } });
    await expect(addRate(ctx, vendorId, { ...input, regions: ['US-UT'] })).rejects.toMatchObject({ code: 'shipping.outside_zones', details: { places: ['US-UT'] } });
    const rate = await addRate(ctx, vendorId, input);
    await expect(editRate(ctx, rate.id, { transitDaysMin: 9 })).rejects.toMatchObject({ code: 'shipping.rate_flawed' });
    await editRate(ctx, rate.id, { price: { minor: 695n, currency: 'USD' } });

    expect((await audited(ctx)).map((row) => row.action)).toEqual(['shipping.rate_added', 'shipping.rate_changed']);
  }));

test("another vendor's rate does not exist", () =>
  asTenant(async (ctx) => {
    const rate = await savedRate(ctx, { vendorId });
    await savedZone(ctx);
    const rival = withActor(ctx, actor.vendor(newId<VendorId>()));
    await expect(editRate(rival, rate.id, { carrier: 'UPS' })).rejects.toMatchObject({ code: 'shipping.rate_not_found' });
    await expect(dropRate(rival, rate.id)).rejects.toMatchObject({ code: 'shipping.rate_not_found' });
    expect(await listRates(ctx, vendorId)).toEqual([rate]);
    expect((await dropRate(withActor(ctx, actor.vendor(vendorId)), rate.id)).active).toBe(false);
    await expect(dropRate(await switchTenant(ctx), rate.id)).rejects.toMatchObject({ code: 'shipping.rate_not_found' });
  }));

test('who keeps a rate: its vendor’s people and the marketplace’s, no other vendor and no shopper', () => {
  expect([actor.vendor(vendorId), actor.staff(), actor.vendor(newId()), actor.shopper()].map((who) => mayKeepRate(who, { vendorId }))).toEqual([true, true, false, false]);
});
