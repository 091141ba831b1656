import { getMediaByIds, uploadPicture } from '@stoa/catalog';
import type { MediaId, VendorId } from '@stoa/events/catalog';
import type { Ctx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import type { FileStore } from '@stoa/platform/files';
import { fetchPublic } from '@stoa/platform/public-fetch';
import type { ImportId } from './import.js';
import { namePictures } from './fetched-picture.repository.js';
import type { Picture } from './read-pictures.js';

/** Brings the bytes behind an address on the internet. */
export type FetchPicture = (url: string) => Promise<Buffer>;
export type PictureDeps = { files: FileStore; fetchPicture: FetchPicture };

const LIMITS = { maxBytes: 8 * 1024 * 1024, timeoutMs: 10_000, maxRedirects: 3 };

/** What the worker uses: the public internet, nothing behind it, and neither large nor slow. */
export const fetchPictureFromInternet: FetchPicture = (url) => fetchPublic(url, LIMITS);

/** What came of the addresses of a listing: the pictures, and why others are missing. */
export type FetchedPictures = { readonly media: ReadonlyMap<string, MediaId>; readonly refusals: readonly string[] };

/** Fetches the pictures of a listing that are given as addresses and keeps them as the vendor's own. Each address once per import, also when it is repeated after a crash. One that gives no picture is told and left out. */
export async function fetchPictures(deps: PictureDeps, ctx: Ctx, wanted: { importId: ImportId; vendorId: VendorId; pictures: readonly Picture[] }): Promise<FetchedPictures> {
  const urls = [...new Set(wanted.pictures.flatMap((picture) => ('url' in picture ? [picture.url] : [])))];
  const named = await ctx.inTx((tx) => namePictures(tx, wanted.importId, urls));
  const here = await ctx.inRead((tx) => getMediaByIds(tx, [...named.values()]));
  const media = new Map([...named].filter(([, id]) => here.has(id)));
  const refusals: string[] = [];
  for (const [url, id] of [...named].filter(([, known]) => !here.has(known))) {
    try {
      await uploadPicture(deps, ctx, wanted.vendorId, await deps.fetchPicture(url), { id });
      media.set(url, id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.push(`${url.slice(0, 200)}: ${error.message}`);
    }
  }
  return { media, refusals };
}
