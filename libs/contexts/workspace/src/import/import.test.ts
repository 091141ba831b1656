import { describe, expect, test } from '@jest/globals';
import { savedListing, savedMedia } from '@stoa/catalog/testing';
import { listLevels, warehousesOfVendor } from '@stoa/inventory';
import { savedStock } from '@stoa/inventory/testing';
import { announced, audited } from '@stoa/platform/testing';
import { encode } from '@stoa/platform/typeid';
import { fetchPictureFromInternet } from './fetch-pictures.js';
import { listingsBy, withBench, type Bench } from './testing.js';
import { confirmImport } from './confirm-import.js';
import { getOwnImport } from './own-import.js';

const MUGS = [
  'listing,title:de,title:en,description,category,made_by_vendor,attribute:material,images,option:glaze,sku,gtin,price:EUR,price:USD,weight_grams,stock:Leipzig',
  'usva,Becher „Usva“,"Mug ""Usva""","Auf der Scheibe',
  'gedreht, glasiert.",ceramics,yes,Steinzeug,https://pictures.example/usva.png,Moosgrün,USVA-M,4006381333931,34.90,39,400,12',
  'usva,,,,,,,,Asche,USVA-A,,"34,90",,400,0',
  ',Teller,,,ceramics,yes,porcelain,,,PLATE-1,,20,,,',
].join('\r\n').replace('Scheibe\r\n', 'Scheibe\n');

const stockOf = async ({ ctx, listings }: Bench) => {
  const variants = (await listings()).flatMap((listing) => listing.content.variants);
  const levels = await ctx.inRead((tx) => listLevels(tx, variants.map(({ id }) => id)));
  return Object.fromEntries(variants.map(({ id, sku }) => [sku, levels.filter((level) => level.variantId === id).map(({ onHand }) => onHand)]));
};

describe('a table of listings', () => {
  test('changes nothing before it is confirmed, and then becomes what it says', () =>
    withBench(async (bench) => {
      const { id, state } = await bench.checked(`\uFEFF${MUGS}`);
      expect([state, await listingsBy(bench.ctx, id), await bench.listings(), bench.deps.fetched]).toEqual(['checked', { to_create: 2 }, [], []]);

      expect((await bench.confirm(id)).state).toBe('done');

      expect(await bench.rows(id)).toEqual(['2 created', '3 created', '4 created']);
      const [usva, plate] = await bench.listings();
      expect(usva).toMatchObject({ vendorId: bench.vendorId, status: 'draft', handle: 'becher-usva', version: 1 });
      expect(usva!.content).toMatchObject({
        title: { de: 'Becher „Usva“', en: 'Mug "Usva"' }, description: { de: 'Auf der Scheibe\ngedreht, glasiert.' }, madeByVendor: true, attributes: { material: 'stoneware' },
        options: [{ code: 'glaze', names: { de: 'glaze' }, values: [{ code: 'moosgruen', names: { de: 'Moosgrün' }, swatch: null }, { code: 'asche', names: { de: 'Asche' }, swatch: null }] }],
        variants: [
          { sku: 'USVA-M', gtin: '4006381333931', options: { glaze: 'moosgruen' }, prices: [{ currency: 'EUR', minor: 3490n }, { currency: 'USD', minor: 3900n }], weightGrams: 400 },
          { sku: 'USVA-A', gtin: null, options: { glaze: 'asche' }, prices: [{ currency: 'EUR', minor: 3490n }], weightGrams: 400 },
        ],
      });
      expect(usva!.content.media).toHaveLength(1);
      expect(plate!.content).toMatchObject({ title: { de: 'Teller' }, media: [], attributes: { material: 'porcelain' }, variants: [{ sku: 'PLATE-1', prices: [{ currency: 'EUR', minor: 2000n }] }] });
      expect(await stockOf(bench)).toEqual({ 'USVA-M': [12], 'USVA-A': [0], 'PLATE-1': [] });
      expect(bench.deps.fetched).toEqual(['https://pictures.example/usva.png']);
    }));

  test('sent a second time changes nothing', () =>
    withBench(async (bench) => {
      await bench.confirm((await bench.checked(MUGS)).id);
      const [before, stock] = [await bench.listings(), await stockOf(bench)];

      const again = await bench.checked(MUGS);
      await bench.confirm(again.id);

      expect(await bench.rows(again.id)).toEqual(['2 updated', '3 updated', '4 kept']); // the picture had to be looked at
      expect([await bench.listings(), await stockOf(bench)]).toEqual([before, stock]);
    }));

  test('changes prices and stock of listings it names by SKU alone, and leaves everything else', () =>
    withBench(async (bench) => {
      await bench.confirm((await bench.checked(MUGS)).id);
      const [usva] = await bench.listings();

      const { id } = await bench.checked('sku;price:EUR;stock:Leipzig\r\nUSVA-A;29,00;7\r\nPLATE-1;20,00;\r\n');
      expect(await bench.rows(id)).toEqual(['2 to_update', '3 to_keep']);
      await bench.confirm(id);

      const [now] = await bench.listings();
      const [moss, ash] = usva!.content.variants;
      expect(now!.content).toEqual({ ...usva!.content, variants: [moss, { ...ash!, prices: [{ currency: 'EUR', minor: 2900n }] }] });
      expect(now!.version).toBe(2);
      expect(await stockOf(bench)).toEqual({ 'USVA-M': [12], 'USVA-A': [7], 'PLATE-1': [] });
    }));

  test('is handed to the staff where it is complete, and says what lacks where it is not', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked(MUGS);
      await bench.confirm(id, true);

      expect((await bench.listings()).map(({ status }) => status)).toEqual(['submitted', 'draft']);
      expect(await bench.rows(id)).toEqual(['2 created', '3 created', '4 created Saved as a draft. The listing still lacks: description, picture.']);
      expect((await announced(bench.ctx)).filter(({ name }) => name === 'catalog.listing_submitted')).toHaveLength(1);
    }));

  test('is told in the audit trail under the name of whoever uploaded it', () =>
    withBench(async (bench) => {
      await bench.confirm((await bench.checked('sku,title\nA-1,Becher\n')).id);
      expect((await audited(bench.ctx)).map(({ action, actor_id }) => [action, actor_id === bench.own.actor.id])).toEqual([
        ['workspace.import_uploaded', true], ['workspace.import_confirmed', true], ['catalog.listing_created', true],
      ]);
    }));
});

