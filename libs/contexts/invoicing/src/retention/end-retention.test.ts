import { boughtGroup, openShop, type Shop } from '@stoa/checkout/testing';
import type { DocumentId } from '@stoa/events/invoicing';
import type { OrderGroupId } from '@stoa/events/orders';
import { checks as ledgerChecks } from '@stoa/ledger';
import { getOrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { decideRefund, performRefunds, readSold, reckonRefund } from '@stoa/payments/testing';
import type { Ctx } from '@stoa/platform/context';
import { newKey } from '@stoa/platform/crypto';
import type { Database } from '@stoa/platform/database';
import type { FileStore } from '@stoa/platform/files';
import { runSchedule } from '@stoa/platform/jobs';
import { silentLog } from '@stoa/platform/log';
import { at, audited, deliverAll, withDatabase } from '@stoa/platform/testing';
import { destroyLapsedRoots, openRetentionRoots } from '@stoa/privacy';
import { schedules as privacySchedules } from '@stoa/privacy/jobs';
import { rootsForTests, sealForRetention } from '@stoa/privacy/testing';
import { getVendor } from '@stoa/vendors';
import { editProfile } from '@stoa/vendors/testing';
import { checks } from '../document/checks.query.js';
import { plainMark } from '../document/document-key.js';
import { readDocumentFile } from '../document/document-files.js';
import { type DocumentHead, listDocumentHeads, listGroupDocumentHeads, openContents } from '../document/document.repository.js';
import { toStored } from '../document/stored-contents.js';
import { subscriptions } from '../subscribers.js';
import { filesForTests } from '../testing.js';
import { moveDocuments } from './move-documents.js';
import { destroyDocuments, extendRetention, giveKey, moveContents } from './retention.repository.js';

const headsOf = (ctx: Ctx, id: OrderGroupId) => ctx.inRead((tx) => listGroupDocumentHeads(tx, id));
const everyHead = (ctx: Ctx) => ctx.inRead((tx) => listDocumentHeads(tx, { vendorId: null, kind: null, issued: null, number: null }, { limit: 50, after: null }));
const breaksIn = (ctx: Ctx) => ctx.inRead(async (tx) => {
  const found = [];
  for (const check of [...checks, ...ledgerChecks]) found.push(...(await check.run(tx)).breaks);
  return found;
});
const buyerOn = async (ctx: Ctx, id: DocumentId) => (await ctx.inRead((tx) => openContents(tx, id))).buyer.name;

/** The clock has come so far: what the worker does hourly, and what follows from it. */
async function worked(db: Database, files: FileStore, now: Date): Promise<number> {
  const done = await runSchedule({ db, clock: { now: () => now }, log: silentLog, listTenants: async () => [] }, privacySchedules[0]!);
  await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions], now);
  return done;
}

test('a document is kept until the end of its last year and not a moment longer; number, day and amount stay, and series and books are whole', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop);
    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const before = await headsOf(ctx, id);
    expect(before.map((head) => [head.retainedUntil, head.isDestroyed])).toEqual([['2036-12-31', false], ['2036-12-31', false], ['2036-12-31', false]]);

    const lastHour = as(ctx.actor, at('2037-01-01T11:59:59Z'));
    expect(await worked(db, files, lastHour.now)).toBe(0);
    expect(await buyerOn(lastHour, before[0]!.id)).toBe('Lena Vogt');
    expect((await readDocumentFile(files, lastHour, before[0]!.id, 'xml')).bytes.toString()).toContain('Lena Vogt');
    // The second in which the year is over everywhere, before any worker has come by.
    const after = as(ctx.actor, at('2037-01-01T12:00:00Z'));
    await expect(buyerOn(after, before[0]!.id)).rejects.toMatchObject({ code: 'privacy.retention_ended', kind: 'gone' });
    await expect(readDocumentFile(files, after, before[0]!.id, 'pdf')).rejects.toMatchObject({ code: 'privacy.retention_ended' });

    expect(await worked(db, files, after.now)).toBe(1);
    expect(await worked(db, files, after.now)).toBe(0);

    const left = await headsOf(after, id);
    const kept = ({ number, documentType, issuedAt, totalMinor, currency }: DocumentHead) => ({ number, documentType, issuedAt, totalMinor, currency });
    expect(left.map(kept)).toEqual(before.map(kept));
    expect(left.map((head) => [head.isDestroyed, head.issuerName, head.fileKey, head.xmlKey])).toEqual(Array(3).fill([true, '', null, null]));
    await expect(buyerOn(after, before[0]!.id)).rejects.toMatchObject({ code: 'invoicing.document_destroyed', kind: 'gone', message: expect.stringContaining('2036-12-31') });
    await expect(readDocumentFile(files, after, before[0]!.id, 'pdf')).rejects.toMatchObject({ code: 'invoicing.document_destroyed' });
    for (const head of before) expect([await files.get(head.fileKey!), await files.get(head.xmlKey!)]).toEqual([null, null]);
    expect(await breaksIn(after)).toEqual([]);
    expect((await audited(ctx)).filter((row) => row.subject_kind === 'retention').map(({ action, subject_id, after: what }) => [action, subject_id, what])).toEqual([
      ['privacy.retention_key_destroyed', '2036', { end_year: 2036 }], ['invoicing.documents_destroyed', '2036', { documents: 3, kept_until: '2036-12-31' }],
    ]);
  }));

