import { aDocument, aParty } from '../testing.js';
import { missingContents } from '../document/document-rules.js';
import type { ContentPack } from './content-pack.js';
import { lintContentPack } from './lint-content.js';
import { assembleContent, contentRulesOf, contentSet, hasContentRules } from './load-content.js';
import { squaresOf } from './phone-code.js';
import { frozenAt, underLaw } from './under-law.js';

const at = (country: string, number: string | null) => aParty('Byron Beeswax', { country }, { taxNumber: number });
const nobody = aParty('', { country: 'AU' });
const buyer = aParty('Jack Kelly', { country: 'AU', region: 'VIC' });
const business = aParty('Kelly & Sons', { country: 'AU', region: 'VIC' }, { taxNumber: '53004085616' });
const line = { title: 'Candles', netMinor: 100_000n, ratePct: '10', code: '340600' };
type Is = Parameters<typeof aDocument>[0];
const written = (is: Is) => underLaw(aDocument(is));
const lacks = (is: Is) => missingContents(written(is)).map((one) => one.field);

test('an Australian tax invoice is called one, has the ABN, and names the buyer from a thousand dollars on', () => {
  const complete: Is = { issuer: at('AU', 'ABN 51 824 753 556'), buyer, currency: 'AUD', lines: [line] };
  expect(written(complete)).toMatchObject({ title: 'Tax invoice', numberLabel: 'ABN' });
  expect(lacks(complete)).toEqual([]);
  expect(lacks({ ...complete, issuer: at('AU', null), buyer: nobody })).toEqual(['ABN of the seller', 'the buyer, from AUD 1,000 on']);
  expect(lacks({ ...complete, buyer: nobody, lines: [{ ...line, netMinor: 50_000n }] })).toEqual([]);
  expect(missingContents({ ...written(complete), title: null })).toEqual([{ field: 'the words "Tax invoice"', cite: 'A New Tax System (Goods and Services Tax) Act 1999 s. 29-70(1)(c)(vii); GSTR 2013/1', by: 'marketplace' }]);
  // In another language the law's words stand beside the buyer's, and another money counts as above the limit.
  expect(written({ ...complete, locale: 'de' }).title).toBe('Tax invoice / Rechnung');
  expect(lacks({ ...complete, buyer: nobody, currency: 'EUR', lines: [{ ...line, netMinor: 100n }] })).toEqual(['the buyer, from AUD 1,000 on']);
});

test.each([
  ['JP', 'T7000012050002', 'T number of the seller'], ['CH', 'CHE-116.281.710 MWST', 'UID and "MWST" of the seller'], ['IN', '08AABCJ1234A1Z5', 'GSTIN of the seller'], ['NZ', '49-091-850', 'GST number of the seller'],
  ['GB', 'GB220430231', 'VAT number of the seller'], ['CA', '123456789 RT0001', 'GST/HST number of the seller, from CAD 100 on'], ['NO', '974760673 MVA', 'organisation number and "MVA" of the seller'],
  ['ZA', '4123456789', 'VAT number of the seller'], ['SG', 'M90312345A', 'GST number of the seller'], ['AE', '100123456700003', 'TRN of the seller'], ['KR', '123-45-67890', 'business registration number of the seller'], ['MX', 'ABC010203AB1', 'RFC of the seller'], ['TR', '1234567890', 'tax number of the seller'],
])('a document of %s has the number that its law asks for', (country, number, lacking) => {
  const document = (of: string): Is => ({ issuer: at(country, of), buyer, number: 'JB-2026-00001', lines: [line] });
  expect(lacks(document(number))).toEqual([]);
  expect(lacks(document(`${number}x`))).toEqual([lacking]);
});

test.each([
  ['AU', 'Tax invoice'], ['SG', 'Tax invoice'], ['ZA', 'Tax Invoice'], ['IN', 'Tax Invoice'], ['NO', 'Faktura / Invoice'], ['TR', 'Fatura / Invoice'], ['AE', 'Tax Invoice · فاتورة ضريبية'], ['SA', 'فاتورة ضريبية مبسطة · Simplified Tax Invoice'], ['DE', null], ['US', null],
])('an invoice of %s is called what its law calls it', (country, title) => {
  expect(written({ issuer: at(country, '1'), buyer, lines: [line] }).title).toBe(title);
});

