import { isDeepStrictEqual } from 'node:util';
import { createListing, editListing, getMediaByIds, submitListing, type JudgeDeps, type Listing, type ListingContent } from '@stoa/catalog';
import { setStock } from '@stoa/inventory';
import type { Actor, Ctx, TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { changedStock, columnsOf, problemsOf } from './check-import.js';
import { fetchPictures, type FetchedPictures, type PictureDeps } from './fetch-pictures.js';
import type { Import, ImportId, ImportRow, Problem } from './import.js';
import { findImport, lockImport, updateImport } from './import.repository.js';
import { loadWorld } from './load-world.js';
import { readGroup, type GroupReading } from './read-group.js';
import { nextGroups, rowsOfGroups, writeResults } from './row.repository.js';

export type ApplyDeps = PictureDeps & JudgeDeps;
/** One listing is tried so often; then it is left out, and those behind it come in. */
const MAX_TRIES_OF_A_LISTING = 3;
const isWaiting = (row: ImportRow): boolean => row.state === 'to_create' || row.state === 'to_update';

/** Imports the next listing of a confirmed file: all its rows in one transaction, or none. False once there is none left. */
export async function applyNext(deps: ApplyDeps, ctx: Ctx, id: ImportId): Promise<boolean> {
  const next = await ctx.inTx((tx) => findNext(tx, id));
  if (next === null) return false;
  const own = asVendor(ctx, next.found);
  try {
    if (next.found.stumbles > MAX_TRIES_OF_A_LISTING) throw new DomainError('workspace.row_broke', 'conflict', 'Something broke on our side. Import this listing again later.');
    const fetched = await fetchPictures(deps, own, { importId: id, vendorId: next.found.vendorId, pictures: next.reading.pictures ?? [] });
    await own.inTx((tx) => applyGroup(deps, tx, next, fetched));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error; // it is tried again with the next lease
    await ctx.inTx((tx) => recordFailure(tx, next, error));
  }
  return true;
}

type Next = { found: Import; start: number; rows: ImportRow[]; reading: GroupReading };

async function findNext(tx: TxCtx, id: ImportId): Promise<Next | null> {
  const found = await findImport(tx, id);
  if (found?.state !== 'applying') return null;
  const [start] = [...(await nextGroups(tx, id, 'to_create', 1)), ...(await nextGroups(tx, id, 'to_update', 1))].sort((a, b) => a - b);
  if (start === undefined) {
    const now = await lockImport(tx, id);
    if (now.state === 'applying') await updateImport(tx, { ...now, state: 'done', dueAt: null, finishedAt: tx.now });
    return null;
  }
  return { found, start, ...(await readAnew(tx, found, start)) };
}

/** The rows as the world is now: between the dry run and this, listings may have been edited. */
async function readAnew(tx: TxCtx, found: Import, start: number): Promise<Pick<Next, 'rows' | 'reading'>> {
  const rows = await rowsOfGroups(tx, found.id, [start]);
  const columns = await columnsOf(tx, found);
  return { rows, reading: readGroup(rows, columns, await loadWorld(tx, found, columns, rows)) };
}

async function applyGroup(deps: ApplyDeps, tx: TxCtx, { found, start }: Next, fetched: FetchedPictures): Promise<void> {
  const locked = await lockImport(tx, found.id);
  const { rows, reading } = await readAnew(tx, locked, start);
  if (locked.state !== 'applying' || !rows.every(isWaiting)) return; // another worker was faster
  const problems = problemsOf(rows, reading);
  if ([...problems.values()].some((list) => list.length > 0)) return writeResults(tx, found.id, rows.map(({ number }) => ({ number, state: 'failed', problems: problems.get(number)!, note: null })));
  const content = { ...reading.content, media: await mediaOf(tx, reading, fetched) };
  const listing = await saveListing(tx, found, reading.existing, content);
  await setStock(tx, await changedStock(tx, content, reading.stock));
  const refusal = locked.submits && listing.isChanged ? await submitOrSay(deps, tx, listing.saved) : null;
  const note = [...fetched.refusals.map((reason) => `A picture is missing. ${reason}`), ...(refusal === null ? [] : [refusal])].join(' ').slice(0, 2_000) || null;
  const state = reading.existing === null ? 'created' : 'updated';
  await writeResults(tx, found.id, rows.map(({ number }, index) => ({ number, state, problems: [], note: index === 0 ? note : null })));
  await updateImport(tx, { ...locked, stumbles: 0 });
}

async function saveListing(tx: TxCtx, { vendorId }: Import, existing: Listing | null, content: ListingContent): Promise<{ saved: Listing; isChanged: boolean }> {
  if (existing === null) return { saved: await createListing(tx, vendorId, content), isChanged: true };
  if (isDeepStrictEqual(existing.content, content)) return { saved: existing, isChanged: false };
  return { saved: await editListing(tx, existing.id, { expectedVersion: existing.version, content }), isChanged: true };
}

/** The pictures in the order of the file. A fetched one that is the same as one the listing shows already takes its place, so that a file with addresses changes nothing the second time.
 *  Where an address gave none, the listing keeps what it shows, and the others join: a server that is down must not empty a shop. */
async function mediaOf(tx: TxCtx, { existing, content, pictures }: GroupReading, { media: fetched, refusals }: FetchedPictures): Promise<ListingContent['media']> {
  if (pictures === null) return content.media;
  const shown = existing?.content.media ?? [];
  const named = pictures.flatMap((picture) => ('mediaId' in picture ? [picture.mediaId] : (fetched.get(picture.url) ?? [])));
  const wanted = refusals.length === 0 ? named : [...shown.map(({ mediaId }) => mediaId), ...named];
  const known = await getMediaByIds(tx, [...wanted, ...shown.map(({ mediaId }) => mediaId)]);
  const media = wanted.map((mediaId) => shown.find((picture) => picture.mediaId === mediaId || known.get(picture.mediaId)?.sha256 === known.get(mediaId)?.sha256) ?? { mediaId, alt: {} });
  return media.filter(({ mediaId }, index) => media.findIndex((other) => other.mediaId === mediaId) === index);
}

/** A draft that is not ready stays a draft; the vendor reads why beside its rows. The catalog refuses before it writes anything. */
async function submitOrSay(deps: JudgeDeps, tx: TxCtx, listing: Listing): Promise<string | null> {
  try {
    await submitListing(tx, deps, listing.id);
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `Saved as a draft. ${error.message}`.slice(0, 2_000);
  }
}

async function recordFailure(tx: TxCtx, { found, start }: Next, error: DomainError): Promise<void> {
  const locked = await lockImport(tx, found.id);
  const rows = await rowsOfGroups(tx, found.id, [start]);
  if (locked.state !== 'applying' || !rows.every(isWaiting)) return; // canceled, or another worker was faster and had better luck
  const problem: Problem = { column: null, message: error.message };
  await writeResults(tx, found.id, rows.map(({ number }, index) => ({ number, state: 'failed', problems: index === 0 ? [problem] : [], note: null })));
  await updateImport(tx, { ...locked, stumbles: 0 });
}

/** The worker acts for the person who uploaded the file: the catalog and the warehouse see their vendor, and the audit trail their name. */
function asVendor(ctx: Ctx, found: Import): Ctx {
  const actor: Actor = { ...found.createdBy, vendorId: found.vendorId, permissions: new Set(['catalog.write', ...(found.maySetStock ? ['inventory.write'] : [])]) };
  return { ...ctx, actor, inTx: (work) => ctx.inTx((tx) => work({ ...tx, actor })), inRead: (work) => ctx.inRead((tx) => work({ ...tx, actor })) };
}