test('a copy of the database from before opens with the root of its year, and never again once that is destroyed', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const files = filesForTests();
    await openRetentionRoots({ db, files }, ctx.now);
    try {
      const shop = await openShop(ctx, db);
      const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
      await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
      const [head] = await headsOf(ctx, id);
      const copied = await ctx.inRead(async (tx) => ({
        document: await tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId, id: head!.id }).first('frozen', 'frozen_sha256', 'wrapped_key', 'issuer_name', 'destroyed_at'),
        key: await tx.tx('privacy.retention_keys').where({ tenant_id: tx.tenantId, end_year: 2036 }).first('wrapped', 'lapses_at', 'destroyed_at'),
      }));
      const restore = () => ctx.inTx(async (tx) => {
        await tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId, id: head!.id }).update(copied.document);
        await tx.tx('privacy.retention_keys').where({ tenant_id: tx.tenantId, end_year: 2036 }).update(copied.key);
      });
      const over = at('2037-01-01T12:00:00Z');

      expect(await destroyLapsedRoots({ db, files }, over)).toEqual(Array.from({ length: 11 }, (_, index) => 2025 + index)); // all but 2036, of which a tenant still has its key
      await worked(db, files, over);
      // Whoever has the copy, the master key and the root of the year reads it still, with a clock turned back.
      await restore();
      expect(await buyerOn(ctx, head!.id)).toBe('Lena Vogt');
      await worked(db, files, over);
      expect(await destroyLapsedRoots({ db, files }, over)).toEqual([2036]);
      await restore();

      await expect(buyerOn(ctx, head!.id)).rejects.toMatchObject({ code: 'privacy.retention_ended' });
      await openRetentionRoots({ db, files }, over); // nor does a process that begins anew
      await expect(buyerOn(ctx, head!.id)).rejects.toMatchObject({ code: 'privacy.retention_ended' });
      expect(await as(ctx.actor, over).inTx(async (tx) => (await tx.tx('privacy.retention_keys').where({ tenant_id: tx.tenantId })).length)).toBe(1);
    } finally {
      rootsForTests();
    }
  }));

test('an invoice and the credit note of a later year are kept equally long, to the later end', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const later = as(ctx.actor, at('2027-02-01T09:00:00Z'));
    await allGivenBack(later, shop, id);
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions], later.now);

    const heads = await headsOf(later, id);
    expect(heads.map((head) => [head.documentType, head.retainedUntil])).toEqual([['invoice', '2037-12-31'], ['credit_note', '2037-12-31']]);
    await worked(db, files, at('2037-06-01T00:00:00Z')); // the year that the invoice alone would have ended with is over
    const between = as(ctx.actor, at('2037-06-01T00:00:00Z'));
    for (const head of heads) {
      expect(await buyerOn(between, head.id)).toBe('Lena Vogt');
      expect((await readDocumentFile(files, between, head.id, 'pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
    await worked(db, files, at('2038-01-02T00:00:00Z'));
    expect((await headsOf(between, id)).map((head) => head.isDestroyed)).toEqual([true, true]);
    expect(await breaksIn(between)).toEqual([]);
  }));

test('documents from before lie under one key of the tenant and in plain files: they read as ever, and the worker moves them under keys of their own', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const [head] = await headsOf(ctx, id);
    const pdf = (await readDocumentFile(files, ctx, head!.id, 'pdf')).bytes;
    const contents = await ctx.inRead((tx) => openContents(tx, head!.id));
    await files.put(head!.fileKey!, pdf, 'application/pdf');
    await asFromBefore(ctx, head!.id, { retained_until: null, wrapped_key: null });
    expect([await ctx.inRead((tx) => openContents(tx, head!.id)), (await readDocumentFile(files, ctx, head!.id, 'pdf')).bytes]).toEqual([contents, pdf]);

    expect(await moveDocuments({ files }, ctx)).toBe(1);
    expect(await moveDocuments({ files }, ctx)).toBe(0);

    expect([await ctx.inRead((tx) => openContents(tx, head!.id)), (await readDocumentFile(files, ctx, head!.id, 'pdf')).bytes]).toEqual([contents, pdf]);
    expect((await files.get(head!.fileKey!))!.bytes.includes('%PDF')).toBe(false);
    expect((await everyHead(ctx)).map((one) => one.retainedUntil)).toEqual(['2036-12-31']);
    await worked(db, files, at('2037-01-02T00:00:00Z'));
    await expect(buyerOn(as(ctx.actor, at('2026-03-02T00:00:00Z')), head!.id)).rejects.toMatchObject({ code: 'invoicing.document_destroyed' });
  }));

