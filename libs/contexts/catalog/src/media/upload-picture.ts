import { createHash } from 'node:crypto';
import type { OutputInfo } from 'sharp';
import { audit } from '@stoa/platform/audit';
import type { Ctx } from '@stoa/platform/context';
import { tenantKey, type FileStore } from '@stoa/platform/files';
import { newId } from '@stoa/platform/ids';
import type { MediaId, VendorId } from '@stoa/events/catalog';
import { kindOf, originalPath, toFileName, type Media } from './media.js';
import { MAX_UPLOAD_BYTES, notAPicture, pictureTooLarge } from './media.errors.js';
import { insertMedia } from './media.repository.js';

const MAX_PIXELS = 50_000_000;
const LONGEST_SIDE = 2_400;
/** Half the time of the encoder's default for a tenth more bytes: shoppers get the smaller widths, which are drawn from this one. */
const EFFORT = 2;

/** Keeps a vendor's picture: drawn anew by us, upright and without what cameras write into it. The bytes that were sent are not kept. Whoever may have to do it again names its id: it is then kept once. */
export async function uploadPicture(deps: { files: FileStore }, ctx: Ctx, vendorId: VendorId, sent: Buffer, { fileName = null, id = newId<MediaId>() }: { fileName?: string | null; id?: MediaId } = {}): Promise<Media> {
  if (sent.length > MAX_UPLOAD_BYTES) throw pictureTooLarge();
  if (kindOf(sent) === null) throw notAPicture();
  const { data, info } = await redraw(sent);
  const media: Media = {
    id, vendorId, sha256: createHash('sha256').update(data).digest('hex'), width: info.width, height: info.height, sizeBytes: data.length, fileName: fileName === null ? null : toFileName(fileName), createdAt: ctx.now,
  };
  // The file first: a file without its row is dust, a row without its file a hole in a page.
  await deps.files.put(tenantKey(ctx.tenantId, originalPath(media)), data, 'image/webp');
  await ctx.inTx(async (tx) => {
    if (await insertMedia(tx, media)) await audit(tx, { action: 'catalog.picture_uploaded', subject: { kind: 'media', id: media.id }, before: null, after: { vendorId, sha256: media.sha256 } });
  });
  return media;
}

async function redraw(sent: Buffer): Promise<{ data: Buffer; info: OutputInfo }> {
  const { default: sharp } = await import('sharp'); // with the first picture: most processes never see one
  try {
    const picture = sharp(sent, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false });
    const { width = 0, height = 0 } = await picture.metadata();
    if (width * height > MAX_PIXELS) throw pictureTooLarge();
    return await picture.rotate().resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true }).webp({ quality: 90, effort: EFFORT }).toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw pictureTooLarge();
    // Whatever else the decoder trips over is the picture's fault: sharp does not say it in codes.
    throw error instanceof Error && error.name === 'DomainError' ? error : notAPicture();
  }
}
