import fc from 'fast-check';
import { add, allocate, compare, currencies, formatMoney, fromStripeMinor, fromWireMoney, money, moneySchema, moneyView, mulDiv, percent, proratedSoFar, subtract, sum, toStripeMinor } from './money.js';

const cents = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 });
const total = (parts: readonly bigint[]) => parts.reduce((a, b) => a + b, 0n);

test('a split loses no cent and makes none up', () => {
  fc.assert(fc.property(cents, weights, (amount, shares) => {
    expect(total(allocate(amount, shares))).toBe(amount);
  }));
});

test('nobody’s part is a whole cent away from the exact share', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights.filter((shares) => total(shares) > 0n), (amount, shares) => {
    const whole = total(shares);
    allocate(amount, shares).forEach((part, index) => {
      const difference = part * whole - amount * shares[index]!;
      expect(difference > -whole && difference < whole).toBe(true);
    });
  }));
});

test('a refund is split as the mirror of the charge', () => {
  fc.assert(fc.property(cents, weights, (amount, shares) => {
    expect(allocate(-amount, shares)).toEqual(allocate(amount, shares).map((part) => -part));
  }));
});

test('the odd cent goes to the largest remainder, and of equals to the first', () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(101n, [1n, 1n, 1n])).toEqual([34n, 34n, 33n]);
  expect(allocate(10n, [1n, 2n])).toEqual([3n, 7n]);
  expect(allocate(7n, [0n, 0n])).toEqual([7n, 0n]);
  expect(() => allocate(1n, [])).toThrow('Invariant broken');
  expect(() => allocate(1n, [-1n, 2n])).toThrow('Invariant broken');
});

test('refunds in any steps add up to the whole', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.array(fc.bigInt({ min: 1n, max: 9n }), { minLength: 1, maxLength: 12 }), (amount, steps) => {
    const whole = total(steps);
    let done = 0n;
    const refunds = steps.map((step) => {
      const before = proratedSoFar(amount, done, whole);
      done += step;
      return proratedSoFar(amount, done, whole) - before;
    });
    expect(total(refunds)).toBe(amount);
    expect(refunds.every((refund) => refund >= 0n)).toBe(true);
  }));
});

test.each([
  [5n, 1n, 2n, 'half_up', 3n], [-5n, 1n, 2n, 'half_up', -3n], [5n, 1n, 2n, 'floor', 2n], [-5n, 1n, 2n, 'floor', -3n], [5n, 1n, 2n, 'ceil', 3n], [-5n, 1n, 2n, 'ceil', -2n],
  [4n, 1n, 3n, 'half_up', 1n], [5n, 1n, 3n, 'half_up', 2n], [5n, 1n, -2n, 'half_up', -3n], [6n, 1n, 3n, 'ceil', 2n],
] as const)('%s × %s ÷ %s rounded %s is %s', (value, numerator, denominator, rounding, expected) => {
  expect(mulDiv(value, numerator, denominator, rounding)).toBe(expected);
});

test('rounding never moves further than one unit, and floor and ceil enclose the exact value', () => {
  fc.assert(fc.property(cents, cents, fc.bigInt({ min: 1n, max: 10n ** 9n }), (value, numerator, denominator) => {
    const [low, near, high] = [mulDiv(value, numerator, denominator, 'floor'), mulDiv(value, numerator, denominator, 'half_up'), mulDiv(value, numerator, denominator, 'ceil')];
    expect(low * denominator <= value * numerator && value * numerator <= high * denominator).toBe(true);
    expect(high - low <= 1n && low <= near && near <= high).toBe(true);
  }));
});

test('a commission of 15 % of 19.99 is 3.00', () => {
  expect(percent(1999n, 1500n, 'half_up')).toBe(300n);
  expect(percent(1999n, 1500n, 'floor')).toBe(299n);
});

test('amounts of two currencies are neither added nor compared', () => {
  const [euro, dollar] = [money(1n, 'EUR'), money(1n, 'USD')];
  expect(() => add(euro, dollar)).toThrow('Invariant broken');
  expect(() => subtract(euro, dollar)).toThrow('Invariant broken');
  expect(() => compare(euro, dollar)).toThrow('Invariant broken');
  expect(() => sum('EUR', [euro, dollar])).toThrow('Invariant broken');
  expect(() => money(1n, 'EURO')).toThrow('Invariant broken');
  expect(sum('EUR', [])).toEqual(money(0n, 'EUR'));
});

test('what Stripe is told and tells back is the same amount', () => {
  for (const currency of Object.keys(currencies)) {
    const amount = money(currency === 'MGA' ? 1200n : 12n, currency);
    expect(fromStripeMinor(toStripeMinor(amount), currency)).toEqual(amount);
  }
  expect(toStripeMinor(money(5n, 'ISK'))).toBe(500n);
  expect(toStripeMinor(money(500n, 'JPY'))).toBe(500n);
  expect(() => fromStripeMinor(550n, 'ISK')).toThrow('Invariant broken');
});

test('people read amounts as their locale writes them, exactly', () => {
  const written = (minor: bigint, currency: string, locale: string) => formatMoney(money(minor, currency), locale).replaceAll(/\s/g, ' ');
  expect(written(1999n, 'EUR', 'de-DE')).toBe('19,99 €');
  expect(written(-5n, 'USD', 'en-US')).toBe('-$0.05');
  expect(written(1200n, 'JPY', 'en-US')).toBe('¥1,200');
  expect(written(1234n, 'KWD', 'en-US')).toBe('KWD 1.234');
  expect(written(9_007_199_254_740_993_01n, 'USD', 'en-US')).toBe('$9,007,199,254,740,993.01');
});

test('money on the wire is an integer', () => {
  expect(moneyView(money(1999n, 'EUR'))).toEqual({ amount: 1999, currency: 'EUR' });
  expect(fromWireMoney(moneySchema.parse({ amount: -3, currency: 'USD' }))).toEqual(money(-3n, 'USD'));
  expect(moneySchema.safeParse({ amount: 19.99, currency: 'EUR' }).success).toBe(false);
  expect(moneySchema.safeParse({ amount: 1, currency: 'AAA' }).success).toBe(false);
  expect(() => moneyView(money(2n ** 60n, 'EUR'))).toThrow('Invariant broken');
});