test('importing the own export changes nothing, whatever stands in it', () =>
  withBench(async (bench) => {
    await bench.ctx.inTx(async (tx) => {
      const [leipzig] = await warehousesOfVendor(tx, bench.vendorId);
      const one = await savedListing(tx, { vendorId: bench.vendorId, content: { title: { de: '=1+1', en: '-40 °C, "cold"' }, description: { de: "'=quoted\r\nline", en: ' spaces ' }, excludedMarkets: ['us'], warnings: { de: 'Heiß' }, taxCategory: 'goods.general' } });
      await savedListing(tx, { vendorId: bench.vendorId, status: 'submitted', submittedAt: tx.now, content: { categoryId: null, attributes: { width: 8.5, safe: true }, media: [] } });
      await savedListing(tx, { vendorId: bench.otherVendorId });
      await savedStock(tx, leipzig!, { [one.content.variants[0]!.id]: 5 });
    });
    const state = async () => [await bench.listings(), await stockOf(bench), await announced(bench.ctx)];
    const before = await state();

    const text = await bench.exported();
    const { id } = await bench.checked(text);
    expect(await bench.rows(id)).toEqual(['2 to_keep', '3 to_keep']);
    await bench.confirm(id);

    expect(await bench.rows(id)).toEqual(['2 kept', '3 kept']);
    expect(await state()).toEqual(before);
    expect(await bench.exported()).toBe(text);
    expect(text.split('\r\n')[0]).toBe('\uFEFFlisting,title:de,title:en,description:de,description:en,category,tax_category,made_by_vendor,attribute:material,attribute:safe,attribute:width,images,sku,gtin,price:EUR,price:USD,weight_grams,stock:Leipzig');
  }));