test('an Indian number has no more than sixteen characters, and the goods have their code', () => {
  expect(lacks({ issuer: at('IN', '08AABCJ1234A1Z5'), buyer: { ...buyer, address: { ...buyer.address!, region: null } }, number: 'JB-2026-27-0000001', lines: [{ title: 'Quilt', netMinor: 100n, ratePct: '5' }] }))
    .toEqual(['a number of at most 16 letters, digits, - and /', 'HSN code of the goods', 'place of supply with its state']);
});

test('a Saudi invoice is in Arabic', () => {
  const dates = { ...at('SA', '300055184400003'), name: 'واحة التمور' };
  expect(lacks({ issuer: dates, buyer, lines: [line] })).toEqual([]);
  expect(lacks({ issuer: at('SA', '300055184400003'), buyer, lines: [line] })).toEqual(['Arabic']);
  expect(written({ issuer: dates, buyer: business, lines: [line] }).title).toBe('فاتورة ضريبية · Tax Invoice');
});

test('a Saudi invoice has a code for phones: seller, number, moment, total and VAT, each with its length', () => {
  const dates = { ...at('SA', '300055184400003'), name: 'واحة التمور' };
  const document = written({ issuer: dates, buyer, currency: 'SAR', lines: [{ title: 'Dates', netMinor: 18_000n, ratePct: '15' }] });
  const frozen = frozenAt(document, new Date('2026-11-21T10:15:30.250Z'));
  const bytes = Buffer.from(frozen.phoneCode!, 'base64');
  const values: [number, string][] = [];
  for (let from = 0; from < bytes.length; from += 2 + bytes[from + 1]!) values.push([bytes[from]!, bytes.subarray(from + 2, from + 2 + bytes[from + 1]!).toString()]);
  expect(values).toEqual([[1, 'واحة التمور'], [2, '300055184400003'], [3, '2026-11-21T10:15:30Z'], [4, '207.00'], [5, '27.00']]);
  expect([frozen.issuedAt, missingContents(frozen)]).toEqual(['2026-11-21T10:15:30.250Z', []]);
  expect(missingContents({ ...frozen, phoneCode: null }).map((one) => one.field)).toEqual(['the QR code']);
  expect(frozenAt(written({ issuer: at('AU', '51824753556'), buyer, currency: 'AUD', lines: [line] }), new Date()).phoneCode).toBeNull();
});

test('a name longer than a length can tell is cut after a whole letter', () => {
  const long = frozenAt(written({ issuer: { ...at('SA', '300055184400003'), name: `a${'ت'.repeat(200)}` }, buyer, currency: 'SAR', lines: [line] }), new Date('2026-11-21T10:15:30Z'));
  const bytes = Buffer.from(long.phoneCode!, 'base64');
  expect([bytes[1], bytes.subarray(2, 257).toString(), bytes[257]]).toEqual([255, `a${'ت'.repeat(127)}`, 2]);
});

test('a code is a square with its three corners', () => {
  const squares = squaresOf('AQ5CYXNpYw==');
  const corner = (row: number, column: number) => squares.slice(row, row + 7).map((cells) => cells.slice(column, column + 7).map((dark) => (dark ? '#' : '.')).join(''));
  const eye = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  const far = squares.length - 7;
  expect([corner(0, 0), corner(0, far), corner(far, 0), squares.every((row) => row.length === squares.length)]).toEqual([eye, eye, eye, true]);
});

test('what is taxed at the reduced rate is marked in Japan, and the paper says what the mark means', () => {
  const tea = written({ issuer: at('JP', 'T7000012050002'), buyer, currency: 'JPY', lines: [{ title: 'Washi', netMinor: 1200n, ratePct: '10' }, { title: 'Green tea', netMinor: 1480n, ratePct: '8' }] });
  expect([tea.lines.map((one) => one.title), tea.notes]).toEqual([['Washi', 'Green tea ※'], ['※ reduced rate of 8 % (軽減税率対象)']]);
  expect(underLaw(tea)).toEqual(tea);
  expect(missingContents({ ...tea, notes: [] }).map((one) => one.field)).toEqual(['the words "※ reduced rate of 8 % (軽減税率対象)"']);
});

