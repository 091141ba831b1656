import { thePacks } from '../testing.js';
import { checkRows, reportOf } from './check-rows.js';

const given = {
  id: 'G-1', title: 'a mug', tax_date: '2026-11-02', currency: 'EUR', seller: { country: 'DE', registrations: ['DE'] }, platform: { role: 'marketplace', establishment: 'IE' }, ship_from: { country: 'DE' }, ship_to: { country: 'DE', postcode: '10115' },
  customer: { type: 'consumer' }, lines: [{ id: '1', category: 'goods.general', unit_price: '100.00', quantity: 1, price_mode: 'excl', discount: '0' }], shipping: null, rounding: { level: 'line', mode: 'half_up', scale: 2 }, doubtful: false,
  expected: { jurisdiction: 'DE', scheme: 'domestic', treatment: 'standard', taxable_amount: '100.00', tax_amount: '19.00', customer_pays: '119.00', per_line: [{ line: '1', rate_pct: '19', taxable: '100.00', tax: '19.00' }], tax_remitted_by: 'seller', customer_invoice_issuer: 'seller' },
};
type Given = typeof given;
const report = (text: string) => reportOf(checkRows(thePacks(), text));
/** What is found wrong with one row, the row told apart. */
const wrongWith = (change: (row: Given) => object): string[] => checkRows(thePacks(), JSON.stringify(change(given))).flatMap(({ mismatches }) => mismatches.map((m) => `${m.field}: expected ${m.expected}, got ${m.got}`));
const line = given.lines[0]!;

test('a file may come from any program: a mark at its head, carriage returns, empty lines', () => {
  const row = JSON.stringify(given);
  expect(report(`\uFEFF${row}\r\n\r\n   \r\n${row}\r\n`)).toEqual({ failed: 0, text: '2 cases: 2 of 2 sure ones agree, 0 of 0 doubtful ones.' });
  expect(report('')).toEqual({ failed: 0, text: '0 cases: 0 of 0 sure ones agree, 0 of 0 doubtful ones.' });
});

test('a bad line fails alone, and says where and what', () => {
  const { seller: _, ...noSeller } = given;
  const rows = [JSON.stringify(given), '{"id": "G-2", ', '[]', JSON.stringify({ ...noSeller, id: 'G-3', tax_date: '02.11.2026' }), JSON.stringify({ ...given, id: 'G-4', doubtful: true, expected: { ...given.expected, tax_amount: '1.00' } }), JSON.stringify(given)];
  expect(report(rows.join('\n'))).toEqual({
    failed: 3,
    text: [
      'FAILED   line 2  line 2 is not a worked case', '           row: expected one JSON object a line, got {"id": "G-2",',
      'FAILED   line 3  line 3 is not a worked case', '           row: expected Invalid input: expected object, received array, got []',
      'FAILED   G-3  line 4 is not a worked case', '           tax_date: expected Invalid ISO date, got "02.11.2026"', '           seller: expected Invalid input: expected object, received undefined, got nothing',
      'doubtful G-4  a mug', '           tax_amount: expected 1.00, got 19.00',
      '6 cases: 2 of 5 sure ones agree, 0 of 1 doubtful ones.',
    ].join('\n'),
  });
});

test('a row that is no sale of one kind of prices is refused with the reason, and does not stop the others', () => {
  expect(wrongWith((row) => ({ ...row, lines: [line, { ...line, id: '2', price_mode: 'incl' }] }))).toEqual(['row: expected facts of one sale, got price_mode: prices with tax and prices without it stand in one row; write one of them']);
  expect(wrongWith((row) => ({ ...row, lines: [{ ...line, category: 'shipping' }] }))).toEqual(['row: expected facts of one sale, got lines: a row that is delivery alone says nothing of the goods that it follows']);
  expect(wrongWith((row) => ({ ...row, lines: [{ ...line, discount: '150.00' }] }))).toEqual(['row: expected facts of one sale, got lines 1: its discounts are more than its price']);
  expect(wrongWith((row) => ({ ...row, currency: 'USD', ship_to: { country: 'ZZ' } }))).toEqual(['outcome: expected an answer, got tax.no_pack: There is no rule pack for ZZ yet.']);
});

