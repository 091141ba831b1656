import { Router } from 'express';
import { z } from 'zod';
import type { VendorId } from '@stoa/events/vendors';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import type { FileStore } from '@stoa/platform/files';
import { file, page, pageOf, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import { isUuid } from '@stoa/platform/ids';
import { writeBadRows } from './bad-rows.js';
import { cancelImport } from './cancel-import.js';
import { confirmImport } from './confirm-import.js';
import { describeColumns, writeTemplate } from './describe-columns.js';
import { exportListings } from './export-listings.js';
import { fileTooLarge } from './import.errors.js';
import { MAX_FILE_BYTES, type Import, type ImportId, type RowState } from './import.js';
import { isBehindAnother, listImports } from './import.repository.js';
import { columnsView, fileBody, importId, importRowView, importView, problemCountView, rowState, toColumnsView, toImportRowView, toImportView, toProblemCountView } from './import.schemas.js';
import { getOwnImport } from './own-import.js';
import { countProblems, listRows, tallyRows } from './row.repository.js';
import { uploadImport } from './upload-import.js';

export type ImportRouteDeps = { files: FileStore };

const params = z.object({ import_id: importId });
const cursor = z.string().refine(isUuid) as unknown as z.ZodType<ImportId>;
const vendorOf = (ctx: Ctx) => ctx.actor.vendorId as VendorId;
const viewsOf = async (tx: TxCtx, found: readonly Import[]) => {
  const standings = await tallyRows(tx, found.map(({ id }) => id));
  const views: ReturnType<typeof toImportView>[] = [];
  for (const made of found) views.push(toImportView(made, { ...standings.get(made.id)!, waits: made.state === 'applying' && (await isBehindAnother(tx, made.id)) }));
  return views;
};
const viewOf = async (tx: TxCtx, found: Import) => (await viewsOf(tx, [found]))[0]!;
const PROBLEMS = 50;
const example = (world: RouteWorld) => ({ params: { import_id: world.vendorA.import } });

/** Hands the body of an upload on as it comes in. It stands before the JSON parser, for this one path. */
export const importUploads = (): Router => {
  const router = Router();
  router.post('/v1/vendor/imports', (req, _res, next) => {
    if (Number(req.get('content-length')) > MAX_FILE_BYTES) throw fileTooLarge(); // before anything of it is read
    if (req.is('text/csv')) req.body = req;
    next();
  });
  return router;
};

/** A vendor's tables of listings: in with a dry run before anything changes, and out in the same format. */
export const importRoutes = (deps: ImportRouteDeps): Route[] => [
  route({
    method: 'post', path: '/v1/vendor/imports', summary: 'Upload a table of listings', answers: { 413: 'The file is larger than 64 MB.' }, audience: 'vendor', permission: 'catalog.write', consumes: 'text/csv', status: 201,
    description: 'One row per variant; the columns are those of an exported file. The file is checked in the background; nothing changes before the import is confirmed.',
    query: z.strictObject({ file_name: z.string().trim().min(1).max(200) }), body: fileBody, response: importView,
    example: () => ({ query: { file_name: 'mugs.csv' }, body: Buffer.from('sku,title\r\nMUG-1,Blue mug\r\n'), headers: { 'Content-Type': 'text/csv' } }),
    handle: async (ctx, { query, body }) => {
      const made = await uploadImport(deps, ctx, { vendorId: vendorOf(ctx), fileName: query.file_name, body });
      return ctx.inRead((tx) => viewOf(tx, made));
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/imports', summary: 'List your imports', audience: 'vendor', permission: 'catalog.read', query: z.strictObject(pageQuery), response: pageOf(importView), example: () => ({}),
    handle: (ctx, { query }) => {
      const cut = page(query, cursor);
      return ctx.inRead(async (tx) => {
        const found = await listImports(tx, vendorOf(ctx), cut);
        const views = new Map((await viewsOf(tx, found)).map((view, index) => [found[index]!.id, view]));
        return cut.answer(found, ({ id }) => id, ({ id }) => views.get(id)!);
      });
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/imports/:import_id', summary: 'Watch an import', audience: 'vendor', permission: 'catalog.read', params, response: importView, owner: 'params.import_id', example,
    handle: (ctx, { params: { import_id } }) => ctx.inRead(async (tx) => viewOf(tx, await getOwnImport(tx, import_id))),
  }),
  route({
    method: 'get', path: '/v1/vendor/imports/:import_id/rows', summary: 'List the rows of an import', audience: 'vendor', permission: 'catalog.read', params, response: pageOf(importRowView), owner: 'params.import_id', example,
    description: 'Without a state: those that were left out, with the reasons.',
    query: z.strictObject({ ...pageQuery, 'filter[state]': rowState.optional(), 'filter[column]': z.string().min(1).max(200).optional(), 'filter[notes]': z.literal('yes').optional(), 'filter[mistakes]': z.literal('yes').optional() }),
    handle: (ctx, { params: { import_id }, query }) => {
      const cut = page(query, z.int());
      return ctx.inRead(async (tx) => {
        const { header } = await getOwnImport(tx, import_id);
        const states: readonly RowState[] = query['filter[state]'] ? [query['filter[state]']] : query['filter[notes]'] ? ['created', 'updated'] : ['bad', 'failed'];
        const rows = await listRows(tx, import_id, { states, column: query['filter[column]'], hasNote: query['filter[notes]'] === 'yes', hasMistake: query['filter[mistakes]'] === 'yes', after: cut.after ?? 0, limit: cut.limit });
        return cut.answer(rows, (row) => row.number, (row) => toImportRowView(row, header ?? []));
      });
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/imports/:import_id/problems', summary: 'See what is wrong most often in an import', audience: 'vendor', permission: 'catalog.read', params, owner: 'params.import_id', example,
    description: `Each mistake once, with how many rows have it and the first of them; the ${PROBLEMS} most frequent.`, response: z.object({ data: z.array(problemCountView) }),
    handle: (ctx, { params: { import_id } }) => ctx.inRead(async (tx) => ({ data: (await countProblems(tx, (await getOwnImport(tx, import_id)).id, PROBLEMS)).map(toProblemCountView) })),
  }),
  route({
    method: 'put', path: '/v1/vendor/imports/:import_id/confirmation', summary: 'Import what the dry run found good', answers: { 409: 'It is still being checked, or was confirmed already.' }, audience: 'vendor', permission: 'catalog.write', params,
    description: 'Listings with a bad row are left out whole. With `submit`, drafts that changed are handed to the staff where they are complete.',
    body: z.strictObject({ submit: z.boolean() }), response: importView, owner: 'params.import_id', example: (world: RouteWorld) => ({ ...example(world), body: { submit: false } }),
    handle: (ctx, { params: { import_id }, body }) => ctx.inTx(async (tx) => viewOf(tx, await confirmImport(tx, import_id, { submits: body.submit }))),
  }),
  route({
    method: 'put', path: '/v1/vendor/imports/:import_id/cancellation', summary: 'Stop an import', answers: { 409: 'It is over already.' }, audience: 'vendor', permission: 'catalog.write', params,
    description: 'What is in stays in; each listing is in whole or not at all.', response: importView, owner: 'params.import_id', example: (world: RouteWorld) => ({ params: { import_id: world.vendorA.spareImport } }),
    handle: (ctx, { params: { import_id } }) => ctx.inTx(async (tx) => viewOf(tx, await cancelImport(tx, import_id))),
  }),
  route({
    method: 'get', path: '/v1/vendor/imports/:import_id/bad-rows', summary: 'Download the rows that were left out', audience: 'vendor', permission: 'catalog.read', params, produces: 'text/csv', owner: 'params.import_id', example,
    description: 'As they were sent, with the reason in a column of its own that an import ignores: mend them and upload the file again.',
    handle: async (ctx, { params: { import_id } }) => {
      const { fileName, stream } = await writeBadRows(ctx, import_id);
      return file(stream, { contentType: 'text/csv', filename: fileName });
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/import-columns', summary: 'List the columns a table of listings may have', audience: 'vendor', permission: 'catalog.read', response: columnsView, example: () => ({}),
    description: 'With the languages and currencies of the marketplace, its categories and what they ask, and your warehouses.',
    handle: (ctx) => ctx.inRead(async (tx) => toColumnsView(await describeColumns(tx, vendorOf(ctx)))),
  }),
  route({
    method: 'get', path: '/v1/vendor/import-template', summary: 'Download a table to begin with', audience: 'vendor', permission: 'catalog.read', produces: 'text/csv', example: () => ({}),
    description: 'The columns you may write, and a listing with two variants as an example.',
    handle: async (ctx) => file(Buffer.from(writeTemplate(await ctx.inRead((tx) => describeColumns(tx, vendorOf(ctx))))), { contentType: 'text/csv', filename: 'listings-template.csv' }),
  }),
  route({
    method: 'get', path: '/v1/vendor/listings-export', summary: 'Download your listings as a table', audience: 'vendor', permission: 'catalog.read', produces: 'text/csv', example: () => ({}),
    description: 'In the format of the import: uploading it unchanged changes nothing.',
    handle: async (ctx) => file(await exportListings(ctx, vendorOf(ctx)), { contentType: 'text/csv', filename: 'listings.csv' }),
  }),
];
