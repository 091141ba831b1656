import { z } from 'zod';
import { wireId } from '@stoa/platform/typeid';
import type { TenantId } from '@stoa/platform/context';
import type { MediaId } from '@stoa/events/catalog';
import type { Media, Width } from './media.js';

export const mediaId = wireId<MediaId, 'med'>('med');
export const pictureTenantId = wireId<TenantId, 'tnt'>('tnt');

/** The address of a picture at a width, the same on every host. What it answers never changes. */
export const pictureUrl = (tenantId: TenantId, id: MediaId, width: Width): string => `/media/${pictureTenantId.toWire(tenantId)}/${mediaId.toWire(id)}/${width}.webp`;

export const pictureView = z.object({ id: mediaId.wire, url: z.string(), width: z.int(), height: z.int() }).meta({ id: 'Picture' });

/** `url` is 640 wide; other widths stand in the same place. Width and height are the original's, so that a page can keep the room free. */
export const toPictureView = (tenantId: TenantId, media: Media): z.input<typeof pictureView> => ({ id: mediaId.toWire(media.id), url: pictureUrl(tenantId, media.id, 640), width: media.width, height: media.height });

/** As the vendor's disk calls it; without a path. */
export const fileName = z.string().trim().min(1).max(200).regex(/^[^/\\|]+$/, 'A file name has no slash and no vertical line.');

export const pictureBody = z
  .custom<Buffer>((value) => Buffer.isBuffer(value) && value.length > 0, 'Send the picture itself as the body, with Content-Type image/png, image/jpeg or image/webp.')
  .meta({ type: 'string', format: 'binary', description: 'The bytes of a PNG, JPEG or WebP picture, at most 8 MB.' });
