import { readFileSync } from 'node:fs';
import { thePacks } from '../testing.js';
import { checkRow, checkRows, reportOf } from './check-rows.js';
import type { GoldenRow } from './golden-row.js';
import { readCase } from './read-case.js';

const golden = (name: string) => readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8').trim().split('\n');

/** Cases worked by hand from the law, one a line: what sale, what must come of it. Amounts of 100.00 where the amount does not matter. */
const cases = golden('law.txt').map(readCase);
const states = 'AL 4 S,AR 6.5 T,AZ 5.6 S,CA 7.25 S,CO 2.9 S,CT 6.35 T,DC 6 T,FL 6 S,GA 4 T,HI 4 T,IA 6 S,ID 6 S,IL 6.25 S,IN 7 T,KS 6.5 S,KY 6 T,LA 5 T,MA 6.25 S,MD 6 S,ME 5.5 S,MI 6 S,MN 6.875 T,MO 4.225 S,MS 7 T,NC 4.75 T,ND 5 T,NE 5.5 T,NJ 6.625 T,NM 4.875 T,NV 6.85 S,NY 4 T,OH 5.75 T,OK 4.5 S,PA 6 T,PR 11.5 T,RI 7 T,SC 6 T,SD 4.2 T,TN 7 T,TX 6.25 T,UT 4.85 S,VA 5.3 S,VT 6 T,WA 6.5 T,WI 5 T,WV 6 T,WY 4 S'.split(',').map((text) => text.split(' ') as [string, string, string]);
const members = 'AT 20,BE 21,BG 20,HR 25,CY 19,CZ 21,DK 25,EE 24,FI 25.5,FR 20,DE 19,GR 24,HU 27,IE 23,IT 22,LV 21,LT 21,LU 17,MT 18,NL 21,PL 23,PT 23,RO 21,SK 23,SI 22,ES 21,SE 25'.split(',').map((text) => text.split(' ') as [string, string]);

test('every case of the law has the answer that was worked out by hand', () => {
  expect(cases.length).toBeGreaterThan(700);
  expect(wrongOf(cases)).toEqual([]);
});

test('every statement of the facts that a number or a field follows from has its case, worked out before anything was asked', () => {
  const statements = golden('statements.txt').map(readCase);
  expect(statements.length).toBeGreaterThan(110);
  expect(wrongOf(statements)).toEqual([]);
});

test('a case is held against each thing it says: one that says anything else of a sale is found', () => {
  const [first] = cases as [GoldenRow];
  const spoilt = [['jurisdiction', 'FR'], ['scheme', 'export'], ['treatment', 'exempt'], ['taxable_amount', '1.00'], ['tax_amount', '1.00'], ['customer_pays', '1.00'], ['tax_remitted_by', 'none'], ['customer_invoice_issuer', 'platform']] as const;
  for (const [field, value] of spoilt) expect(wrongOf([{ ...first, expected: { ...first.expected, [field]: value } }])).toEqual([expect.stringContaining(`${field}: expected ${value}`)]);
});

test('a case that leaves out what it may, writes amounts as numbers and says more than we know is read all the same', () => {
  const given = {
    id: 'X-1', note: 'kept by a program', tax_date: '2026-09-15', currency: 'EUR', facts: { intrinsic_value_eur: 70, distinct_hs6: '2', goods: ['mug', { of: 'clay' }] }, expected: { customs_duty_eur: 6, customer_invoice_issuer: 'platform', tax_remitted_by: 'platform', customer_pays: 83.3, tax_amount: 13.3, taxable_amount: 70, treatment: 'standard', scheme: 'ioss', jurisdiction: 'DE', per_line: [{ line: '1', rate_pct: 19, taxable: 70, tax: 13.3 }] },
    lines: [{ id: '1', category: 'goods.general', unit_price: 70, quantity: 1, price_mode: 'excl', colour: 'red' }], customer: { type: 'consumer', tax_id: null, certificate: null }, ship_to: { country: 'DE', region: null, postcode: '10115' }, ship_from: { country: 'CN' },
    platform: { establishment: 'IE', role: 'marketplace', ioss: true, deemed: true }, seller: { country: 'CN' },
  };
  expect(reportOf(checkRows(thePacks(), JSON.stringify(given)))).toEqual({ failed: 0, text: 'not read   facts.goods: nothing here knows it (X-1)\nnot read   lines.colour: nothing here knows it (X-1)\n1 cases: 1 of 1 sure ones agree, 0 of 0 doubtful ones.' });
  expect(reportOf(checkRows(thePacks(), JSON.stringify({ ...given, expected: { ...given.expected, tax_amount: 13.31 } }))).failed).toBe(1);
});

