import { describe, expect, test } from '@jest/globals';
import { listDead, retryDead, runEventJob, type EventJob } from '@stoa/platform/events';
import { silentLog } from '@stoa/platform/log';
import { deliverAll } from '@stoa/platform/testing';
import { subscriptions } from '../subscribers.js';
import type { ImportId } from './import.js';
import { claimDueImport, lockImport, updateImport } from './import.repository.js';
import { sweepImportFiles } from './sweep-files.js';
import { later, listingsBy, withBench, type Bench } from './testing.js';

const DAY_MS = 86_400_000;
const dead = async ({ ctx }: Bench) => (await ctx.inRead((tx) => listDead(tx, { limit: 10, after: null }))).map(({ handler, eventName, attempts, error }) => ({ handler, eventName, attempts, error }));
const failedAs = (error: string) => ({ handler: 'workspace.resume_import', eventName: 'workspace.import_given_up', attempts: 6, error });
const tries = [0, 1, 2, 3, 4, 5];

/** What the page of dead tasks does, and the queue after it. */
async function retry(bench: Bench): Promise<void> {
  const [task] = await bench.ctx.inRead((tx) => listDead(tx, { limit: 1, after: null }));
  const jobs: EventJob[] = [];
  expect(await retryDead(bench.ctx, task!.id, async (batch) => void jobs.push(...batch))).toBe(true);
  for (const job of jobs) await runEventJob({ db: bench.env.db, clock: { now: () => bench.ctx.now }, log: silentLog }, subscriptions, job);
}
const breakHeader = ({ ctx }: Bench, id: ImportId, header: readonly string[]) => ctx.inTx(async (tx) => updateImport(tx, { ...(await lockImport(tx, id)), header }));

describe('an import that breaks at each try', () => {
  test('while it is read is given up, and goes on when somebody tries it again', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload('sku,title\nA-1,Eins\n');
      const { files } = bench.deps;
      bench.deps.files = { ...files, stream: async () => { throw new Error('The disk is gone.'); } };
      for (const leases of tries) await expect(bench.work(leases)).rejects.toThrow('The disk is gone.');

      expect(await bench.read(id)).toMatchObject({ state: 'failed', problem: 'Something broke on our side, again and again. Nothing was changed. The operator knows of it.', dueAt: null, finishedAt: expect.any(Date) });
      expect([await dead(bench), await bench.work(100)]).toEqual([[failedAs('The disk is gone.')], 0]);
      await deliverAll(bench.env.db, subscriptions); // told to nobody: it stays as it is until somebody says so
      expect((await bench.read(id)).state).toBe('failed');

      bench.deps.files = files;
      await retry(bench);
      await bench.work();
      expect([await dead(bench), await bench.read(id), await bench.rows(id)]).toMatchObject([[], { state: 'checked', problem: null, finishedAt: null }, ['2 to_create']]);
    }));

  test('while it is checked is given up there', () =>
    withBench(async (bench) => {
      const { id, header } = await bench.checked('sku,title\nA-1,Eins\n');
      await bench.ctx.inTx(async (tx) => {
        await updateImport(tx, { ...(await lockImport(tx, id)), state: 'checking', dueAt: tx.now, header: ['nonsense'] });
        await tx.tx('workspace.import_rows').where('tenant_id', tx.tenantId).update({ state: 'read' });
      });
      for (const leases of tries) await expect(bench.work(leases)).rejects.toThrow('“nonsense” is no column');

      expect([(await bench.read(id)).state, await dead(bench)]).toEqual(['failed', [failedAs('“nonsense” is no column of a listing file. Take the names of an exported file.')]]);
      await breakHeader(bench, id, header!);
      await retry(bench);
      await bench.work();
      expect([(await bench.read(id)).state, await bench.rows(id)]).toEqual(['checked', ['2 to_create']]);
    }));

  test('because whoever takes it up dies is given up, too', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload('sku,title\nA-1,Eins\n');
      for (const leases of tries) expect((await later(bench.ctx, leases * 300_000).inTx(claimDueImport))?.id).toBe(id);
      expect(await bench.work(6)).toBe(1);
      expect([(await bench.read(id)).state, await dead(bench)]).toEqual(['failed', [{ ...failedAs('Whoever took it up did not come back.'), attempts: 7 }]]);
    }));

  test('and then gets on with it has all its tries again', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload(`sku,title\n${Array.from({ length: 501 }, (_, n) => `S-${n},Becher\n`).join('')}`);
      const { files } = bench.deps;
      bench.deps.files = { ...files, stream: async () => { throw new Error('The disk is gone.'); } };
      for (const leases of tries.slice(1)) await expect(bench.work(leases)).rejects.toThrow('The disk is gone.');
      bench.deps.files = files;
      expect(await bench.work(6)).toBe(1);
      expect([await bench.read(id), await listingsBy(bench.ctx, id), await dead(bench)]).toMatchObject([{ state: 'checked', stumbles: 0 }, { to_create: 501 }, []]);
    }));

  test('while it comes in is given up with what is in', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title\nA-1,Eins\nA-2,Zwei\n');
      await breakHeader(bench, id, ['nonsense', 'title']);
      await expect(bench.confirm(id)).rejects.toThrow('nonsense');
      for (const leases of tries.slice(1)) await bench.work(leases).catch((error: unknown) => expect(String(error)).toContain('nonsense'));
      expect((await bench.read(id)).state).toBe('failed');
    }));
});

