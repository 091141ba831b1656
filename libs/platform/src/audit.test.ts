import { audit, sealAudit, verifyAudit } from './audit.js';
import { oldestUnsealed } from './audit/audit.repository.js';
import { canonical } from './audit/chain.js';
import type { Ctx } from './context.js';
import { newId } from './ids.js';
import { openDatabase } from './database.js';
import { announced, asTenant, audited, withDatabase } from './testing.js';

const record = (ctx: Ctx, after: Record<string, unknown> = {}) => ctx.inTx((tx) => audit(tx, { action: 'platform.thing_changed', subject: { kind: 'thing', id: newId() }, after }));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
/** Any writing transaction of the cluster holds a chain back, those of other tests too: so it may take more than one try. */
const sealAll = async (ctx: Ctx, wanted: number) => {
  let sealed = 0;
  for (let tries = 0; tries < 1_000 && sealed < wanted; tries += 1) {
    const got = await sealAudit(ctx, 7);
    sealed += got;
    if (got === 0) await pause(10);
  }
  return sealed;
};
/** Repeats its fortunes, so that a failure can be run again. */
const dice = (seed: number) => () => ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648);

test('who did what is recorded in the transaction that does it', () =>
  asTenant(async (ctx) => {
    const id = newId();
    await audit(ctx, { action: 'catalog.listing_published', subject: { kind: 'listing', id }, before: { status: 'draft' }, after: { status: 'published' }, reason: 'checked' });
    expect(await audited(ctx)).toEqual([
      { action: 'catalog.listing_published', actor_id: ctx.actor.id, subject_kind: 'listing', subject_id: id, before: { status: 'draft' }, after: { status: 'published' }, reason: 'checked' },
    ]);
    expect(await announced(ctx)).toEqual([]);
  }));

test('the trail is added to and nothing else: the app can neither change nor remove a row or a link', () =>
  withDatabase(async ({ ctx }) => {
    await record(ctx);
    await sealAll(ctx, 1);
    for (const sql of ['update platform.audit set reason = null', 'delete from platform.audit', "update platform.audit_links set hash = ''", 'delete from platform.audit_links']) {
      await expect(ctx.inTx((tx) => tx.tx.raw(sql))).rejects.toMatchObject({ code: '42501' });
    }
    expect(await verifyAudit(ctx)).toEqual({ links: 1, brokenAt: null, reason: null });
  }));

test('no row of many writers with savepoints, rollbacks and sleeps is missed, whatever the sealers do meanwhile', () =>
  withDatabase(async ({ ctx }) => {
    const kept = new Set<string>();
    const write = async (writer: number) => {
      const roll = dice(writer + 1);
      for (let round = 0; round < 12; round += 1) {
        const mine: string[] = [];
        const entry = (id: string) => ({ action: 'platform.thing_changed' as const, subject: { kind: 'thing', id } });
        const run = ctx.inTx(async (tx) => {
          for (let n = 0; n <= Math.floor(roll() * 3); n += 1) {
            const id = newId();
            await audit(tx, entry(id));
            mine.push(id);
            if (roll() < 0.4) await pause(roll() * 15);
            if (roll() < 0.4) {
              const inner = newId();
              const isKept = roll() < 0.5;
              await tx.tx.transaction(async (savepoint) => {
                await audit({ ...tx, tx: savepoint }, entry(inner));
                if (!isKept) throw new Error('only the savepoint');
              }).catch((error: Error) => {
                if (error.message !== 'only the savepoint') throw error;
              });
              if (isKept) mine.push(inner);
            }
          }
          if (roll() < 0.2) throw new Error('all of it');
        });
        await run.then(() => mine.forEach((id) => kept.add(id)), (error: Error) => expect(error.message).toBe('all of it'));
      }
    };
    let writing = true;
    const seal = async () => {
      while (writing) await sealAudit(ctx, 5).catch((error: Error) => expect(error.message).toContain('Two sealers met'));
    };
    const sealers = [seal(), seal()];
    await Promise.all(Array.from({ length: 6 }, (_, writer) => write(writer)));
    writing = false;
    await Promise.all(sealers);
    await sealAll(ctx, kept.size - (await verifyAudit(ctx)).links);

    const rows = await audited(ctx);
    expect(new Set(rows.map((row) => row.subject_id))).toEqual(kept);
    expect(await verifyAudit(ctx, 50)).toEqual({ links: kept.size, brokenAt: null, reason: null });
    expect(await ctx.inRead((tx) => oldestUnsealed(tx))).toBeNull();
  }));

