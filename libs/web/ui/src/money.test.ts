import { amountText, formatAmount, parseAmount } from './money.js';

test.each([
  ['1.234,56', 'EUR', 123456], ['1,234.56', 'EUR', 123456], ['1234.56', 'EUR', 123456], ['34', 'EUR', 3400], ['34,5', 'EUR', 3450], ['1.234', 'EUR', 123400], ['1200', 'JPY', 1200], ['2.345', 'KWD', 2345], ['0', 'EUR', 0],
])('"%s" in %s is %i minor units', (text, currency, minor) => {
  expect(parseAmount(text, currency)).toBe(minor);
});

test.each(['', 'abc', '-5', '1.2.3,4,5x', '12e3'])('"%s" is no amount', (text) => {
  expect(parseAmount(text, 'EUR')).toBeNull();
});

test('amounts print with the decimals of their currency and a true minus', () => {
  expect(formatAmount({ amount: 123450, currency: 'EUR' })).toBe('1,234.50');
  expect(formatAmount({ amount: -711, currency: 'EUR' })).toBe('\u22127.11');
  expect(formatAmount({ amount: 1200, currency: 'JPY' })).toBe('1,200');
  expect(amountText({ amount: 123450, currency: 'EUR' })).toBe('1234.50');
});
