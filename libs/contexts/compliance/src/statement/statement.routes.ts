import { z } from 'zod';
import { page, pageOf, pageQuery, route, type RouteWorld } from '@stoa/platform/http';
import { invariant } from '@stoa/platform/errors';
import { isUuid } from '@stoa/platform/ids';
import type { StatementOfReasonsId } from '@stoa/events/compliance';
import type { VendorId } from '@stoa/events/vendors';
import { listStatements } from './statement.repository.js';
import { statementView, toStatementView, vendorWireId } from './statement.schemas.js';

const cursor = z.string().refine(isUuid) as unknown as z.ZodType<StatementOfReasonsId>;

export const statementRoutes = [
  route({
    method: 'get', path: '/v1/admin/statements-of-reasons', summary: 'List the reasons given for restrictions', audience: 'staff', permission: 'compliance.read',
    query: z.strictObject({ ...pageQuery, vendor_id: vendorWireId.optional() }), response: pageOf(statementView),
    example: (world: RouteWorld) => ({ query: { vendor_id: world.vendorA.vendor } }),
    handle: async (ctx, { query }) => {
      const cut = page(query, cursor);
      const rows = await ctx.inRead((tx) => listStatements(tx, { vendorId: query.vendor_id ?? null, before: cut.after, limit: cut.limit }));
      return cut.answer(rows, (row) => row.id, toStatementView);
    },
  }),
  route({
    method: 'get', path: '/v1/vendor/statements-of-reasons', summary: 'List the reasons given to us', audience: 'vendor', permission: 'catalog.read',
    query: z.strictObject({ ...pageQuery }), response: pageOf(statementView),
    example: () => ({}),
    handle: async (ctx, { query }) => {
      invariant(ctx.actor.vendorId !== null, 'a vendor route has a vendor');
      const cut = page(query, cursor);
      const rows = await ctx.inRead((tx) => listStatements(tx, { vendorId: ctx.actor.vendorId as VendorId, before: cut.after, limit: cut.limit }));
      return cut.answer(rows, (row) => row.id, toStatementView);
    },
  }),
];
