import { theOfferingPacks } from '@stoa/compliance/testing';
import type { CartLineId } from '@stoa/events/checkout';
import { newId } from '@stoa/platform/ids';
import { at } from '@stoa/platform/testing';
import { type Asked, judgeParcels } from './judge-parcels.js';
import type { QuotedParcel } from './quote.js';

const packs = theOfferingPacks();
const now = at('2026-11-21T18:00:00Z');
const lineId = newId<CartLineId>();
const parcel = (taxCategory: string, window: { from: string; to: string } | null = null) =>
  ({ lines: [{ lineId, taxCategory }], chosen: { deliveryFrom: '2026-11-27', deliveryTo: '2026-12-01', window } }) as unknown as QuotedParcel;
const judge = (one: QuotedParcel, more: Partial<Asked> = {}) =>
  judgeParcels([one], { packs, destination: { country: 'US', region: 'CA', postcode: '94110' }, declaredAge: { years: 30, at: now }, now, locale: 'en', ...more });

test('spirits in the hours of California are not in the way, and neither is hot sauce at any age', () => {
  expect(judge(parcel('goods.alcohol.spirits', { from: '12:00', to: '17:00' }))).toEqual([]);
  expect(judge(parcel('goods.food.sauce'), { declaredAge: null })).toEqual([]);
});

test('hours that begin inside and end outside the law are refused once, with rule, citation and what to do', () => {
  expect(judge(parcel('goods.alcohol.spirits', { from: '01:00', to: '04:00' }))).toEqual([{
    code: 'delivery_refused', lineIds: [lineId], message: 'No alcohol is sold or delivered in California between 2 and 6 in the morning. Choose another time of delivery.',
    law: { rule: 'CA-ABC-25631', cite: 'Cal. Bus. & Prof. Code § 25631', whatToDo: 'Choose another time of delivery.' },
  }]);
  expect(judge(parcel('goods.alcohol.spirits', { from: '01:00', to: '02:00' }))).toEqual([]); // the end does not count
});

test('a place of which nobody has written down the law is refused whatever the age, and so is one whose law shuts them out', () => {
  expect(judge(parcel('goods.alcohol.spirits'), { destination: { country: 'US', region: 'GU', postcode: '96910' } })).toMatchObject([{ code: 'delivery_refused', law: { rule: 'NO-PACK' } }]);
  expect(judge(parcel('goods.alcohol.spirits'), { destination: { country: 'US', region: 'NV', postcode: '89101' } })).toMatchObject([{ code: 'delivery_refused', law: { rule: 'NV-ALCOHOL' } }]);
});

test('an age that was said a year ago is a year more today; nobody grows older on the day before', () => {
  const said = (day: string) => judge(parcel('goods.alcohol.spirits'), { declaredAge: { years: 20, at: at(day) } }).map((blocker) => blocker.code);
  expect([said('2025-11-21T17:00:00Z'), said('2025-11-22T17:00:00Z')]).toEqual([[], ['too_young']]);
});
