import { audited, asTenant } from '@stoa/platform/testing';
import { someDatevSettings } from '../testing.js';
import { changeDatevSettings } from './change-datev-settings.js';
import { chartNames, defaultNumber, numberOf, slots } from './chart.js';
import { datevLine, fiscalYearOf, windows1252 } from './datev.js';
import { fieldNames, textFields } from './datev-fields.js';
import { findDatevSettings } from './datev-settings.repository.js';

const account = (kind: 'tax.payable' | 'vendor.held', dimension = '', owner = '') => ({ kind, owner, currency: 'EUR', dimension });

test('a line has 125 fields, texts in quotes and numbers bare, and texts are as short as DATEV wants them', () => {
  const line = datevLine({ amountMinor: 123_456n, currency: 'EUR', debit: '10000', credit: '4560', day: '2026-03-09', documentNumber: 'TB-C 2026 00001 ä', orderNumber: 'OMA-1', text: `"Wüste" ${'x'.repeat(80)}`, journalId: 'j', tax: '' });
  const fields = line.slice(0, -2).split(';');
  expect([fieldNames.length, new Set(fieldNames).size, fields.length, line.endsWith('\r\n')]).toEqual([125, 125, 125, true]);
  expect(fields.every((field, index) => /^".*"$/.test(field) === textFields.has(index + 1))).toBe(true);
  expect(fields.slice(0, 14)).toEqual(['1234,56', '"S"', '"EUR"', '', '', '""', '10000', '4560', '""', '0903', '"TB-C202600001"', '""', '', `"""Wüste"" ${'x'.repeat(52)}"`]);
});

test('a currency without decimals is written with two, and letters as Windows knows them', () => {
  const line = datevLine({ amountMinor: 980n, currency: 'JPY', debit: '1200', credit: '1360', day: '2026-12-31', documentNumber: '', orderNumber: '', text: '', journalId: 'j', tax: '' });
  expect(line.split(';').slice(0, 3)).toEqual(['980,00', '"S"', '"JPY"']);
  expect([...windows1252('Ä€–ßłŁ京')]).toEqual([0xc4, 0x80, 0x96, 0xdf, 0x3f, 0x3f, 0x3f]);
  expect(windows1252('Łódź Żółw').toString('latin1')).toBe('?\u00f3dz Z\u00f3?w');
});

test('the fiscal year is the one that the month lies in', () => {
  expect([fiscalYearOf('01-01', '2026-03-01'), fiscalYearOf('07-01', '2026-06-01'), fiscalYearOf('07-01', '2026-07-01')]).toEqual(['2026-01-01', '2025-07-01', '2026-07-01']);
});

test('each chart has a number of its own for everything, as long as the client’s accounts are', () => {
  for (const chart of chartNames) {
    const numbers = slots.map((slot) => defaultNumber(chart, 4, slot).number);
    expect(numbers.filter((number) => !/^[1-9]\d{3,4}$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(slots.length);
  }
  expect([defaultNumber('SKR04', 6, 'tenant.payable').number, defaultNumber('SKR04', 6, 'vendor.held').number]).toEqual(['456000', '7000000']);
});

test('tax is told apart by whom it is owed to, and a vendor may have a number of its own', () => {
  const settings = someDatevSettings({ accounts: { 'vendor.held:ven-1': '70123', 'vendor.held': '70200' } });
  expect(['DE', 'FI', 'US-CA'].map((authority) => numberOf(settings, account('tax.payable', authority), 'DE'))).toEqual(['1770', '1767', '1700']);
  expect(numberOf(settings, account('tax.payable', 'FI'), 'US')).toBe('1700');
  expect(['ven-1', 'ven-2'].map((vendor) => numberOf(settings, account('vendor.held', '', vendor), 'DE'))).toEqual(['70123', '70200']);
});

test('numbers of another length are refused, and nothing changes', () =>
  asTenant(async (ctx) => {
    await changeDatevSettings(ctx, someDatevSettings());
    for (const accounts of [{ 'tenant.payable': '85190000' }, { 'tenant.payable': '0519' }, { 'no.such': '8519' }] as Record<string, string>[]) {
      await expect(changeDatevSettings(ctx, someDatevSettings({ chart: 'SKR04', accounts }))).rejects.toMatchObject({ code: 'reporting.account_numbers', details: { errors: [{ pointer: `/accounts/${Object.keys(accounts)[0]}` }] } });
    }
    expect(await findDatevSettings(ctx)).toEqual(someDatevSettings());
    expect((await audited(ctx)).map((row) => row.action)).toEqual(['reporting.datev_settings_changed']);
  }));
