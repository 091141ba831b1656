import { lintTable } from './lint-pack.js';
import { tableFromSst } from './sst-table.js';

const boundary = (type: string, zips: [string, string], county: string, city: string, district: [string, string] | null = null) => {
  const columns: string[] = Array.from({ length: 89 }, () => '');
  Object.assign(columns, { 0: type, 1: '20200101', 2: '29991231', 17: zips[0], 19: zips[1], 22: '27', 24: county, 25: city, 30: district?.[0] ?? '', 31: district?.[1] ?? '' });
  return columns.join(',');
};
const rates = ['27,45,27,0.06875,0.06875,0,0,20090701,29991231', '27,00,053,0.0015,0.0015,0,0,20070101,29991231', '27,01,43000,0.0050,0.0050,0.0050,0.0050,20051001,29991231', '27,63,100,0.0985,0.0985,0,0,20231001,20261231', '27,01,99999,0.01,0.01,0,0,20000101,20101231'].join('\n');

test('the files of a state become a table: counties, cities and districts by ZIP, each with its days', () => {
  const table = tableFromSst({ rates, region: 'US-MN', version: '2026.10.1', asOf: '2026-10-01', cite: 'Minnesota, SST rate and boundary files, 2026 Q4', boundaries: [
    boundary('z', ['55401', '55403'], '053', '43000', ['100', '63']), boundary('z', ['55420', '55420'], '053', ''), boundary('4', ['55421', '55421'], '053', ''), boundary('4', ['55421', '55421'], '053', '43000'), boundary('z', ['56001', '56001'], '999', ''),
  ].join('\r\n') });
  expect(table.rows).toEqual([
    { id: '00:053-01:43000-63:100', city: null, postcodes: ['55401-55403'], components: [['MN-00:053', '0.15', '2007-01-01'], ['MN-01:43000', '0.5', '2005-10-01'], ['MN-63:100', '9.85', '2023-10-01', '2026-12-31']] },
    { id: '00:053', city: null, postcodes: ['55420'], components: [['MN-00:053', '0.15', '2007-01-01']] },
  ]);
  expect(table.authorities).toEqual({ 'MN-00:053': { name: 'County 053', exempts: ['grocery', 'exempt'] }, 'MN-01:43000': { name: 'City 43000' }, 'MN-63:100': { name: 'District 100', exempts: ['grocery', 'exempt'] } });
  expect(lintTable(table)).toEqual([]);
});