test('each member of the Union taxes at its own rate what is sold at home, from another member over the limit, from outside, and by vendors outside', () => {
  const rows = members.flatMap(([country, rate]) => {
    const other = country === 'FR' ? 'DE' : 'FR';
    const home = members.find(([c]) => c === other)![1];
    return [
      sale(`${country}:${country}`, `${country} > ${country}`, rate, `${country} domestic standard seller seller`),
      sale(`${other}:${other},OSS-${other};eu_cross_border_ytd=25000.00`, `${other} > ${country}`, rate, `${country} union_oss standard seller seller`),
      sale(`${other}:${other};eu_cross_border_ytd=100.00`, `${other} > ${country}`, home, `${other} micro_threshold_origin standard seller seller`),
      sale(`CN:${other}`, `${other} > ${country}`, rate, `${country} union_oss standard platform platform`, 'marketplace@IE;deemed=yes'),
      sale('CN:', `CN > ${country}`, rate, `${country} ioss standard platform platform`, 'marketplace@IE;deemed=yes;ioss=yes'),
      sale('CN:', `CN > ${country}`, '0', `${country} import_border border_tax importer seller`, 'marketplace@IE'),
      sale(`${country}:${country}`, `${country} > US-OR 97201`, '0', `${country} export zero_rated none seller`),
    ];
  });
  expect(wrongOf(rows)).toEqual([]);
});

test('each state of the United States taxes a facilitated sale, a registered shop, delivery where its law says so, and nobody without nexus or with a certificate', () => {
  const by = 'marketplace@US:ALL-MF;deemed=yes';
  const rows = states.flatMap(([state, rate, delivery]) => {
    const to = `US-OR 97201 > US-${state}`;
    return [
      sale('US:', to, rate, `US-${state} marketplace_facilitator standard platform seller`, by),
      sale('CN:', `CN > US-${state}`, rate, `US-${state} marketplace_facilitator standard platform seller`, by),
      sale(`US:${state}`, to, rate, `US-${state} sales_tax standard seller seller`, 'first_party@US'),
      sale(`US:;sales_12m_${state}=50000.00;transactions_12m_${state}=20`, to, '0', `US-${state} sales_tax no_nexus none seller`, 'first_party@US'),
      sale('US:', to, '0', `US-${state} marketplace_facilitator exempt_certificate none seller`, by, { buyer: `business;certificate=resale,${state},yes` }),
      sale('US:', to, rate, `US-${state} marketplace_facilitator standard platform seller`, by, { buyer: `business;certificate=resale,${state},no` }),
      sale('US:', to, rate, `US-${state} marketplace_facilitator standard platform seller`, by, { delivery: delivery === 'T' ? rate : '0' }),
    ];
  });
  expect(wrongOf(rows)).toEqual([]);
});

test('places whose local rates the states publish are taxed at them', () => {
  const rows = golden('us-places.txt').flatMap((line) => {
    const [state, list] = line.split(': ') as [string, string];
    return list.split(', ').map((entry) => {
      const [postcode, rate] = entry.split(' ') as [string, string];
      return sale('US:', `US-OR 97201 > US-${state} ${postcode}`, rate, `US-${state} marketplace_facilitator standard platform seller`, 'marketplace@US:ALL-MF;deemed=yes', { day: '2026-07-25' });
    });
  });
  expect(rows.length).toBe(311);
  expect(wrongOf(rows)).toEqual([]);
});

const wrongOf = (rows: readonly GoldenRow[]): string[] => rows.flatMap((row) => checkRow(thePacks(), row).map((m) => `${row.id} ${row.title}: ${m.field}: expected ${m.expected}, got ${m.got}`));

type More = { buyer?: string; delivery?: string; day?: string };

/** A sale of 100.00 without tax at a rate, with 10.00 of delivery where it is asked for. */
function sale(seller: string, way: string, rate: string, answer: string, platform = 'marketplace@IE', { buyer = 'consumer', delivery, day = '2026-09-15' }: More = {}): GoldenRow {
  const cents = (net: number, pct: string) => Math.round(Math.round(net * Number(pct) * 1_000) / 100_000);
  const parts = [[100, rate] as const, ...(delivery === undefined ? [] : [[10, delivery] as const])].map(([net, pct]) => ({ net, pct, tax: cents(net * 100, pct) }));
  const amount = (minor: number) => (minor / 100).toFixed(2);
  const total = (pick: (part: (typeof parts)[number]) => number) => amount(parts.reduce((sum, part) => sum + pick(part), 0));
  const perLine = parts.map(({ net, pct, tax }) => `${pct}:${amount(net * 100)}:${amount(tax)}`).join(' ');
  const sums = `${total(({ net, pct }) => (pct === '0' ? 0 : net * 100))} ${total(({ tax }) => tax)} ${total(({ net, tax }) => net * 100 + tax)}`;
  const facts = answer.includes(' import_border ') ? 'intrinsic_value_eur=150.01' : answer.includes(' ioss ') ? 'intrinsic_value_eur=100.00' : '';
  return readCase([way, seller, `${day} ${way.includes('US-') ? 'USD' : 'EUR'}`, seller, platform, way, buyer, 'goods.general 100.00x1 excl', delivery === undefined ? '' : '10.00 excl', '', facts, answer, sums, perLine, ''].join(' | '));
}
