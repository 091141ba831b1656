import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { readTable, type TableRow } from './read-table.js';

/** The rows of a file that arrives in pieces of `size` bytes. */
async function rowsOf(text: string | Buffer, size = 3): Promise<TableRow[]> {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
  const rows: TableRow[] = [];
  for await (const row of readTable(Readable.from(pieces))) rows.push(row);
  return rows;
}
const cellsOf = async (text: string | Buffer, size?: number) => (await rowsOf(text, size)).map((row) => row.cells);

test.each([1, 2, 3, 5, 1000])('a mark at the beginning, line ends of any kind and quotes are read alike in pieces of %d bytes', async (size) => {
  expect(await cellsOf('\uFEFFsku,title\r\nA-1,"Mug, ""blue"""\r\nA-2,"two\r\nlines"\nA-3,Überzug\rA-4,""', size)).toEqual([['sku', 'title'], ['A-1', 'Mug, "blue"'], ['A-2', 'two\r\nlines'], ['A-3', 'Überzug'], ['A-4', '']]);
});

test('what separates the cells is read from the first line', async () => {
  expect(await cellsOf('sku;title;price:EUR\nA-1;Mug, blue;3,40\n')).toEqual([['sku', 'title', 'price:EUR'], ['A-1', 'Mug, blue', '3,40']]);
  expect(await cellsOf('sku\ttitle\nA-1\tMug; blue\n')).toEqual([['sku', 'title'], ['A-1', 'Mug; blue']]);
});

test('a row with broken quotes is one bad row; those around it are read', async () => {
  const rows = await rowsOf('sku,title\nA-1,"x"y\nA-2,fine\nA-3,5" wide\nA-4,"fine, too"\nA-5,"open\n');
  expect(rows.map((row) => [row.number, row.cells[0], row.flaw !== null])).toEqual([[1, 'sku', false], [2, 'A-1,"x"y', true], [3, 'A-2', false], [4, 'A-3,5" wide', true], [5, 'A-4', false], [6, 'A-5,"open', true]]);
});

test('empty lines keep their number and are no rows', async () => {
  expect((await rowsOf('sku\n\nA-1\n\n')).map((row) => [row.number, ...row.cells])).toEqual([[1, 'sku'], [3, 'A-1']]);
  expect(await rowsOf('')).toEqual([]);
  expect(await cellsOf('sku')).toEqual([['sku']]);
});

test('a file that is not UTF-8 is refused with what to do', async () => {
  await expect(rowsOf(Buffer.from('sku,title\nA-1,\xdcberzug\n', 'latin1'))).rejects.toMatchObject({ code: 'workspace.file_unreadable', message: 'The file is not written in UTF-8. Save it as “CSV UTF-8”.' });
});

test('a quote that is never closed does not pile up the rest of the file', async () => {
  const rows = await rowsOf(`sku\n"A-1\n${'x\n'.repeat(120_000)}`, 65_536);
  expect(rows[1]).toMatchObject({ number: 2, flaw: 'This row is too long. Is a quote missing at the end of a cell?' });
  expect(rows.length).toBeGreaterThan(10_000);
});
