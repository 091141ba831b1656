import { describe, expect, test } from '@jest/globals';
import { applyNext } from './apply-import.js';
import { cancelImport } from './cancel-import.js';
import { confirmImport } from './confirm-import.js';
import { describeColumns, writeTemplate } from './describe-columns.js';
import { claimDueImport, isBehindAnother } from './import.repository.js';
import { listingsBy, withBench } from './testing.js';
import { countProblems, listRows, tallyRows } from './row.repository.js';

const titles = (listings: readonly { content: { title: Readonly<Record<string, string>> } }[]) => listings.map(({ content }) => content.title['de']);

describe('a canceled import', () => {
  test('that was only read changes nothing, and nobody goes on with it', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload('sku,title\nA-1,Becher\n');
      expect(await bench.own.inTx((tx) => cancelImport(tx, id))).toMatchObject({ state: 'canceled', dueAt: null, confirmedAt: null });
      expect([await bench.work(1), (await bench.read(id)).state, await bench.listings()]).toEqual([0, 'canceled', []]);
    }));

  test('keeps what is in, whole, and leaves out what was to come', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('listing,sku,title,option:size\na,A-1,Eins,s\na,A-2,,l\nb,B-1,Zwei,\nc,C-1,Drei,\n');
      await bench.own.inTx((tx) => confirmImport(tx, id, { submits: false }));
      await applyNext(bench.deps, bench.ctx, id);

      await bench.own.inTx((tx) => cancelImport(tx, id));

      expect([await applyNext(bench.deps, bench.ctx, id), await bench.work(1)]).toEqual([false, 0]);
      expect(await listingsBy(bench.ctx, id)).toEqual({ created: 1, to_create: 2 });
      expect((await bench.listings()).map(({ content }) => content.variants.map(({ sku }) => sku))).toEqual([['A-1', 'A-2']]);
      expect(await bench.read(id)).toMatchObject({ state: 'canceled', confirmedAt: bench.ctx.now, finishedAt: bench.ctx.now });
    }));

  test('while its picture is on the way does not get its listing after all', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title,images\nA-1,Eins,https://p.example/1\n');
      const fetchPicture = bench.deps.fetchPicture;
      bench.deps.fetchPicture = async (url) => {
        await bench.own.inTx((tx) => cancelImport(tx, id));
        return fetchPicture(url);
      };
      expect((await bench.confirm(id)).state).toBe('canceled');
      expect([await bench.listings(), await listingsBy(bench.ctx, id)]).toEqual([[], { to_create: 1 }]);
    }));

  test('cannot be canceled again, nor one that is done, nor by a stranger', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title\nA-1,Becher\n');
      for (const stranger of [bench.other, bench.env.newTenant()]) await expect(stranger.inTx((tx) => cancelImport(tx, id))).rejects.toMatchObject({ code: 'workspace.import_not_found' });
      const before = await bench.confirm(id);
      await expect(bench.own.inTx((tx) => cancelImport(tx, id))).rejects.toMatchObject({ code: 'workspace.import_cannot_be_canceled', details: { state: 'done' } });
      expect(await bench.read(id)).toEqual(before);
    }));
});

test('two confirmed imports of a vendor go in one after the other, in the order of their confirmation; a stranger’s does not wait', () =>
  withBench(async (bench) => {
    const first = await bench.checked('sku,title,price:EUR\nA-1,Becher,10\n');
    const second = await bench.checked('sku,title,price:EUR\nA-1,Becher,20\n');
    await bench.own.inTx((tx) => confirmImport(tx, second.id, { submits: false }));
    await bench.own.inTx((tx) => confirmImport({ ...tx, now: new Date(tx.now.getTime() + 1_000) }, first.id, { submits: false }));

    const waiting = await bench.ctx.inTx(async (tx) => [await isBehindAnother(tx, first.id), await isBehindAnother(tx, second.id)]);
    const late = { ...bench.ctx, inTx: <T>(work: Parameters<typeof bench.ctx.inTx<T>>[0]) => bench.ctx.inTx<T>((tx) => work({ ...tx, now: new Date(tx.now.getTime() + 2_000) })) };
    const claimed = [await late.inTx(claimDueImport), await late.inTx(claimDueImport)];
    expect([waiting, claimed.map((each) => each?.id ?? null)]).toEqual([[true, false], [second.id, null]]);

    await bench.work(2);
    expect([(await bench.read(first.id)).state, (await bench.read(second.id)).state]).toEqual(['done', 'done']);
    const [mug, ...others] = await bench.listings();
    expect([mug!.content.variants[0]!.prices, others]).toEqual([[{ currency: 'EUR', minor: 1000n }], []]);
  }));

test('a report counts each mistake once, and shows the rows of one column', () =>
  withBench(async (bench) => {
    const { id } = await bench.checked('sku,title,price:EUR,stock:Leipzig\nA-1,Eins,-1,\nA-2,Zwei,-2,x\nA-3,Drei,3,\nA-4,,4,\nA-5,Fünf,5,\nA-5,Fünf,5,\n');
    const standing = (await bench.ctx.inRead((tx) => tallyRows(tx, [id]))).get(id)!;
    expect([standing.mistakes, standing.notes, standing.tally.bad.rows]).toEqual([4, 0, 5]);
    const { problems, stock } = await bench.ctx.inRead(async (tx) => ({ problems: await countProblems(tx, id, 10), stock: await listRows(tx, id, { states: ['bad'], column: 'stock:Leipzig', after: 0, limit: 10 }) }));
    expect(problems).toEqual([
      { column: 'price:EUR', message: 'A price is not negative. Write it like 34.90, without a currency sign.', rows: 2, firstRow: 2 },
      { column: 'stock:Leipzig', message: 'This is no number of pieces. Write a whole one, like 12.', rows: 1, firstRow: 3 },
      { column: 'title', message: 'A listing needs a title: write one in its first row.', rows: 1, firstRow: 5 },
      { column: 'sku', message: 'Row 6 has the same SKU. Give each variant one of its own, or delete one of the rows.', rows: 1, firstRow: 7 },
    ]);
    expect(stock.map(({ number }) => number)).toEqual([3]);
  }));

test('the template names the columns as they are for this vendor, and its example goes in', () =>
  withBench(async (bench) => {
    const columns = await bench.own.inRead((tx) => describeColumns(tx, bench.vendorId));
    const byName = Object.fromEntries(columns.map((column) => [column.name, column]));
    expect(byName['sku']).toMatchObject({ needed: 'always' });
    expect(byName['attribute:material']).toEqual({ name: 'attribute:material', about: 'One of: stoneware, porcelain. Needed in ceramics.', example: 'stoneware', needed: 'to_sell' });
    expect(byName['stock:Leipzig']?.about).toBe('How many pieces lie in Leipzig. Left empty, the count stays as it is.');
    expect(Object.keys(byName).some((name) => name.includes('Halle'))).toBe(false);

    const { id } = await bench.checked(writeTemplate(columns));
    expect(await bench.rows(id)).toEqual(['2 to_create', '3 to_create']);
    await bench.confirm(id);
    const [mug, ...others] = await bench.listings();
    expect([mug!.content.variants.map(({ sku, options }) => [sku, options]), others]).toEqual([[['MUG-BLUE', { size: 'small' }], ['MUG-GREEN', { size: 'large' }]], []]);
    expect(titles([mug!])).toEqual(['Mug']);
  }));