test('a small German invoice needs no buyer, a larger one does, and one over a border always', () => {
  const small: Is = { issuer: aParty('Töpferei', { country: 'DE' }, { vatId: 'DE129273398' }), buyer: aParty('', { country: 'DE', line1: '' }), locale: 'de', lines: [{ title: 'Becher', netMinor: 21_000n, ratePct: '19' }] };
  expect(lacks(small)).toEqual([]);
  expect(lacks({ ...small, lines: [{ title: 'Becher', netMinor: 21_009n, ratePct: '19' }] })).toEqual(['name and address of the buyer']);
  expect(lacks({ ...small, buyer: aParty('', { country: 'FR' }) })).toEqual(['name and address of the buyer']);
});

test('a French invoice to a business says what late payment costs, and a credit note says why it is written', () => {
  const lacombe = aParty('Savonnerie', { country: 'FR' }, { vatId: 'FR44732829320', registerNumber: '732829320' });
  expect(written({ issuer: lacombe, buyer: { ...buyer, vatId: 'FR1' }, locale: 'fr', lines: [line] }).notes.join()).toContain('indemnité forfaitaire pour frais de recouvrement : 40 €');
  expect(lacks({ issuer: { ...lacombe, registerNumber: null }, buyer, locale: 'fr', lines: [line] })).toEqual(['SIREN of the seller']);
  const credit: Is = { type: 'credit_note', issuer: at('ZA', '4123456789'), buyer, lines: [line], corrects: [{ number: 'B-1', issuedOn: '2026-11-01' }] };
  expect([lacks(credit), lacks({ ...credit, reason: 'goods returned', corrects: [] })]).toEqual([['why it is corrected'], ['the document that is corrected']]);
});

test('a country without a list is held to that of the union, the longest; each member has at least its union\'s', () => {
  expect([hasContentRules('AU'), hasContentRules('BR'), contentRulesOf('BR') === contentSet().widest, contentRulesOf('GR') === contentSet().widest, contentRulesOf('FR').of.invoice.checks.length > contentSet().widest.of.invoice.checks.length]).toEqual([true, false, true, true, true]);
});

test('a slip in a list is refused with its line and what to write instead', () => {
  const body = '{\n  "schema": "documentpack/1", "id": "QQ", "version": "2026.11.1", "extends": "ZZ",\n  "fields": [\n    {"id": "QQ-A", "types": ["invoices"], "field": "seller.shoe", "name": "shoe", "by": "seller", "cite": "QQ law"},\n    {"id": "QQ-B", "types": ["invoices"], "field": "seller.number", "name": "number", "by": "seller", "form": "\\\\d+", "cite": ""}\n  ]\n}';
  expect(lintContentPack(JSON.parse(body), new Map(), body).map(({ line: where, at: path, problem }) => [where, path, problem])).toEqual([
    [4, 'fields.0.field', expect.stringContaining('there is no such field: write one of number, issue_date')], [5, 'fields.1.cite', 'name the law or its source in "cite"'],
  ]);
  const linted = (more: Partial<ContentPack>) => lintContentPack({ schema: 'documentpack/1', id: 'QQ', version: '2026.11.1', ...more }, new Map()).map(({ at: path, problem }) => `${path}: ${problem}`);
  const row = { id: 'QQ-A', types: ['invoices'], cite: 'QQ law' } as const;
  expect(linted({ extends: 'ZZ' })).toEqual(['extends: there is no pack ZZ: add it or write null']);
  expect(linted({ fields: [{ ...row, field: 'seller.number', name: 'number', by: 'seller', form: '\\d+' }] })).toEqual(['fields.0.form: must hold the whole number: begin with ^ and end with $']);
  expect(linted({ fields: [{ ...row, field: 'lines', name: 'goods', by: 'seller', form: '^a$' }] })).toEqual(['fields.0.form: "lines" is there or not: leave "form" out']);
  expect(linted({ fields: [{ ...row, field: 'lines', name: 'goods', by: 'seller', when: { total_from: '$limit' } }] })).toEqual(['fields.0.when.total_from: there is no param "limit"']);
  expect(linted({ titles: [{ ...row, words: { en: 'A' } }, { ...row, id: 'QQ-B', words: { en: 'B' } }] })).toContain('titles: a invoice would have two titles: say "when" each holds');
  expect(linted({ says: [{ ...row, words: { de: 'Ja' } as never }] })).toEqual(['says.0.words: write the English text too: "en"']);
  expect(() => assembleContent([body])).toThrow('QQ:4 fields.0.field');
});