test('numbers and texts are one, names may be numbers, and what a row leaves out is not compared', () => {
  const { per_line: _, ...noLines } = given.expected;
  expect(wrongWith((row) => ({ ...row, id: 7, rounding: null, shipping: undefined, lines: [{ ...line, id: 1, unit_price: 100, quantity: '1', discount: null }], expected: { ...row.expected, tax_amount: 19, per_line: [{ line: 1, rate_pct: '19.0', taxable: 100, tax: 19.0 }] } }))).toEqual([]);
  expect(wrongWith((row) => ({ ...row, expected: noLines }))).toEqual([]);
  expect(wrongWith((row) => ({ ...row, lines: [{ ...line, unit_price: '40.00', quantity: '2.5' }] }))).toEqual([]);
  expect(wrongWith((row) => ({ ...row, lines: [{ ...line, quantity: 0 }] }))).toEqual(['lines.0.quantity: expected write how many, got 0']);
});

test('a word that nothing here knows is told, and so no misspelt field passes for one that agrees', () => {
  const { text } = report(JSON.stringify({ ...given, colour: 'red', seller: { ...given.seller, sales_12m_KY: '5.00', oss_number: 'x' }, expected: { ...given.expected, tax_amont: '1.00', retail_delivery_fee: '0.00', hsn: '6101' } }));
  expect(text.split('\n').slice(0, -1)).toEqual(['not read   colour: nothing here knows it (G-1)', 'not read   expected.tax_amont: nothing here knows it (G-1)', 'not read   seller.oss_number: nothing here knows it (G-1)']);
});

test('who pays for a discount decides what is taxed; what the customer pays may be told with the funder\'s part or without', () => {
  const funded = (platform: object, lines: object, pays: string, cash: object = {}) => wrongWith((row) => ({ ...row, platform: { ...row.platform, ...platform }, lines: [{ ...line, ...lines }], expected: { ...row.expected, customer_pays: pays, ...cash } }));
  expect(funded({}, { discount: '10.00', discount_funder: 'manufacturer' }, '109.00')).toEqual([]);
  expect(funded({ funds_discount: '10.00' }, {}, '109.00')).toEqual([]);
  expect(funded({ funds_discount: '10.00' }, {}, '119.00')).toEqual([]);
  expect(funded({ funds_discount: '10.00' }, {}, '109.00', { buyer_cash_payment: '109.00' })).toEqual(['customer_pays: expected 109.00, got 119.00']);
  expect(funded({}, { discount: '10.00', discount_funder: 'seller' }, '119.00')).toEqual(['taxable_amount: expected 100.00, got 90.00', 'tax_amount: expected 19.00, got 17.10', 'customer_pays: expected 119.00, got 107.10', 'per_line 1: expected 19,100.00,19.00, got 19,90.00,17.10']);
});

test('a returned piece may be written as a negative quantity', () => {
  const back = { taxable_amount: '-100.00', tax_amount: '-19.00', customer_pays: '-119.00', per_line: [{ line: '1', rate_pct: '19', taxable: '-100.00', tax: '-19.00' }] };
  expect(wrongWith((row) => ({ ...row, lines: [{ ...line, quantity: -1 }], facts: { document: 'credit_note' }, expected: { ...row.expected, ...back } }))).toEqual([]);
});

test('words that other tables use are understood: ways to round, kinds of buyers, a certificate with its last day', () => {
  const texan = (buyer: object, rounding: object, tax: string, treatment: string, remitter: string) => wrongWith((row) => ({
    ...row, tax_date: '2026-11-02', currency: 'USD', platform: { role: 'marketplace', establishment: 'US', registrations: ['ALL-MF'] }, ship_from: { country: 'US', region: 'TX', postcode: '73301' }, ship_to: { country: 'US', region: 'TX', postcode: '73301' }, customer: buyer, rounding,
    expected: { ...row.expected, jurisdiction: 'US-TX', scheme: 'marketplace_facilitator', treatment, taxable_amount: tax === '0.00' ? '0' : '100.00', tax_amount: tax, customer_pays: tax === '0.00' ? '100.00' : '108.25', per_line: [], tax_remitted_by: remitter },
  }));
  const paper = { type: 'resale', state: 'US-TX' };
  expect(texan({ type: 'government', certificate: paper }, { level: 'document', mode: 'half_up' }, '0.00', 'exempt_certificate', 'none')).toEqual([]);
  expect(texan({ type: 'business', certificate: { ...paper, expires: '2026-11-02' } }, {}, '0.00', 'exempt_certificate', 'none')).toEqual([]);
  expect(texan({ type: 'business', certificate: { ...paper, expires: '2026-11-01' } }, { level: 'line', mode: 'down' }, '8.25', 'standard', 'platform')).toEqual([]);
});