test('a transaction still open holds the chain back behind it, so that nothing is passed by', () =>
  withDatabase(async ({ ctx }) => {
    let finish: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = ctx.inTx(async (tx) => {
      await audit(tx, { action: 'platform.thing_changed', subject: { kind: 'thing', id: 'slow' } });
      begun();
      await held;
    });
    await hasBegun;
    await record(ctx);
    expect(await sealAudit(ctx)).toBe(0);
    expect(await ctx.inRead((tx) => oldestUnsealed(tx))).toEqual(ctx.now);
    finish();
    await slow;
    expect(await sealAll(ctx, 2)).toBe(2);
    expect(await verifyAudit(ctx)).toMatchObject({ links: 2, brokenAt: null });
  }));

test.each([
  ['a changed value', `update platform.audit set after = '{"n": 99}' where after = '{"n": 3}'`, { brokenAt: 4n, reason: 'row_changed' }],
  ['another actor', `update platform.audit set actor_id = 'someone else' where after = '{"n": 0}'`, { brokenAt: 1n, reason: 'row_changed' }],
  ['a removed row', `delete from platform.audit_links where seq = 5; delete from platform.audit where after = '{"n": 4}'; update platform.audit_links set seq = seq - 1 where seq > 5`, { brokenAt: 5n, reason: 'row_changed' }],
  ['a removed link', `delete from platform.audit_links where seq = 3`, { brokenAt: 3n, reason: 'link_missing' }],
  ['a row slipped in behind the chain', `insert into platform.audit select tenant_id, gen_random_uuid(), '3'::xid8, at, action, actor_kind, actor_id, subject_kind, subject_id, before, after, reason, request_id from platform.audit limit 1`, { brokenAt: 6n, reason: 'row_skipped' }],
])('%s in the trail is found, and where', (_what, tampering, verdict) =>
  withDatabase(async ({ ctx, urls }) => {
    for (let n = 0; n < 6; n += 1) await record(ctx, { n });
    await sealAll(ctx, 6);
    expect(await verifyAudit(ctx)).toEqual({ links: 6, brokenAt: null, reason: null });

    await asOwner(urls.DATABASE_OWNER_URL, ctx, tampering);
    expect(await verifyAudit(ctx, 2)).toMatchObject(verdict);
  }));

test('one tenant’s chain neither holds nor shows another’s rows', () =>
  withDatabase(async ({ ctx, newTenant }) => {
    const other = newTenant();
    await record(ctx);
    await record(other);
    await record(other);
    expect(await sealAll(ctx, 1)).toBe(1);
    expect(await sealAll(other, 2)).toBe(2);
    expect(await verifyAudit(ctx)).toMatchObject({ links: 1, brokenAt: null });
    expect(await audited(newTenant())).toEqual([]);
  }));

test('the same value always has the same text', () => {
  expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonical({ a: undefined, b: [1, { c: 'x', d: null }] }));
  expect(canonical({ a: 1 })).not.toBe(canonical({ a: '1' }));
});

/** What somebody with the owner's password could do to the rows of a tenant. */
async function asOwner(url: string, ctx: Ctx, sql: string): Promise<void> {
  const owner = openDatabase({ appUrl: url, controlUrl: url, relayUrl: url, poolSize: 1 });
  try {
    await owner.transactionAsControl((tx) => tx.raw(`alter table platform.audit no force row level security; alter table platform.audit_links no force row level security; ${sql}`));
  } finally {
    await owner.close();
  }
}
