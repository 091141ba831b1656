import { withDatabase } from '@stoa/platform/testing';
import { asOwner, leaks, lostRows, openToProbes, overlooked, probeTables } from './probe.js';

test('what one tenant wrote in any table, another neither reads, changes, removes nor plants, with raw SQL without a filter', () =>
  withDatabase(async ({ db, urls }) => {
    const probes = await probeTables(db, await openToProbes(db, urls.DATABASE_OWNER_URL));
    expect(probes.length).toBeGreaterThan(10);
    expect(lostRows(probes)).toEqual([]);
    expect(leaks(probes)).toEqual([]);
    expect(overlooked(probes)).toEqual([]);
  }), 60_000);

test('the probe finds a table whose policy was dropped, and one that lets all rows through', () =>
  withDatabase(async ({ db, urls }) => {
    await asOwner(urls.DATABASE_OWNER_URL, async (owner) => {
      await owner.raw('alter table platform.receipts disable row level security');
      await owner.raw('drop policy tenant on platform.tasks; create policy tenant on platform.tasks to stoa_app using (true) with check (true)');
    });
    const probes = await probeTables(db, await openToProbes(db, urls.DATABASE_OWNER_URL, ['platform.receipts', 'platform.tasks', 'platform.outbox']));
    expect(leaks(probes).map((probe) => probe.table)).toEqual(['platform.receipts', 'platform.tasks']);
  }), 60_000);
