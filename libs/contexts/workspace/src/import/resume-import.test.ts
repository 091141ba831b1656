import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { savedStock } from '@stoa/inventory/testing';
import { warehousesOfVendor } from '@stoa/inventory';
import { applyNext } from './apply-import.js';
import { confirmImport } from './confirm-import.js';
import { listingsBy, withBench } from './testing.js';
import { MAX_FILE_BYTES } from './import.js';

const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => `SKU-${first + n},Becher ${first + n}\n`).join('');

describe('a worker that dies', () => {
  test('while it reads the file is followed by one that goes on where it stopped', () =>
    withBench(async (bench) => {
      const text = `sku,title\n${rowsFrom(1, 1_200)}SKU-7,Noch einmal\n`;
      const { id } = await bench.upload(text);
      const { files } = bench.deps;
      const dying = { ...files, stream: async (key: string) => {
        const found = (await files.stream(key))!;
        found.stream.destroy();
        return { ...found, stream: Readable.from((function* () { yield Buffer.from(text.slice(0, text.indexOf('SKU-1101'))); throw new Error('The power is gone.'); })()) };
      } };
      await expect((async () => { bench.deps.files = dying; await bench.work(); })()).rejects.toThrow('The power is gone.');
      expect(await bench.read(id)).toMatchObject({ state: 'reading', rowsRead: 1_000 });

      bench.deps.files = files;
      expect(await bench.work()).toBe(0); // the lease still runs
      expect(await bench.work(1)).toBe(1);
      expect([await bench.read(id), await listingsBy(bench.ctx, id)]).toMatchObject([{ state: 'checked', rowsRead: 1_201 }, { to_create: 1_199, bad: 1 }]);
    }));

  test('while it imports leaves whole listings, and none is made twice', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title,images\nA-1,Eins,https://p.example/1\nA-2,Zwei,https://p.example/2\nA-3,Drei,https://p.example/3\n');
      const fetchPicture = bench.deps.fetchPicture;
      bench.deps.fetchPicture = async (url) => {
        if (url.endsWith('2')) throw new Error('The power is gone.');
        return fetchPicture(url);
      };
      await expect(bench.confirm(id)).rejects.toThrow('The power is gone.');
      expect(await listingsBy(bench.ctx, id)).toEqual({ created: 1, to_create: 2 });

      bench.deps.fetchPicture = fetchPicture;
      await bench.work(1);
      expect(await listingsBy(bench.ctx, id)).toEqual({ created: 3 });
      expect((await bench.listings()).map(({ content }) => content.title['de'])).toEqual(['Eins', 'Zwei', 'Drei']);
      expect(bench.deps.fetched).toEqual(['https://p.example/1', 'https://p.example/2', 'https://p.example/3']);
    }));

  test('again and again at one listing does not hold up the others', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title,images\nA-1,Eins,https://p.example/1\nA-2,Zwei,\n');
      bench.deps.fetchPicture = async () => { throw new Error('Out of memory.'); };
      await expect(bench.confirm(id)).rejects.toThrow('Out of memory.');
      for (const again of [1, 2]) await expect(bench.work(again)).rejects.toThrow('Out of memory.');
      await bench.work(3);
      expect(await bench.rows(id)).toEqual(['2 failed null: Something broke on our side. Import this listing again later.', '3 created']);
    }));
});

test('two workers at one import make each picture once', () =>
  withBench(async (bench) => {
    const { id } = await bench.checked('sku,title,images\nA-1,Eins,https://p.example/1 https://p.example/2\n');
    await bench.own.inTx((tx) => confirmImport(tx, id, { submits: false }));
    const fetchPicture = bench.deps.fetchPicture;
    let arrive: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (arrive = resolve));
    let under = 0;
    bench.deps.fetchPicture = async (url) => {
      if (url.endsWith('1')) { // neither goes on before the other is as far
        if (++under === 2) arrive();
        await both;
      }
      return fetchPicture(url);
    };
    await Promise.all([applyNext(bench.deps, bench.ctx, id), applyNext(bench.deps, bench.ctx, id)]);
    const [listing] = await bench.listings();
    expect(await bench.ctx.inRead(async ({ tx, tenantId }) => (await tx('catalog.media').where('tenant_id', tenantId).orderBy('id').pluck('id')) as string[])).toEqual(listing!.content.media.map(({ mediaId }) => mediaId).sort());
    expect([listing!.content.media.length, await listingsBy(bench.ctx, id)]).toEqual([2, { created: 1 }]);
  }));

test('two workers at one import make each listing once', () =>
  withBench(async (bench) => {
    const { id } = await bench.checked(`sku,title\n${rowsFrom(1, 12)}`);
    await bench.own.inTx((tx) => confirmImport(tx, id, { submits: false }));
    const run = async () => { while (await applyNext(bench.deps, bench.ctx, id)); };
    await Promise.all([run(), run(), run()]);
    expect(await listingsBy(bench.ctx, id)).toEqual({ created: 12 });
    expect(await bench.listings()).toHaveLength(12);
  }));

