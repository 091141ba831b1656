import pg from 'pg';
import { TOKEN_SECRET, filledCart, openShop, pay } from '@stoa/checkout/testing';
import { listGroupDocumentHeads, readDocumentFile } from '@stoa/invoicing';
import { subscriptions as invoicingSubscriptions } from '@stoa/invoicing/subscribers';
import { getOrderGroup } from '@stoa/orders';
import { subscriptions as orderSubscriptions } from '@stoa/orders/subscribers';
import { subscriptions as paymentsSubscriptions } from '@stoa/payments/subscribers';
import type { SubjectId } from '@stoa/events/privacy';
import { type FileStore } from '@stoa/platform/files';
import { deliverAll, harness, withDatabase } from '@stoa/platform/testing';
import { eraseSubject, getSubject } from '@stoa/privacy';
import { subscriptions } from './subscribers.js';
import { notificationDeps } from './testing.js';

const PLANTED = ['lena@example.test', 'Wilhelmine Querfurt', 'Zwetschgenweg 77', '+49 1511 8675309'];

test('what a shopper told us stands in no table and no file, whatever happened to the order; only the documents know it, for whoever may open them', () =>
  withDatabase(async ({ ctx, db, urls }) => {
    const shop = await openShop(ctx, db);
    const cart = await filledCart(ctx, shop, [{ variantId: shop.potter.variantId, quantity: 1 }], { name: PLANTED[1], line1: PLANTED[2], phone: PLANTED[3] });
    const answer = await pay(ctx, shop, cart);
    if (answer.outcome !== 'placed') throw new Error(`The purchase is ${answer.outcome}.`);
    const deps = notificationDeps(TOKEN_SECRET);
    const { files, written } = remembering(deps.files);
    await deliverAll(db, [...subscriptions({ ...deps, files }), ...invoicingSubscriptions({ files }), ...orderSubscriptions, ...paymentsSubscriptions(shop.deps.payments)]);
    const subjectId = (await ctx.inRead((tx) => getOrderGroup(tx, answer.group.id))).subjectId as SubjectId;
    expect(deps.mailer.sent.filter((mail) => mail.to === PLANTED[0])).toHaveLength(1);

    await ctx.inTx((tx) => eraseSubject(tx, subjectId));

    expect(await ctx.inRead((tx) => getSubject(tx, subjectId))).toMatchObject({ isErased: true, email: null, name: null, address: null });
    expect(await tablesWith(urls.DATABASE_URL, PLANTED)).toEqual([]);
    expect(await tablesWith(urls.DATABASE_URL, ['Töpferei Brandt'])).not.toEqual([]); // a search that finds nothing at all is no search
    for (const text of PLANTED) expect([...written.values()].filter((bytes) => bytes.includes(text))).toEqual([]);
    expect(written.size).toBe(2);
    const [head] = await ctx.inRead((tx) => listGroupDocumentHeads(tx, answer.group.id));
    const xml = (await readDocumentFile(files, ctx, head!.id, 'xml')).bytes.toString();
    expect([xml.includes(PLANTED[1]!), xml.includes(PLANTED[2]!)]).toEqual([true, true]);
    expect((await readDocumentFile(files, ctx, head!.id, 'pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  }));

/** A store that remembers the bytes it was given. */
function remembering(store: FileStore): { files: FileStore; written: Map<string, Buffer> } {
  const written = new Map<string, Buffer>();
  return {
    written, files: { ...store, put: async (key, bytes, contentType) => {
      written.set(key, bytes);
      await store.put(key, bytes, contentType);
    } },
  };
}

/** The tables of the whole database in which a row says any of these: as somebody would search a dump of it. */
async function tablesWith(url: string, texts: readonly string[]): Promise<string[]> {
  const superUrl = new URL(harness().superUrl);
  superUrl.pathname = new URL(url).pathname;
  const client = new pg.Client({ connectionString: superUrl.href });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query(`select 1 from ${name} t where t::text ilike any ($1) limit 1`, [texts.map((text) => `%${text}%`)]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}
