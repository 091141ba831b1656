import { aDocument, aParty } from '../testing.js';
import { hasFieldList, lackingFields } from './country-fields.js';

const at = (country: string, taxNumber: string | null) => aParty('Byron Beeswax', { country }, { taxNumber });
const buyer = aParty('Jack Kelly', { country: 'AU' });
const line = { title: 'Candles', netMinor: 100_000n, ratePct: '10' };
const lacks = (...of: Parameters<typeof aDocument>) => lackingFields(aDocument(...of)).map((one) => one.field);

test('an Australian tax invoice says that it is one, has the ABN, and names the buyer from a thousand dollars on', () => {
  const complete = { issuer: at('AU', 'ABN 51 824 753 556'), buyer, currency: 'AUD', notes: ['Tax invoice'], lines: [line] };
  expect(lacks(complete)).toEqual([]);
  expect(lacks({ ...complete, issuer: at('AU', null), notes: [], buyer: { ...buyer, name: '' } })).toEqual(['the words "Tax invoice"', 'ABN of the seller', 'the buyer, from AUD 1,000 on']);
  expect(lacks({ ...complete, buyer: { ...buyer, name: '' }, lines: [{ ...line, netMinor: 50_000n }] })).toEqual([]);
});

test.each([
  ['JP', 'T7000012050002', ['T number of the seller']], ['CH', 'CHE-116.281.710 MWST', ['UID and "MWST" of the seller']], ['IN', '08AABCJ1234A1Z5', ['GSTIN of the seller']], ['NZ', '49-091-850', ['GST number of the seller']],
  ['GB', 'GB220430231', ['VAT number of the seller']], ['CA', '123456789 RT0001', ['GST/HST number of the seller, from CAD 100 on']], ['NO', '974760673 MVA', ['organisation number and "MVA" of the seller']],
])('a document of %s has the number that its law asks for', (country, number, lacking) => {
  const document = (of: string) => ({ issuer: at(country, of), buyer, number: 'JB-2026-00001', lines: [line] });
  expect(lacks(document(number))).toEqual([]);
  expect(lacks(document(`${number}x`))).toEqual(lacking);
});

test('an Indian number has no more than sixteen characters', () => {
  expect(lacks({ issuer: at('IN', '08AABCJ1234A1Z5'), buyer, number: 'JB-2026-27-0000001', lines: [line] })).toEqual(['a number of at most 16 letters, digits, - and /']);
});

test('a Saudi invoice is in Arabic', () => {
  const dates = { ...at('SA', '300055184400003'), name: 'واحة التمور' };
  expect(lacks({ issuer: dates, buyer, notes: ['فاتورة ضريبية'], lines: [line] })).toEqual([]);
  expect(lacks({ issuer: at('SA', '300055184400003'), buyer, notes: ['Tax invoice'], lines: [line] })).toEqual(['Arabic']);
});

test('where we have no list nothing is said to lack', () => {
  expect([hasFieldList('AU'), hasFieldList('BR'), lacks({ issuer: at('BR', null), buyer, lines: [line] })]).toEqual([true, false, []]);
});
