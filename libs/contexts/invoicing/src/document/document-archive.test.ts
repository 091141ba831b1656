import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { boughtGroup, openShop, savedStand } from '@stoa/checkout/testing';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import type { TxCtx } from '@stoa/platform/context';
import { at, deliverAll, withDatabase } from '@stoa/platform/testing';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';
import { archiveOf } from './document-archive.js';
import { readDocumentFile } from './document-files.js';
import { type DocumentFilter, listDocumentHeads } from './document.repository.js';

const ANY: DocumentFilter = { vendorId: null, kind: null, issued: null, number: null };
const list = (tx: TxCtx, filter: Partial<DocumentFilter> = {}, cut: Parameters<typeof listDocumentHeads>[2] = { limit: 50, after: null }) => listDocumentHeads(tx, { ...ANY, ...filter }, cut);

/** The files of a ZIP by name, read by its central directory. */
async function unzipped(stream: Readable): Promise<Map<string, Buffer>> {
  const zip = await buffer(stream);
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, Buffer>();
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, nameLength, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + packed);
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), method === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

test('an archive holds each document as PDF and XML, and a list of them with their sums', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop);
    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const heads = await ctx.inRead((tx) => list(tx));

    const archive = await unzipped(archiveOf((head, format) => readDocumentFile(files, ctx, head.id, format), heads));

    const prefix = shop.potter.vendor.seriesPrefix;
    expect([...archive.keys()]).toHaveLength(1 + 3 * 2);
    const mine = heads.find((head) => head.vendorId === shop.potter.vendor.id)!;
    expect(archive.get(`Töpferei Brandt (legal)/${prefix}-2026-00001.pdf`)).toEqual((await readDocumentFile(files, ctx, mine.id, 'pdf')).bytes);
    expect(archive.get(`Töpferei Brandt (legal)/${prefix}-2026-00001.xml`)!.toString()).toContain(`<ram:ID>${prefix}-2026-00001</ram:ID>`);
    const rows = archive.get('documents.csv')!.toString().split('\r\n').slice(0, -1);
    expect(rows[0]).toBe('\ufeffnumber,kind,issued_at,issuer,currency,total,files');
    expect(rows.find((row) => row.startsWith(`${prefix}-2026-00001,`))).toBe(`${prefix}-2026-00001,invoice,${mine.issuedAt.toISOString()},Töpferei Brandt (legal),EUR,72.90,Töpferei Brandt (legal)/${prefix}-2026-00001.pdf Töpferei Brandt (legal)/${prefix}-2026-00001.xml`);
  }));

test('a file that is not there breaks the archive off, and does not end it as if it were whole', () =>
  withDatabase(async ({ ctx, db }) => {
    const shop = await openShop(ctx, db);
    await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const files = filesForTests();
    await deliverAll(db, subscriptions({ files }));
    const heads = await ctx.inRead((tx) => list(tx));
    await files.remove(heads[0]!.fileKey!);
    await expect(buffer(archiveOf((head, format) => readDocumentFile(files, ctx, head.id, format), heads))).rejects.toThrow('an issued document has its file');
  }));

test('documents are found by kind, period and the beginning of their number, page by page, and a vendor’s are only its own', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const abroad = await ctx.inTx((tx) => savedStand(tx, { name: 'Alder & Ash', title: 'Brotbrett', minor: 6900n, onHand: 3, vendorCountry: 'US' }));
    await boughtGroup(ctx, shop, [shop.potter, abroad].map((stand) => ({ variantId: stand.variantId, quantity: 1 })));
    const april = as(ctx.actor, at('2026-04-02T10:00:00Z'));
    await boughtGroup(april, shop, [{ variantId: shop.weaver.variantId, quantity: 1 }]);
    await deliverAll(db, subscriptions({ files: filesForTests() }));
    const numbers = (filter: Partial<DocumentFilter>) => ctx.inRead(async (tx) => (await list(tx, filter)).map((head) => head.number).sort());
    const [potter, weaver] = [shop.potter, shop.weaver].map((stand) => `${stand.vendor.seriesPrefix}-2026-00001`);

    expect(await numbers({})).toEqual(['OMA-2026-00001', potter, weaver].sort());
    expect(await numbers({ vendorId: shop.potter.vendor.id })).toEqual([potter]);
    expect(await numbers({ vendorId: abroad.vendor.id })).toEqual([]);
    expect(await numbers({ number: 'OMA-' })).toEqual(['OMA-2026-00001']);
    expect(await numbers({ number: '%' })).toEqual([]);
    expect(await numbers({ kind: 'credit_note' })).toEqual([]);
    const first = await ctx.inRead((tx) => list(tx, {}, { limit: 2, after: null }));
    const moment = first[0]!.issuedAt.getTime();
    expect(await numbers({ issued: { from: new Date(moment), to: new Date(moment + 1) } })).toEqual(['OMA-2026-00001', potter, weaver].sort());
    expect(await numbers({ issued: { from: new Date(moment - 86_400_000), to: new Date(moment) } })).toEqual([]);
    const rest = await ctx.inRead((tx) => list(tx, {}, { limit: 2, after: [first[1]!.issuedAt.toISOString(), first[1]!.id] }));
    expect([...first, ...rest].map((head) => head.number).sort()).toEqual(['OMA-2026-00001', potter, weaver].sort());
  }));
