import { eur, vendorMoney } from './a-refund.testing.js';
import { takeFrom, whereItLies } from './take-from.js';

const lies = (held: number, free: number, sent: number) => vendorMoney({ held: eur(held), free: eur(free), sent: eur(sent) }).orders[0]!;

test.each([
  [500, [1_000, 0, 0], { held: 500, free: 0, askedBack: 0, owed: 0 }],
  [500, [200, 200, 200], { held: 200, free: 200, askedBack: 100, owed: 0 }],
  [500, [0, 0, 300], { held: 0, free: 0, askedBack: 300, owed: 200 }],
  [0, [100, 0, 0], { held: 0, free: 0, askedBack: 0, owed: 0 }],
] as const)('%i is taken from what is held, then free, then sent, and the rest is owed', (amount, [held, free, sent], from) => {
  expect(takeFrom(amount, lies(held, free, sent))).toEqual(from);
});

test('one sentence says where it lies', () => {
  const say = (held: number, free: number, sent: number) => whereItLies(lies(held, free, sent), 'Brandt', (minor) => String(minor));
  expect(say(5, 0, 0)).toBe('Brandt: its 5 is still held, so nothing has to be called back.');
  expect(say(0, 5, 0)).toBe('Brandt: its 5 is free but not sent yet, so nothing has to be called back.');
  expect(say(0, 0, 5)).toBe('Brandt was paid 5 already: its share is asked back from its account.');
  expect(say(0, 0, 0)).toBe('Brandt has nothing left of this order: its next payouts pay its share.');
});
