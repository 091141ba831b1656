import express, { Router } from 'express';
import { z } from 'zod';
import type { FileStore } from '@stoa/platform/files';
import { route, type Route } from '@stoa/platform/http';
import type { VendorId } from '@stoa/events/catalog';
import { isWidth } from './media.js';
import { MAX_UPLOAD_BYTES, pictureNotFound } from './media.errors.js';
import { fileName, mediaId, pictureBody, pictureTenantId, pictureView, toPictureView } from './media.schemas.js';
import { openPictureShop } from './show-picture.js';
import { uploadPicture } from './upload-picture.js';

/** Where a vendor sends its pictures. */
export const mediaRoutes = (deps: { files: FileStore }): Route[] => [
  route({
    method: 'post', path: '/v1/vendor/media', summary: 'Upload a picture', answers: { 422: 'This is no picture, or it is damaged.' }, audience: 'vendor', permission: 'catalog.write', query: z.strictObject({ file_name: fileName.optional() }), body: pictureBody, consumes: 'image/*', response: pictureView, status: 201,
    description: 'The body is the picture itself. It is drawn anew, turned upright, and what cameras write into it is dropped. A table of listings may name it by its `file_name`.',
    example: () => ({ body: EXAMPLE_PNG, headers: { 'Content-Type': 'image/png' } }),
    handle: async (ctx, { body, query }) => toPictureView(ctx.tenantId, await uploadPicture(deps, ctx, ctx.actor.vendorId as VendorId, body, { fileName: query.file_name ?? null })),
  }),
];

/** Reads the raw bytes of uploads. It stands before the JSON parser, for this one path. */
export const pictureUploads = (): Router => {
  const router = Router();
  router.post('/v1/vendor/media', express.raw({ type: ['image/*', 'application/octet-stream'], limit: MAX_UPLOAD_BYTES }));
  return router;
};

/** Shows pictures to everybody: `/media/<tenant>/<media>/<width>.webp`. No tenant is opened and no row is read; what an address answers never changes. */
export function pictureRouter(deps: { files: FileStore }): Router {
  const router = Router();
  const shop = openPictureShop(deps.files);
  router.get('/media/:tenant_id/:media_id/:file', async (req, res) => {
    const tenant = pictureTenantId.safeParse(req.params.tenant_id);
    const media = mediaId.safeParse(req.params.media_id);
    const width = Number(/^(\d{2,4})\.webp$/.exec(req.params.file)?.[1] ?? 0);
    if (!tenant.success || !media.success || !isWidth(width)) {
      res.set('Cache-Control', 'no-store');
      throw pictureNotFound();
    }
    const etag = `"${req.params.media_id}-${width}"`;
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', ETag: etag, 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    if (req.get('if-none-match') === etag) return void res.status(304).end();
    try {
      const { bytes, contentType } = await shop.show({ tenantId: tenant.data, id: media.data, width });
      res.type(contentType).send(bytes);
    } catch (error) {
      res.removeHeader('ETag');
      res.set('Cache-Control', 'no-store'); // a refusal is not for ever
      throw error;
    }
  });
  return router;
}

/** One grey pixel. */
const EXAMPLE_PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');
