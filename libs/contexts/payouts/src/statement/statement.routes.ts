import { Readable } from 'node:stream';
import { z } from 'zod';
import type { VendorId } from '@stoa/events/vendors';
import type { LineKey } from '@stoa/ledger';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { file, page, pageOf, pageQuery, route, type Route, type RouteWorld } from '@stoa/platform/http';
import { getVendor } from '@stoa/vendors';
import { vendorOf } from '../account/payout-account.routes.js';
import { printStatement, statementFilename } from './print-statement.js';
import { getStatement, keyOfRow, listStatementRows, listStatements, type NamedRow, type Statement } from './read-statements.js';
import type { StatementHead } from './statement.js';
import { statementCsv } from './statement-csv.js';
import { currencyQuery, period, statementLineView, statementRowView, statementView, toLineView, toRowView, toStatementView, vendorId } from './statement.schemas.js';

const listKey = z.tuple([z.string(), z.string()]);
const rowKey = z.tuple([z.iso.datetime(), z.string(), z.string()]);
const one = z.strictObject(currencyQuery);
type Asked = { readonly vendorId: VendorId; readonly period: string; readonly currency: string | null };

const byVendor = { audience: 'vendor', permission: 'payouts.read', owner: null } as const;
const byStaff = { audience: 'staff', permission: 'payouts.read', owner: 'params.vendor_id' } as const;
const ownParams = z.object({ period });
const staffParams = z.object({ vendor_id: vendorId, period });
const ownExample = (world: RouteWorld) => ({ params: { period: world.tenant.period } });
const staffExample = (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor, period: world.tenant.period } });

export const statementRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/vendor/statements', summary: 'List the vendor’s statements, one per month and currency', ...byVendor, query: z.strictObject(pageQuery), response: pageOf(statementLineView), example: () => ({ query: { limit: 5 } }),
    handle: (ctx, { query }) => listed(ctx, vendorOf(ctx), query),
  }),
  route({
    method: 'get', path: '/v1/vendor/statements/:period', summary: 'Show the vendor’s statement of a month', ...byVendor, params: ownParams, query: one, response: statementView, example: ownExample,
    handle: (ctx, { params, query }) => shown(ctx, ownAsked(ctx, params, query)),
  }),
  route({
    method: 'get', path: '/v1/vendor/statements/:period/rows', summary: 'List the rows of the vendor’s statement, with a running balance', ...byVendor, params: ownParams, query: z.strictObject({ ...pageQuery, ...currencyQuery }),
    response: pageOf(statementRowView), example: ownExample,
    handle: (ctx, { params, query }) => rowsListed(ctx, ownAsked(ctx, params, query), query),
  }),
  route({
    method: 'get', path: '/v1/vendor/statements/:period/csv', summary: 'Fetch the vendor’s statement as CSV', ...byVendor, params: ownParams, query: one, produces: 'text/csv', example: ownExample,
    handle: (ctx, { params, query }) => asCsv(ctx, ownAsked(ctx, params, query)),
  }),
  route({
    method: 'get', path: '/v1/vendor/statements/:period/pdf', summary: 'Fetch the vendor’s statement as PDF', ...byVendor, params: ownParams, query: one, produces: 'application/pdf', example: ownExample,
    handle: (ctx, { params, query }) => asPdf(ctx, ownAsked(ctx, params, query)),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/statements', summary: 'List a vendor’s statements', ...byStaff, params: z.object({ vendor_id: vendorId }), query: z.strictObject(pageQuery), response: pageOf(statementLineView),
    example: (world: RouteWorld) => ({ params: { vendor_id: world.vendorA.vendor } }),
    handle: (ctx, { params, query }) => listed(ctx, params.vendor_id, query),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/statements/:period', summary: 'Show a vendor’s statement of a month', ...byStaff, params: staffParams, query: one, response: statementView, example: staffExample,
    handle: (ctx, { params, query }) => shown(ctx, asked(params, query)),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/statements/:period/rows', summary: 'List the rows of a vendor’s statement', ...byStaff, params: staffParams, query: z.strictObject({ ...pageQuery, ...currencyQuery }),
    response: pageOf(statementRowView), example: staffExample,
    handle: (ctx, { params, query }) => rowsListed(ctx, asked(params, query), query),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/statements/:period/csv', summary: 'Fetch a vendor’s statement as CSV', ...byStaff, params: staffParams, query: one, produces: 'text/csv', example: staffExample,
    handle: (ctx, { params, query }) => asCsv(ctx, asked(params, query)),
  }),
  route({
    method: 'get', path: '/v1/admin/vendors/:vendor_id/statements/:period/pdf', summary: 'Fetch a vendor’s statement as PDF', ...byStaff, params: staffParams, query: one, produces: 'application/pdf', example: staffExample,
    handle: (ctx, { params, query }) => asPdf(ctx, asked(params, query)),
  }),
];