test('a count below what is promised to shoppers takes back the whole listing', () =>
  withBench(async (bench) => {
    await bench.confirm((await bench.checked('sku,title,price:EUR,stock:Leipzig\nA-1,Eins,5,9\n')).id);
    const [before] = await bench.listings();
    await bench.ctx.inTx(async (tx) => {
      const [leipzig] = await warehousesOfVendor(tx, bench.vendorId);
      await savedStock(tx, leipzig!, { [before!.content.variants[0]!.id]: 9 });
      await tx.tx('inventory.levels').where('tenant_id', tx.tenantId).update({ reserved: 4 });
    });

    const { id } = await bench.checked('sku,price:EUR,stock:Leipzig\nA-1,6,3\n');
    await bench.confirm(id);

    expect(await bench.rows(id)).toEqual(['2 failed null: 4 pieces are promised to shoppers right now: the count cannot fall below that. Try again in a few minutes.']);
    expect(await bench.listings()).toEqual([before]);
  }));

test('a file that is too large is refused while it comes in, and nothing of it stays', () =>
  withBench(async (bench) => {
    const piece = Buffer.alloc(1024 * 1024, 'a');
    let sent = 0;
    const endless = Readable.from((function* () { for (;;) { sent += piece.length; yield piece; } })());
    await expect(bench.upload(endless)).rejects.toMatchObject({ code: 'workspace.file_too_large', kind: 'too_large' });
    expect(sent).toBeLessThan(MAX_FILE_BYTES + 8 * piece.length);
    expect([await bench.work(), await bench.files()]).toEqual([0, []]);
  }));

test('an empty file, and an upload that breaks off, leave nothing', () =>
  withBench(async (bench) => {
    await expect(bench.upload('')).rejects.toMatchObject({ code: 'workspace.file_empty' });
    const broken = Readable.from((function* () { yield Buffer.from('sku,title\nA-1,Bec'); throw new Error('The line is dead.'); })());
    await expect(bench.upload(broken)).rejects.toThrow('The line is dead.');
    expect([await bench.work(1), await bench.files()]).toEqual([0, []]);
  }));

test('an upload that breaks off is told when the store has cleared away, and a store that refuses is told by its own reason', () =>
  withBench(async (bench) => {
    const { files } = bench.deps;
    let cleared = false;
    bench.deps.files = { ...files, putStream: async (...args) => { await files.putStream(...args).finally(async () => { await setTimeout(50); cleared = true; }); } };
    const broken = Readable.from((function* () { yield Buffer.from('sku,title\nA-1,Bec'); throw new Error('The line is dead.'); })());
    await expect(bench.upload(broken)).rejects.toThrow('The line is dead.');
    expect(cleared).toBe(true);

    bench.deps.files = { ...files, putStream: async () => { throw new Error('The disk is full.'); } };
    await expect(bench.upload(Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(65_536, 'a'))))).rejects.toThrow('The disk is full.');
    expect([await bench.work(1), await bench.files()]).toEqual([0, []]);
  }));

test('a listing of more than 200 rows is left out whole, wherever its rows stand', () =>
  withBench(async (bench) => {
    const { id } = await bench.checked(`listing,sku,title\n${Array.from({ length: 603 }, (_, n) => `${n % 3 === 0 ? 'large' : `l-${n}`},S-${n},Becher\n`).join('')}`);
    expect(await listingsBy(bench.ctx, id)).toEqual({ to_create: 402, bad: 1 });
    expect((await bench.rows(id)).filter((row) => row.endsWith('bad listing: A listing has 200 rows at most.'))).toHaveLength(201);
  }));

test('fifty thousand rows are read and checked in bounded memory', () =>
  withBench(async (bench) => {
    const filler = 'Auf der Scheibe gedreht, im Gasofen gebrannt. '.repeat(10);
    const generated = Readable.from((function* () {
      yield Buffer.from('listing,title,description,category,attribute:material,option:size,sku,price:EUR,stock:Leipzig\r\n');
      for (let n = 0; n < 50_000; n += 1) yield Buffer.from(`mug-${Math.floor(n / 50)},${n % 50 === 0 ? `Becher ${n},"${filler}",ceramics,stoneware` : ',,,'},${n % 50},SKU-${n},${n === 31_415 ? '-' : ''}34.90,5\r\n`);
    })());
    const { id, sizeBytes } = await bench.upload(generated);
    let peak = 0;
    const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().heapUsed); }, 20);
    global.gc?.();
    const before = process.memoryUsage().heapUsed;
    try {
      while ((await bench.read(id)).state !== 'checked') await bench.work(1);
    } finally {
      clearInterval(watch);
    }
    expect(await listingsBy(bench.ctx, id)).toEqual({ to_create: 999, bad: 1 });
    expect((await bench.read(id)).rowsRead).toBe(50_000);
    expect(sizeBytes).toBeGreaterThan(1_500_000);
    expect(peak - before).toBeLessThan(96 * 1024 * 1024);
  }), 180_000);
