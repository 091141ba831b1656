import type { ListingId } from '@stoa/events/catalog';
import type { Ctx } from '@stoa/platform/context';
import type { ListingState } from './document.js';
import { listKnownVersions, putListingState } from './document.repository.js';
import type { SearchServer } from './opensearch.js';
import { readState } from './read-state.js';

const PAGE = 200;
type Known = { readonly listingId: ListingId; readonly version: bigint };

/** Reads listings anew and writes what it finds to both indexes under one version, so that they can be compared. */
export async function sendListings(ctx: Ctx, server: SearchServer, listingIds: readonly ListingId[]): Promise<void> {
  if (listingIds.length === 0) return;
  const states = await ctx.inTx(async (tx) => {
    const read: ListingState[] = [];
    // In the order of their ids, as everybody locks them.
    for (const listingId of [...listingIds].sort()) {
      const state = await readState(tx, listingId);
      await putListingState(tx, state);
      read.push(state);
    }
    return read;
  });
  await server.put(ctx.tenantId, states);
}

/** Brings to the server what it lacks or knows an older state of; answers with how many listings that were. A server that was empty is filled by it. */
export async function mendServer(ctx: Ctx, server: SearchServer): Promise<number> {
  const indices = await server.targets();
  const pageAfter = (after: ListingId | null): Promise<Known[]> => ctx.inRead((tx) => listKnownVersions(tx, after, PAGE));
  let drift = 0;
  let known = await pageAfter(null);
  while (known.length > 0) {
    const behind = new Set<ListingId>();
    for (const index of indices) {
      const there = await server.versions(index, ctx.tenantId, known.map((each) => each.listingId));
      for (const { listingId, version } of known) if ((there.get(listingId) ?? -1n) < version) behind.add(listingId);
    }
    await sendListings(ctx, server, [...behind]);
    drift += behind.size;
    known = await pageAfter(known.at(-1)!.listingId);
  }
  if (drift > 0) ctx.log.warn({ drift }, 'listings on the search server were missing or old, and were sent again');
  return drift;
}

/** Fills a new index while reading and writing go on, then turns reading to it. Writes reach both from the moment it exists; what was written before lies in PostgreSQL and is read from there. */
export async function rebuildServer(server: SearchServer, name: string, tenants: readonly Ctx[]): Promise<void> {
  const old = await server.targets();
  await server.createIndex(name);
  await server.turn([{ add: { index: name, alias: server.writing } }]);
  for (const ctx of tenants) await mendServer(ctx, server);
  await server.refresh();
  await server.turn([{ add: { index: name, alias: server.reading } }, ...old.flatMap((index) => [{ remove: { index, alias: server.reading, must_exist: false } }, { remove: { index, alias: server.writing } }])]);
  for (const index of old) await server.send('DELETE', `/${index}`);
}