describe('the file of an import', () => {
  test('goes after thirty days, its row and its rows stay', () =>
    withBench(async (bench) => {
      const { id } = await bench.checked('sku,title\nA-1,Eins\n');
      const young = await bench.checked('sku,title\nA-2,Zwei\n');
      const before = await bench.files();
      expect(await sweepImportFiles(bench.deps, later(bench.ctx, 30 * DAY_MS))).toBe(0);
      expect(await bench.files()).toEqual(before);
      await bench.ctx.inTx(async (tx) => updateImport(tx, { ...young, createdAt: new Date(tx.now.getTime() + DAY_MS) }));

      expect(await sweepImportFiles(bench.deps, later(bench.ctx, 30 * DAY_MS + 1))).toBe(1);

      expect((await bench.files()).filter((name) => name.startsWith(id))).toEqual([]);
      expect((await bench.files()).sort()).toEqual(before.filter((name) => name.startsWith(young.id)).sort());
      expect([await bench.read(id), await bench.rows(id)]).toMatchObject([{ state: 'checked', fileRemovedAt: expect.any(Date) }, ['2 to_create']]);
      expect(await sweepImportFiles(bench.deps, later(bench.ctx, 30 * DAY_MS + 1))).toBe(0);
    }));

  test('stays while it is being read, and a sweeper that dies in between is followed by another', () =>
    withBench(async (bench) => {
      const { id } = await bench.upload('sku,title\nA-1,Eins\n');
      expect(await sweepImportFiles(bench.deps, later(bench.ctx, 40 * DAY_MS))).toBe(0);
      await bench.work();
      const dying = { ...bench.ctx, now: new Date(bench.ctx.now.getTime() + 40 * DAY_MS), inTx: async (): Promise<never> => { throw new Error('The power is gone.'); } };
      await expect(sweepImportFiles(bench.deps, dying)).rejects.toThrow('The power is gone.');
      expect([await bench.files(), (await bench.read(id)).fileRemovedAt]).toEqual([[], null]);
      expect(await sweepImportFiles(bench.deps, later(bench.ctx, 40 * DAY_MS))).toBe(1);
      expect((await bench.read(id)).fileRemovedAt).not.toBeNull();
    }));

  test('that is gone cannot be read again: the dead task says so', () =>
    withBench(async (bench) => {
      await bench.upload('sku,title\nA-1,Eins\n');
      bench.deps.files = { ...bench.deps.files, stream: async () => { throw new Error('The disk is gone.'); } };
      for (const leases of tries) await expect(bench.work(leases)).rejects.toThrow('The disk is gone.');
      await sweepImportFiles(bench.deps, later(bench.ctx, 40 * DAY_MS));
      await expect(retry(bench)).rejects.toMatchObject({ code: 'workspace.import_file_gone' });
    }));
});
