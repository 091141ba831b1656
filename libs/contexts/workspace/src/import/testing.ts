import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { listOwnListings, type Listing } from '@stoa/catalog';
import { savedCategory } from '@stoa/catalog/testing';
import { loadOfferingPacks } from '@stoa/compliance';
import type { VendorId } from '@stoa/events/vendors';
import { savedWarehouse } from '@stoa/inventory/testing';
import type { Ctx } from '@stoa/platform/context';
import { diskFiles } from '@stoa/platform/files';
import { actor, withDatabase, type TestEnvironment } from '@stoa/platform/testing';
import { savedVendor } from '@stoa/vendors/testing';
import { advanceImports } from './advance-imports.js';
import type { ApplyDeps } from './apply-import.js';
import { writeBadRows } from './bad-rows.js';
import { confirmImport } from './confirm-import.js';
import { exportListings } from './export-listings.js';
import { LEASE_MS, type Import, type ImportId, type RowState } from './import.js';
import { findImport } from './import.repository.js';
import { listRows, tallyRows } from './row.repository.js';
import { uploadImport } from './upload-import.js';

export type Bench = {
  env: TestEnvironment; ctx: Ctx; own: Ctx; other: Ctx; vendorId: VendorId; otherVendorId: VendorId; deps: ApplyDeps & { fetched: string[] };
  upload(text: string | Buffer | Readable): Promise<Import>;
  /** What the worker does at its next look, or at one so many leases later. */
  work(leasesLater?: number): Promise<number>;
  checked(text: string): Promise<Import>;
  confirm(id: ImportId, submits?: boolean): Promise<Import>;
  read(id: ImportId): Promise<Import>;
  /** Each row as `number state reasons`. */
  rows(id: ImportId): Promise<string[]>;
  listings(): Promise<Listing[]>;
  exported(): Promise<string>;
  badRows(id: ImportId): Promise<string>;
  /** What lies in the store. */
  files(): Promise<string[]>;
};

const offeringPacks = loadOfferingPacks('config/rule-packs/compliance');
const ALL: RowState[] = ['read', 'bad', 'to_create', 'to_update', 'to_keep', 'created', 'updated', 'kept', 'failed'];

/** A German pottery with a warehouse called Leipzig, a stranger beside it, and a worker that goes when it is told to. */
export const withBench = (work: (bench: Bench) => Promise<void>): Promise<void> =>
  withDatabase(async (env) => {
    const directory = await mkdtemp(join(tmpdir(), 'stoa-imports-'));
    try {
      await work(await openBench(env, directory));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

async function openBench(env: TestEnvironment, directory: string): Promise<Bench> {
  const { ctx } = env;
  const [vendor, stranger] = await ctx.inTx(async (tx) => {
    const both = [await savedVendor(tx), await savedVendor(tx)] as const;
    await savedCategory(tx);
    await savedWarehouse(tx, { vendorId: both[0].id, name: 'Leipzig' });
    await savedWarehouse(tx, { vendorId: both[1].id, name: 'Halle' });
    return both;
  });
  const files = diskFiles(directory);
  const fetched: string[] = [];
  const red = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a24a3c' } }).png().toBuffer();
  const deps: Bench['deps'] = { files, offeringPacks, fetched, fetchPicture: async (url) => { fetched.push(url); return red; } };
  const own = env.as(actor.vendor(vendor.id));
  const text = async (stream: Readable) => {
    const parts: Buffer[] = [];
    for await (const part of stream as AsyncIterable<Buffer | string>) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString();
  };
  const bench: Bench = {
    env, ctx, own, other: env.as(actor.vendor(stranger.id)), vendorId: vendor.id, otherVendorId: stranger.id, deps,
    upload: (sent) => uploadImport(deps, own, { vendorId: vendor.id, fileName: 'mugs.csv', body: sent instanceof Readable ? sent : Readable.from([Buffer.from(sent)]) }),
    work: (leasesLater = 0) => advanceImports(deps, later(ctx, leasesLater * LEASE_MS)),
    checked: async (sent) => {
      const { id } = await bench.upload(sent);
      await bench.work();
      return bench.read(id);
    },
    confirm: async (id, submits = false) => {
      await own.inTx((tx) => confirmImport(tx, id, { submits }));
      await bench.work();
      return bench.read(id);
    },
    read: async (id) => (await ctx.inRead((tx) => findImport(tx, id)))!,
    rows: async (id) => (await ctx.inRead((tx) => listRows(tx, id, { states: ALL, after: 0, limit: 1_000 }))).map((row) => [row.number, row.state, ...row.problems.map(({ column, message }) => `${column}: ${message}`), row.note ?? ''].join(' ').trim()),
    listings: () => ctx.inRead((tx) => listOwnListings(tx, vendor.id, { after: null, limit: 1_000 })),
    exported: async () => text(await exportListings(own, vendor.id)),
    files: async () => (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name),
    badRows: async (id) => text((await writeBadRows(own, id)).stream),
  };
  return bench;
}

/** The same place so much later. */
export function later(ctx: Ctx, ms: number): Ctx {
  const now = new Date(ctx.now.getTime() + ms);
  return { ...ctx, now, inTx: (run) => ctx.inTx((tx) => run({ ...tx, now })), inRead: (run) => ctx.inRead((tx) => run({ ...tx, now })) };
}

/** How many listings stand where. */
export const listingsBy = async (ctx: Ctx, id: ImportId): Promise<Partial<Record<RowState, number>>> => {
  const { tally } = (await ctx.inRead((tx) => tallyRows(tx, [id]))).get(id)!;
  return Object.fromEntries(Object.entries(tally).filter(([, { rows }]) => rows > 0).map(([state, { listings }]) => [state, listings]));
};
