import { describe, expect, test } from '@jest/globals';
import { addressLines } from './address.js';
import { fieldErrors } from './address-form.js';
import { ageOn, minAgeOf } from './age.js';
import { safeBack } from './back.js';
import { readExpiry } from './card-tokens.js';
import { formatClock, formatDay, formatMoney } from './format.js';
import { sayRefusal } from './refusal.js';
import { readSearchQuery, toMinor, withoutFilter } from './search-query.js';
import { wordsFor } from '../words/words.server.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('a price', () => {
  test.each([
    [3_400, 'EUR', 'de', '34,00 €'], [3_400, 'EUR', 'fi', '34,00 €'], [3_400, 'EUR', 'en', '€34.00'], [191_75, 'USD', 'en', '$191.75'], [-5, 'USD', 'en', '-$0.05'], [1_999, 'JPY', 'en', 'JP¥1,999'], [1_005, 'KWD', 'en', 'KWD 1.005'],
  ])('of %i %s reads in %s as %s', (amount, currency, locale, expected) => expect(plain(formatMoney({ amount, currency }, locale))).toBe(expected));
  test('keeps every cent of a sum that no float could hold', () => expect(formatMoney({ amount: 9_007_199_254_740_991, currency: 'USD' }, 'en')).toBe('$90,071,992,547,409.91'));
});

test('hours of delivery are told as people tell them', () => {
  expect([plain(formatClock('06:00', 'en')), plain(formatClock('02:00', 'en')), formatClock('17:30', 'de')]).toEqual(['6:00 AM', '2:00 AM', '17:30']);
  expect(wordsFor('en').listing.hoursNote('6:00 AM', '2:00 AM')).toContain('between 6:00 AM and 2:00 AM');
});

test('a calendar day stays that day in every time zone', () => {
  expect(formatDay('2026-11-25', 'en', 'America/Los_Angeles')).toBe('Wed, Nov 25');
  expect(formatDay('2026-11-25T03:00:00Z', 'en', 'America/Los_Angeles')).toBe('Tue, Nov 24');
});

test('an address is written as its country writes it', () => {
  const base = { name: 'Dana Reyes', line1: '1801 L Street', line2: null, phone: null };
  expect(addressLines({ ...base, city: 'Sacramento', region: 'CA', postcode: '95811', country: 'US' }, 'en')).toEqual(['Dana Reyes', '1801 L Street', 'Sacramento, CA 95811', 'United States']);
  expect(addressLines({ ...base, city: 'Berlin', region: null, postcode: '10115', country: 'DE' }, 'de')).toEqual(['Dana Reyes', '1801 L Street', '10115 Berlin', 'Deutschland']);
});

test('an age counts from the birthday on, and a date that does not exist is none', () => {
  const today = new Date('2026-11-21T12:00:00Z');
  expect([ageOn(today, 2005, 11, 21), ageOn(today, 2005, 11, 22), ageOn(today, 1980, 2, 30), ageOn(today, 2027, 1, 1)]).toEqual([21, 20, null, null]);
  expect(minAgeOf([{ kind: 'hours', params: {} }, { kind: 'age', params: { min_age: 18 } }, { kind: 'age', params: { min_age: 21 } }])).toBe(21);
});

test('a refusal is told in the shopper’s language, and a decline says that nothing was charged', () => {
  const declined = { status: 409, code: 'payments.declined', title: 'x', details: { reason: 'try_again' } };
  expect(sayRefusal(declined, wordsFor('de'))).toContain('Es wurde nichts abgebucht');
  expect(sayRefusal({ ...declined, details: {} }, wordsFor('en'))).toContain('Nothing was charged');
  expect(sayRefusal({ status: 409, code: 'somewhere.new', title: 'What the API said.' }, wordsFor('fi'))).toBe('What the API said.');
});

test('the API’s pointers find their fields', () => expect(fieldErrors({ status: 400, code: 'request.invalid', title: '', errors: [{ pointer: '/shipping_address/postcode', message: 'Too long.', code: 'x' }] })).toEqual({ postcode: 'Too long.' }));

test('nobody is led to another site after a form', () => expect(['/cart?x=1', '//evil.example', '/\\evil.example', 'https://evil.example', null].map(safeBack)).toEqual(['/cart?x=1', '/', '/', '/', '/']));

test('an expiry reads as people type it', () => expect(['04 / 29', '4/2029', '13/29', ''].map(readExpiry)).toEqual([{ month: 4, year: 2029 }, { month: 4, year: 2029 }, null, null]));

test('filters in an address become the API’s own grammar, and nothing else gets through', () => {
  const query = readSearchQuery(new URL('http://x/search?q=blue+mug&attr[colour]=blue&attr[colour]=red&vendor=a,b&utm_source=x&price_min='));
  expect([...query]).toEqual([['q', 'blue mug'], ['attr[colour]', 'blue,red'], ['vendor', 'a,b']]);
  expect(new URLSearchParams(withoutFilter(query, 'attr[colour]', 'blue')).get('attr[colour]')).toBe('red');
  expect([toMinor('12,5', 2), toMinor('12', 0), toMinor('a', 2)]).toEqual(['1250', '12', null]);
});
