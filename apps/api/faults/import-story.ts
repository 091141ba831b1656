import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@stoa/tools/seed/product/client';
import type { Scenario } from './scenario.js';
import { readCells, writeCells, type Cells } from './table.js';
import { SCARF, type World } from './world.js';

type Tally = Record<string, { rows: number; listings: number }>;
type Import = { id: string; file_name: string; state: string; tally: Tally; mistakes: number; progress: { done: number; total: number | null } };
/** What a table says of one variant: what must stand in the shop afterwards, once. */
type Wanted = { readonly sku: string; readonly price: string; readonly stock: string; readonly pictures: number };
type Book = { readonly header: readonly string[]; readonly rows: Cells; cell(row: readonly string[], column: string): string };

const PATIENCE = 24;
const [SOON_MS, LATER_MS] = [1_500, 160_000];
/** Rows of listings that are too large: they make the file longer than the piece that is read at once. */
const [TOO_MANY, HEAPS] = [205, 3];

/** A seller's table comes in: new listings, one of them spread over the file, one that changes, one that stays, and rows that are wrong. */
export const importStory: Scenario = {
  name: 'import', asker: 'stays',
  prepare: async (world) => {
    const seller = await sellerOf(world);
    const { rows, wanted, tally } = await tableOf(world, seller);
    const fileName = `table-${wanted[0]!.sku}.csv`;
    return {
      go: () => bringIn(world, seller, fileName, rows),
      end: async () => {
        const [found] = await world.read<{ state: string }>('select state from workspace.imports where tenant_id = :tenantId and file_name = :id', fileName);
        return found === undefined ? 'undone' : found.state === 'done' ? 'done' : null;
      },
      wrong: () => whatIsWrong(world, seller, { fileName, wanted, tally }),
    };
  },
};

const sellerOf = async (world: World): Promise<Client> => (await world.vendors())[0]!;
const exportOf = (seller: Client): Promise<string> => seller<string>('GET', '/v1/vendor/listings-export');

function openBook(text: string): Book {
  const [header = [], ...rows] = readCells(text);
  return { header, rows, cell: (row, column) => row[header.indexOf(column)] ?? '' };
}

/** As a seller at the page does it: looks whether the table is there already, uploads it, waits for the dry run, confirms, waits for the end. */
async function bringIn(world: World, seller: Client, fileName: string, rows: Cells): Promise<Import> {
  const { data } = await seller<{ data: Import[] }>('GET', '/v1/vendor/imports?limit=20');
  let made = data.find((one) => one.file_name === fileName) ?? (await seller<Import>('POST', `/v1/vendor/imports?file_name=${fileName}`, { bytes: { type: 'text/csv', data: writeCells(rows) } }));
  for (let look = 0; made.state !== 'done'; look += 1) {
    if (look === PATIENCE || made.state === 'unreadable' || made.state === 'failed') throw new Error(`The import stays ${JSON.stringify(made)}.`);
    if (made.state === 'checked') await seller('PUT', `/v1/vendor/imports/${made.id}/confirmation`, { body: { submit: true } });
    await world.lane.pass(look < PATIENCE / 2 ? SOON_MS : LATER_MS);
    await world.lane.quiet();
    made = await seller<Import>('GET', `/v1/vendor/imports/${made.id}`);
  }
  return made;
}

/** How often a table was made, and the listing that each of them changes. */
const made = new WeakMap<World, { count: number; mug: string }>();