test('a step that comes twice, or too early, loses nothing', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    const files = filesForTests();
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const [head] = await headsOf(ctx, id);
    const read = async () => ({ contents: await ctx.inRead((tx) => openContents(tx, head!.id)), pdf: (await readDocumentFile(files, ctx, head!.id, 'pdf')).bytes, until: (await headsOf(ctx, id))[0]!.retainedUntil });
    const before = await read();
    expect(before.until).toBe('2036-12-31');

    await ctx.inTx((tx) => giveKey(tx, head!.id, 2040));
    await ctx.inTx((tx) => moveContents(tx, head!.id, newKey()));
    await ctx.inTx((tx) => extendRetention(tx, head!.id, 2030));
    expect(await ctx.inTx((tx) => destroyDocuments(tx, [head!.id]))).toBe(0); // its year is not over
    expect(await read()).toEqual(before);
    // The worker died when the files lay under the key and the contents not yet.
    await asFromBefore(ctx, head!.id, {});
    expect(await moveDocuments({ files }, ctx)).toBe(1);
    expect(await read()).toEqual(before);

    const over = as(ctx.actor, at('2037-01-02T00:00:00Z'));
    expect([await over.inTx((tx) => destroyDocuments(tx, [head!.id])), await over.inTx((tx) => destroyDocuments(tx, [head!.id]))]).toEqual([1, 0]);
  }));

test('a document from before is kept as long as what corrects it, and with a destroyed one goes the name of who held it up', () =>
  withDatabase(async ({ ctx, db, as }) => {
    const shop = await openShop(ctx, db);
    const files = filesForTests();
    const setVatId = (vatId: string | null) => ctx.inTx(async (tx) => editProfile(tx, shop.potter.vendor.id, { vatId, expectedVersion: (await getVendor(tx, shop.potter.vendor.id)).version }));
    await setVatId(null);
    const id = await boughtGroup(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }]);
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    await setVatId('DE129273398');
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions]);
    const later = as(ctx.actor, at('2027-02-01T09:00:00Z'));
    await allGivenBack(later, shop, id);
    await deliverAll(db, [...subscriptions({ files }), ...orderSubscriptions], later.now);
    const invoice = (await headsOf(later, id)).find((head) => head.documentType === 'invoice')!;
    await asFromBefore(later, invoice.id, { retained_until: null, wrapped_key: null });
    for (const key of [invoice.fileKey!, invoice.xmlKey!]) await files.put(key, Buffer.from('drawn before'), 'application/pdf');

    expect(await moveDocuments({ files }, later)).toBe(1);
    expect((await headsOf(later, id)).map((head) => head.retainedUntil)).toEqual(['2037-12-31', '2037-12-31']);

    const names = () => ctx.inRead((tx) => tx.tx('invoicing.held_documents').where({ tenant_id: tx.tenantId }).pluck('issuer_name'));
    expect(await names()).toEqual(['Töpferei Brandt (legal)']);
    await worked(db, files, at('2038-01-02T00:00:00Z'));
    expect([await names(), (await headsOf(later, id)).map((head) => head.isDestroyed)]).toEqual([[''], [true, true]]);
  }));

/** Puts the contents of a document where those from before lay: under the tenant's one key. */
async function asFromBefore(ctx: Ctx, id: DocumentId, more: { retained_until?: null; wrapped_key?: null }): Promise<void> {
  const text = toStored(await ctx.inRead((tx) => openContents(tx, id)));
  await ctx.inTx(async (tx) => {
    await tx.tx('invoicing.documents').where({ tenant_id: tx.tenantId, id }).update({ frozen: await sealForRetention(tx, text), frozen_sha256: plainMark(text), ...more });
  });
}

/** Everything that was bought comes back, and the money goes back. */
async function allGivenBack(ctx: Ctx, shop: Shop, id: OrderGroupId): Promise<void> {
  await ctx.inTx(async (tx) => {
    const { orders } = await getOrderGroup(tx, id);
    const wish = { lines: orders.flatMap((order) => order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, restock: true }))), shipping: [], goodwill: null };
    return decideRefund(tx, id, { wish, reason: 'returned', note: null, expectedMinor: reckonRefund((await readSold(tx, id)).sold, wish).amount.minor });
  });
  await performRefunds(shop.deps.payments, ctx);
}