const asked = (params: { vendor_id: VendorId; period: string }, query: { currency?: string | undefined }): Asked => ({ vendorId: params.vendor_id, period: params.period, currency: query.currency ?? null });
const ownAsked = (ctx: Ctx, params: { period: string }, query: { currency?: string | undefined }): Asked => asked({ vendor_id: vendorOf(ctx), period: params.period }, query);

/** A vendor that is not of this marketplace does not exist. */
const opened = async (tx: TxCtx, of: Asked): Promise<{ statement: Statement; vendorName: string; handle: string }> => {
  const vendor = await getVendor(tx, of.vendorId);
  return { statement: await getStatement(tx, of), vendorName: vendor.name, handle: vendor.handle };
};

function listed(ctx: Ctx, vendor: VendorId, query: { limit: number; after?: string | undefined }) {
  const cut = page(query, listKey);
  return ctx.inRead(async (tx) => {
    await getVendor(tx, vendor);
    const { heads } = await listStatements(tx, vendor);
    const begin = cut.after === null ? 0 : heads.findIndex((head) => comesAfter(head, cut.after!));
    return cut.answer(begin < 0 ? [] : heads.slice(begin, begin + cut.limit), (head) => [head.month.period, head.currency], toLineView);
  });
}

const comesAfter = ({ month, currency }: StatementHead, [seenPeriod, seenCurrency]: readonly [string, string]): boolean => month.period < seenPeriod || (month.period === seenPeriod && currency > seenCurrency);

const shown = (ctx: Ctx, of: Asked) => ctx.inRead(async (tx) => {
  const { statement, vendorName } = await opened(tx, of);
  return toStatementView(statement, vendorName);
});

function rowsListed(ctx: Ctx, of: Asked, query: { limit: number; after?: string | undefined }) {
  const cut = page(query, rowKey);
  const after: LineKey | null = cut.after && { at: new Date(cut.after[0]), sourceKind: cut.after[1], sourceId: cut.after[2] };
  return ctx.inRead(async (tx) => {
    const { statement } = await opened(tx, of);
    const rows = await listStatementRows(tx, statement, { after, limit: cut.limit });
    return cut.answer(rows, (row): [string, string, string] => [row.line.at.toISOString(), row.line.source.kind, row.line.source.id], (row) => toRowView(row, statement.head.currency));
  });
}

async function asCsv(ctx: Ctx, of: Asked) {
  const { statement, handle } = await ctx.inRead((tx) => opened(tx, of));
  return file(Readable.from(statementCsv(statement, pagesOf(ctx, statement)), { objectMode: false }), { contentType: 'text/csv', filename: `${statementFilename(statement, handle)}.csv` });
}

async function asPdf(ctx: Ctx, of: Asked) {
  const { statement, handle } = await ctx.inRead((tx) => opened(tx, of));
  return file(await printStatement(ctx, statement), { contentType: 'application/pdf', filename: `${statementFilename(statement, handle)}.pdf`, inline: true });
}

const ROWS = 500;
/** The rows in pieces, each read in a transaction of its own: a long file holds no connection while it is sent. */
async function* pagesOf(ctx: Ctx, statement: Statement): AsyncGenerator<readonly NamedRow[]> {
  let after: LineKey | null = null;
  for (;;) {
    const rows: NamedRow[] = await ctx.inRead((tx) => listStatementRows(tx, statement, { after, limit: ROWS }));
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS) return;
    after = keyOfRow(rows.at(-1)!);
  }
}
