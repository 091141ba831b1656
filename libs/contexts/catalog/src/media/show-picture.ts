import type { TenantId } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { tenantKey, type FileStore, type StoredFile } from '@stoa/platform/files';
import type { MediaId } from '@stoa/events/catalog';
import { originalPath, variantPath, type Width } from './media.js';
import { pictureNotFound } from './media.errors.js';

const WAITING_AT_MOST = 64;
const busy = () => new DomainError('catalog.pictures_busy', 'unavailable', 'Too many pictures are being drawn right now. Try again in a second.', { retryAfterSeconds: 1 });

export type PictureShop = { show(picture: { tenantId: TenantId; id: MediaId; width: Width }): Promise<StoredFile> };

/** Shows pictures at the listed widths. Each is drawn when it is first asked for and kept; those who ask meanwhile wait for the same drawing. */
export function openPictureShop(files: FileStore): PictureShop {
  const drawing = new Map<string, Promise<StoredFile>>();
  return {
    show: async ({ tenantId, id, width }) => {
      const key = tenantKey(tenantId, variantPath({ id }, width));
      const kept = await files.get(key);
      if (kept) return kept;
      const underWay = drawing.get(key);
      if (underWay) return underWay;
      if (drawing.size >= WAITING_AT_MOST) throw busy();
      const drawn = draw(files, { key, original: tenantKey(tenantId, originalPath({ id })), width }).finally(() => drawing.delete(key));
      drawing.set(key, drawn);
      return drawn;
    },
  };
}

async function draw(files: FileStore, { key, original, width }: { key: string; original: string; width: Width }): Promise<StoredFile> {
  const source = await files.get(original);
  if (!source) throw pictureNotFound();
  const { default: sharp } = await import('sharp'); // with the first picture that has to be drawn
  const bytes = await sharp(source.bytes).resize({ width, withoutEnlargement: true }).webp({ quality: width <= 160 ? 70 : 78 }).toBuffer();
  await files.put(key, bytes, 'image/webp');
  return { bytes, contentType: 'image/webp' };
}
