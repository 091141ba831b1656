import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import sharp from 'sharp';
import request from 'supertest';
import { actor, audited, withDatabase } from '@stoa/platform/testing';
import { diskFiles, tenantKey, type FileStore } from '@stoa/platform/files';
import { problems } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import type { TenantId } from '@stoa/platform/context';
import type { MediaId, VendorId } from '@stoa/events/catalog';
import { kindOf, originalPath } from './media.js';
import { getMediaByIds } from './media.repository.js';
import { pictureRouter } from './media.routes.js';
import { mediaId, pictureTenantId, pictureUrl } from './media.schemas.js';
import { openPictureShop } from './show-picture.js';
import { uploadPicture } from './upload-picture.js';

let dir: string;
let files: FileStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'stoa-pictures-'));
  files = diskFiles(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const red = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#a24a3c' } });

test('what the first bytes say counts', async () => {
  expect([kindOf(await red(4, 4).png().toBuffer()), kindOf(await red(4, 4).jpeg().toBuffer()), kindOf(await red(4, 4).webp().toBuffer())]).toEqual(['png', 'jpeg', 'webp']);
  expect([kindOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), kindOf(Buffer.from('GIF89a')), kindOf(Buffer.alloc(0))]).toEqual([null, null, null]);
});

describe('an uploaded picture', () => {
  test('is drawn anew, upright, no larger than needed, and without what the camera wrote', () =>
    withDatabase(async ({ ctx }) => {
      const vendorId = newId<VendorId>();
      const sent = await red(3_000, 1_500).withMetadata({ orientation: 6, exif: { IFD0: { Copyright: 'Karla Brandt' } } }).jpeg().toBuffer();

      const media = await uploadPicture({ files }, ctx, vendorId, sent);

      expect(media).toMatchObject({ vendorId, width: 1_200, height: 2_400 });
      const kept = (await files.get(tenantKey(ctx.tenantId, originalPath(media))))!;
      expect(await sharp(kept.bytes).metadata()).toMatchObject({ format: 'webp', width: 1_200, height: 2_400 });
      expect((await sharp(kept.bytes).metadata()).exif).toBeUndefined();
      expect((await ctx.inRead((tx) => getMediaByIds(tx, [media.id]))).get(media.id)).toEqual(media);
      expect(await audited(ctx)).toMatchObject([{ action: 'catalog.picture_uploaded', subject_id: media.id }]);
    }));

  test('that is none is refused, and nothing is kept', () =>
    withDatabase(async ({ ctx, as }) => {
      const own = as(actor.vendor(newId()));
      const upload = (bytes: Buffer) => uploadPicture({ files }, own, newId<VendorId>(), bytes);
      await expect(upload(Buffer.from('<svg onload="alert(1)"/>'))).rejects.toMatchObject({ code: 'catalog.not_a_picture' });
      await expect(upload((await red(40, 40).png().toBuffer()).subarray(0, 60))).rejects.toMatchObject({ code: 'catalog.not_a_picture' });
      await expect(upload(Buffer.alloc(8 * 1024 * 1024 + 1, 0x89))).rejects.toMatchObject({ code: 'catalog.picture_too_large', kind: 'too_large' });
      await expect(upload(await red(9_000, 9_000).png().toBuffer())).rejects.toMatchObject({ code: 'catalog.picture_too_large' });
      expect(await audited(ctx)).toEqual([]);
    }));
});

test('a picture is drawn once per width, however many ask at once, and never blown up', async () => {
  const tenantId = newId<TenantId>();
  const id = newId<MediaId>();
  await files.put(tenantKey(tenantId, originalPath({ id })), await red(500, 400).webp().toBuffer(), 'image/webp');
  let written = 0;
  const counting: FileStore = { ...files, put: (key, bytes, type) => ((written += 1), files.put(key, bytes, type)) };
  const shop = openPictureShop(counting);

  const shown = await Promise.all(Array.from({ length: 8 }, () => shop.show({ tenantId, id, width: 320 })));

  expect(written).toBe(1);
  expect(await sharp(shown[0]!.bytes).metadata()).toMatchObject({ format: 'webp', width: 320, height: 256 });
  expect((await sharp((await shop.show({ tenantId, id, width: 960 })).bytes).metadata()).width).toBe(500);
  await expect(shop.show({ tenantId: newId<TenantId>(), id, width: 320 })).rejects.toMatchObject({ code: 'catalog.media_not_found' });
});

test('pictures are shown to everybody, for ever, at the listed widths only', async () => {
  const app = express().use(pictureRouter({ files }), problems);
  const tenantId = newId<TenantId>();
  const id = newId<MediaId>();
  await files.put(tenantKey(tenantId, originalPath({ id })), await red(500, 400).webp().toBuffer(), 'image/webp');

  const shown = await request(app).get(pictureUrl(tenantId, id, 160)).expect(200);
  expect(shown.headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' });
  await request(app).get(pictureUrl(tenantId, id, 160)).set('If-None-Match', shown.headers['etag']!).expect(304);

  const elsewhere = [pictureUrl(newId<TenantId>(), id, 160), pictureUrl(tenantId, newId<MediaId>(), 160), `/media/${pictureTenantId.toWire(tenantId)}/${mediaId.toWire(id)}/161.webp`, `/media/${tenantId}/${id}/160.webp`, `/media/${pictureTenantId.toWire(tenantId)}/..%2f..%2f/160.webp`];
  for (const path of elsewhere) {
    const { headers, body } = await request(app).get(path).expect(404);
    expect([body.code, headers['cache-control']]).toEqual(['catalog.media_not_found', 'no-store']);
  }
});