describe('rows that are wrong', () => {
  test('say so each for itself, and their listing is left out whole', () =>
    withBench(async (bench) => {
      const { theirs, picture } = await bench.ctx.inTx(async (tx) => ({ theirs: await savedListing(tx, { vendorId: bench.otherVendorId }), picture: await savedMedia(tx, bench.otherVendorId) }));
      const { id } = await bench.checked([
        'listing,title,category,images,sku,gtin,price:EUR,price:JPY,stock:Leipzig,stock:Halle',
        'a,Becher,ceramics,,A-1,,34.90,,1,',
        'a,,,,A-2,,-1,,1,',
        'b,Teller,ceramics,,A-1,,1,,,',
        `${encode('lst', theirs.id)},Fremd,,,B-1,,1,,,`,
        `c,Krug,nowhere,${encode('med', picture.id)},C-1,4006381333932,1.999,1.5,-3,2`,
        'd,Vase,,file:///etc/passwd,D-1,,12 €,,1.5,',
        'e,Eins,,,E-1,,,,,',
        'e,Zwei,,,E-2,,,,,',
        'f,,,,F-1,,,,,',
        'g,Kanne,,,,,,,,',
        'h,zu kurz',
        'i,"x"y,,,I-1,,,,,',
        'ok,Schale,ceramics,,OK-1,,5,,,',
      ].join('\n'));

      expect(await bench.rows(id)).toEqual([
        '2 bad',
        '3 bad price:EUR: A price is not negative. Write it like 34.90, without a currency sign. null: The same choice as variant 1. Write what tells the variants apart in a column like option:size.',
        '4 bad sku: Row 2 has the same SKU. Give each variant one of its own, or delete one of the rows.',
        '5 bad listing: There is no such listing of yours. Take the id of an export, or write a word of your own to make a new one.',
        [
          '6 bad category: The marketplace has no such category. Write its path, like ceramics/mugs.', `images: There is no picture ${encode('med', picture.id)} of yours. Take the id of an export, a web address, or the name of a file you have uploaded.`,
          'price:EUR: This is no price in EUR. Write it like 34.90, without a currency sign.', 'price:JPY: This is no price in JPY. Write it in whole units, like 34.', 'gtin: The check digit of this GTIN is wrong. Compare it with the number below the barcode, or leave the cell empty.',
          'stock:Leipzig: Stock is not negative. Write the number of pieces, like 12, or 0 for none.', 'stock:Halle: There is no warehouse “Halle” of yours. Rename the column, or open the warehouse first.',
        ].join(' '),
        '7 bad images: There is no picture “file:///etc/passwd” of yours. Upload the file, or write a web address that begins with https://. Several are separated by |. price:EUR: This is no price in EUR. Write it like 34.90, without a currency sign. stock:Leipzig: This is no number of pieces. Write a whole one, like 12.',
        '8 bad',
        '9 bad title: Row 8 of the same listing says something else. Write it once, or the same in each row. null: The same choice as variant 1. Write what tells the variants apart in a column like option:size.',
        '10 bad title: A listing needs a title: write one in its first row.',
        '11 bad sku: Every row needs a SKU: write your own number of the variant.',
        '12 bad null: This row has 2 cells, the first row 10. Is a separator too much or missing, or a quote?',
        '13 bad null: The quotes in this row are not in pairs. Write a quote inside a cell twice, and the whole cell in quotes: "5"" wide".',
        '14 to_create',
      ]);

      await bench.confirm(id);
      expect((await bench.listings()).map(({ content }) => content.title)).toEqual([{ de: 'Schale' }]);
      expect(await bench.ctx.inRead((tx) => warehousesOfVendor(tx, bench.otherVendorId))).toHaveLength(1);
      expect(await stockOf(bench)).toEqual({ 'OK-1': [] });
    }));

  test('come back as a file with the reasons; mended and sent again, they go in', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title,price:EUR\r\nA-1,"Becher, blau",-1\r\nA-2,Teller,2\r\nA-3,=Krug,x\r\n');
      await bench.confirm(id);

      const bad = await bench.badRows(id);
      expect(bad).toBe("\uFEFFreason,sku,title,price:EUR\r\n\"price:EUR: A price is not negative. Write it like 34.90, without a currency sign.\",A-1,\"Becher, blau\",'-1\r\n\"price:EUR: This is no price in EUR. Write it like 34.90, without a currency sign.\",A-3,'=Krug,x\r\n");

      const again = await bench.checked(bad.replace("'-1", '1').replace(',x', ',3'));
      await bench.confirm(again.id);
      expect(await bench.rows(again.id)).toEqual(['2 created', '3 created']);
      expect((await bench.listings()).map(({ content }) => [content.title['de'], content.variants[0]!.prices[0]!.minor])).toEqual([['Teller', 200n], ['Becher, blau', 100n], ['=Krug', 300n]]);
    }));

  test('with a character that is no text are bad, not the end of the file', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title\nA-1,Be\u0000cher\nA-2,Teller\n');
      expect(await bench.rows(id)).toEqual(['2 bad null: A cell of this row holds a character that is no text.', '3 to_create']);
    }));

  test.each([
    ['sku,colour\nA-1,red\n', '“colour” is no column of a listing file. Take the names of an exported file.'],
    ['title\nBecher\n', 'The column “sku” is missing: it tells which variant a row is about.'],
    ['sku,title,title:de\nA,B,C\n', 'The column “title:de” stands there twice.'],
    ['sku,title\n', 'The file has no rows.'],
    ['\n\n', 'The file has no rows.'],
  ])('in the header make the whole file unreadable: %j', (text, problem) =>
    withBench(async (bench) => {
      const found = await bench.checked(text);
      expect([found.state, found.problem]).toEqual(['unreadable', problem]);
      expect(await bench.listings()).toEqual([]);
    }));
});