async function tableOf(world: World, seller: Client): Promise<{ rows: Cells; wanted: Wanted[]; tally: Tally }> {
  const known = made.get(world) ?? { count: 0, mug: await importMug(world, seller) };
  const count = known.count + 1;
  made.set(world, { ...known, count });
  const book = openBook(await exportOf(seller));
  const [price, stock] = ['price:EUR', book.header.find((name) => name.startsWith('stock:'))!];
  const template = book.rows.find((row) => book.cell(row, 'sku') === SCARF)!;
  const mug = book.rows.find((row) => book.cell(row, 'sku') === known.mug)!;
  const kept = book.rows.filter((row) => book.cell(row, 'listing') === book.cell(template, 'listing'));
  const header = [...new Set([...book.header, 'option:faults'])]; // once a table is in, the export has the column, too
  const like = (row: readonly string[], change: Record<string, string>): string[] => header.map((name, index) => change[name] ?? row[index] ?? '');
  const fresh = (sku: string, listing: string, change: Record<string, string>) => like(template, { sku: `F${count}-${sku}`, listing: `f${count}-${listing}`, gtin: '', 'title:de': `Tuch ${count} ${listing}`, [stock]: '1', [price]: '5.00', images: '', ...change });
  const picture = (name: string) => `https://pictures.example/${count}-${name}.png`;
  const wanted: Wanted[] = [
    { sku: `F${count}-A1`, price: '21.50', stock: '7', pictures: 1 }, { sku: `F${count}-A2`, price: '23.00', stock: '3', pictures: 1 }, { sku: `F${count}-B1`, price: '9.90', stock: '5', pictures: 2 },
    { sku: known.mug, price: `${30 + (count % 60)}.00`, stock: String(Number(book.cell(mug, stock)) + 3), pictures: 0 },
  ];
  const rows = [
    header,
    fresh('A1', 'a', { [price]: wanted[0]!.price, [stock]: wanted[0]!.stock, images: picture('a'), 'option:faults': 'small' }),
    fresh('B1', 'b', { [price]: wanted[2]!.price, [stock]: wanted[2]!.stock, images: `${picture('b')} ${picture('c')}` }),
    like(mug, { [price]: wanted[3]!.price, [stock]: wanted[3]!.stock }),
    ...kept.map((row) => like(row, {})),
    fresh('X1', 'x', { [price]: '-1.00' }), fresh('D1', 'd', {}), fresh('D1', 'e', {}),
    ...Array.from({ length: TOO_MANY * HEAPS }, (_, n) => fresh(`H${n}`, `h${n % HEAPS}`, {})),
    fresh('A2', 'a', { [price]: wanted[1]!.price, [stock]: wanted[1]!.stock, images: picture('a'), 'option:faults': 'large' }),
  ];
  // Of two listings that claim the same SKU the first comes in.
  const tally = { created: { rows: 4, listings: 3 }, updated: { rows: 1, listings: 1 }, kept: { rows: kept.length, listings: 1 }, bad: { rows: 2 + TOO_MANY * HEAPS, listings: 2 + HEAPS } };
  return { rows, wanted, tally };
}

/** A listing without a picture that stays a draft: each table changes its price and its stock. */
async function importMug(world: World, seller: Client): Promise<string> {
  const book = openBook(await exportOf(seller));
  const stock = book.header.find((name) => name.startsWith('stock:'))!;
  await bringIn(world, seller, 'mug.csv', [['sku', 'title:de', 'price:EUR', stock], ['F-MUG', 'Becher', '12.00', '4']]);
  return 'F-MUG';
}

async function whatIsWrong(world: World, seller: Client, { fileName, wanted, tally }: { fileName: string; wanted: readonly Wanted[]; tally: Tally }): Promise<string[]> {
  const { data } = await seller<{ data: Import[] }>('GET', '/v1/vendor/imports?limit=20');
  const found = data.filter((one) => one.file_name === fileName);
  const text = await exportOf(seller);
  const book = openBook(text);
  const stock = book.header.find((name) => name.startsWith('stock:'))!;
  const inShop = book.rows.filter((row) => wanted.some(({ sku }) => sku === book.cell(row, 'sku'))).map((row): Wanted => ({ sku: book.cell(row, 'sku'), price: book.cell(row, 'price:EUR'), stock: book.cell(row, stock), pictures: book.cell(row, 'images').split(' ').filter(Boolean).length }));
  const bySku = (one: Wanted, other: Wanted) => one.sku.localeCompare(other.sku);
  const total = tally['created']!.rows + tally['updated']!.rows + tally['kept']!.rows;
  return [
    ...differ('imports of this name', found.length, 1), ...differ('the counts', standing(found[0]!), tally), ...differ('the progress', found[0]!.progress, { done: total, total }),
    ...differ('rows of mistakes', readCells(await seller<string>('GET', `/v1/vendor/imports/${found[0]!.id}/bad-rows`)).length - 1, tally['bad']!.rows),
    ...differ('the shop', inShop.sort(bySku), [...wanted].sort(bySku)), ...(await onceMore(world, seller, { book, text, fileName, skus: wanted.map(({ sku }) => sku) })),
  ];
}

/** The export of what came in, imported again: nothing changes. */
async function onceMore(world: World, seller: Client, { book, text, fileName, skus }: { book: Book; text: string; fileName: string; skus: readonly string[] }): Promise<string[]> {
  const rows = book.rows.filter((row) => skus.includes(book.cell(row, 'sku')));
  const again = await bringIn(world, seller, `again-${fileName}`, [book.header, ...rows]);
  return [...differ('the counts of its own export', standing(again), { kept: { rows: rows.length, listings: new Set(rows.map((row) => book.cell(row, 'listing'))).size } }), ...((await exportOf(seller)) === text ? [] : ['importing the export has changed the shop'])];
}

const standing = ({ tally }: Import): Tally => Object.fromEntries(Object.entries(tally).filter(([, { rows }]) => rows > 0));
const differ = (what: string, found: unknown, expected: unknown): string[] => (isDeepStrictEqual(found, expected) ? [] : [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`]);
