import fc from 'fast-check';
import type { VariantId } from '@stoa/events/catalog';
import type { CartId, CartLineId } from '@stoa/events/checkout';
import { newId } from '@stoa/platform/ids';
import { at } from '@stoa/platform/testing';
import { type Cart, fullYears, mergeCarts, moreOf } from './cart.js';

const [mug, bowl, scarf] = [newId<VariantId>(), newId<VariantId>(), newId<VariantId>()];
const aCart = (lines: readonly [VariantId, number][], more: Partial<Cart> = {}): Cart => ({
  id: newId<CartId>(), marketId: newId(), locale: 'de', currency: 'EUR', status: 'open', customerId: null, subjectId: null, shipTo: null, shippingChoices: {}, declaredAge: null, taxIdCheckId: null, version: 1,
  changedAt: at('2026-03-01T09:00:00Z'),
  lines: lines.map(([variantId, quantity]) => ({ id: newId<CartLineId>(), variantId, quantity, seenPriceMinor: 3400n, addedAt: at('2026-03-01T09:00:00Z') })), ...more,
});
const quantities = (merged: ReturnType<typeof mergeCarts>) => merged.lines.map((line) => [line.variantId, line.quantity]);

test('two carts of one shopper become one: everything is kept, and of the same goods the greater number', () => {
  const merged = mergeCarts(aCart([[mug, 1], [bowl, 3]]), aCart([[mug, 2], [scarf, 1]]));
  expect(quantities(merged)).toEqual([[mug, 2], [scarf, 1], [bowl, 3]]);
});

test('the cart in hand decides about address and shipping; what it does not say, the older one does', () => {
  const older = aCart([[mug, 1]], { subjectId: 'older', shipTo: { country: 'FI', region: null, postcode: '20100' }, shippingChoices: { a: '1', b: '2' }, declaredAge: { years: 30, at: at('2026-01-01T00:00:00Z') } });
  expect(mergeCarts(aCart([[bowl, 1]]), older)).toMatchObject({ subjectId: 'older', shipTo: { country: 'FI' }, shippingChoices: { a: '1', b: '2' }, declaredAge: { years: 30 } });
  const inHand = aCart([[bowl, 1]], { subjectId: 'mine', shipTo: { country: 'DE', region: null, postcode: '50667' }, shippingChoices: { b: '3' } });
  expect(mergeCarts(inHand, older)).toMatchObject({ subjectId: 'mine', shipTo: { country: 'DE' }, shippingChoices: { a: '1', b: '3' } });
});

test('whatever is in two carts: merging loses no kind of goods, invents none, and merging again changes nothing', () => {
  const lines = fc.uniqueArray(fc.tuple(fc.constantFrom(mug, bowl, scarf), fc.integer({ min: 1, max: 99 })), { selector: ([id]) => id });
  fc.assert(fc.property(lines, lines, (mine, theirs) => {
    const merged = mergeCarts(aCart(mine), aCart(theirs));
    expect(new Set(merged.lines.map((line) => line.variantId))).toEqual(new Set([...mine, ...theirs].map(([id]) => id)));
    const again = mergeCarts(aCart(merged.lines.map((line) => [line.variantId, line.quantity])), aCart(theirs));
    expect(new Map(again.lines.map((line) => [line.variantId, line.quantity]))).toEqual(new Map(merged.lines.map((line) => [line.variantId, line.quantity])));
  }));
});

test('a cart holds at most 99 of a kind', () => {
  expect(moreOf(98, 1)).toBe(99);
  expect(() => moreOf(98, 2)).toThrow(expect.objectContaining({ code: 'checkout.quantity_too_high' }));
});

test('full years are counted to the day', () => {
  expect([fullYears('2005-03-01', '2026-03-01'), fullYears('2005-03-02', '2026-03-01'), fullYears('2004-02-29', '2025-02-28'), fullYears('2004-02-29', '2025-03-01')]).toEqual([21, 20, 20, 21]);
});