describe('a picture at an address', () => {
  test('inside a network is never fetched; its listing says that a picture is missing', () =>
    withBench(async (bench) => {
      bench.deps.fetchPicture = fetchPictureFromInternet;
      const { id } = await bench.checked('sku,title,images,stock:Leipzig\nA-1,Becher,http://169.254.169.254/latest/meta-data/,3\nA-2,Teller,,\n');
      await bench.confirm(id);
      expect(await bench.rows(id)).toEqual(['2 created A picture is missing. http://169.254.169.254/latest/meta-data/: This address does not lead to the public internet.', '3 created']);
      expect((await bench.listings()).map(({ content }) => [content.title, content.media])).toEqual([[{ de: 'Becher' }, []], [{ de: 'Teller' }, []]]);
    }));

  test('that is no picture is left out, and takes none away that the listing shows', () =>
    withBench(async (bench) => {
      await bench.confirm((await bench.checked('sku,title,images\nA-1,Becher,https://pictures.example/a.png\n')).id);
      const [before] = await bench.listings();
      bench.deps.fetchPicture = async () => Buffer.from('<svg onload="alert(1)"/>');

      const { id } = await bench.checked('sku,title,images\nA-1,Becher,https://pictures.example/a.svg\nA-2,Teller,https://pictures.example/b.svg\n');
      await bench.confirm(id, true);

      expect(await bench.rows(id)).toEqual([
        '2 updated A picture is missing. https://pictures.example/a.svg: This is not a PNG, JPEG or WebP picture, or it is damaged.',
        '3 created A picture is missing. https://pictures.example/b.svg: This is not a PNG, JPEG or WebP picture, or it is damaged. Saved as a draft. The listing still lacks: description, category, picture, price of A-2.',
      ]);
      const [now, plate] = await bench.listings();
      expect(before!.content.media).toHaveLength(1);
      expect([now!.content, plate!.content.media]).toEqual([before!.content, []]);
    }));
});

test('a picture goes by the name of the file the vendor uploaded, the newest where two have one name', () =>
  withBench(async (bench) => {
    const [old, fresh, other] = await bench.ctx.inTx(async (tx) => [await savedMedia(tx, bench.vendorId, 'my müg.png'), await savedMedia(tx, bench.vendorId, 'my müg.png'), await savedMedia(tx, bench.vendorId, 'side.png'), await savedMedia(tx, bench.otherVendorId, 'theirs.png')]);
    const { id } = await bench.checked('sku,title,images\nA-1,Becher,my mu\u0308g.png|side.png\nA-2,Teller,theirs.png\n');
    expect(await bench.rows(id)).toEqual(['2 to_create', '3 bad images: There is no picture “theirs.png” of yours. Upload the file, or write a web address that begins with https://. Several are separated by |.']);

    await bench.confirm(id);
    expect((await bench.listings()).map(({ content }) => content.media.map(({ mediaId }) => mediaId))).toEqual([[fresh!.id, other!.id]]);
    expect(old!.id < fresh!.id).toBe(true);
  }));

describe('whoever asks', () => {
  test('sees and confirms only the own imports', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title\nA-1,Becher\n');
      for (const stranger of [bench.other, bench.env.newTenant()]) {
        await expect(stranger.inTx((tx) => getOwnImport(tx, id))).rejects.toMatchObject({ code: 'workspace.import_not_found' });
        await expect(stranger.inTx((tx) => confirmImport(tx, id, { submits: true }))).rejects.toMatchObject({ code: 'workspace.import_not_found' });
      }
      expect(await bench.read(id)).toMatchObject({ state: 'checked', confirmedAt: null });
    }));

  test('confirms once, and not before the check is over', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload('sku,title\nA-1,Becher\n');
      await expect(bench.confirm(id)).rejects.toMatchObject({ code: 'workspace.import_cannot_be_confirmed', details: { state: 'reading' } });
      await bench.work();
      await bench.confirm(id);
      await expect(bench.confirm(id)).rejects.toMatchObject({ code: 'workspace.import_cannot_be_confirmed', details: { state: 'done' } });
      expect(await bench.listings()).toHaveLength(1);
    }));
});
