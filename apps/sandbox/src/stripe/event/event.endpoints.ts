import { z } from 'zod';
import { v1, v2, type Endpoint } from '../api/endpoint.js';
import { missing } from '../api/errors.js';
import { isInRange, listOf, listV2, v2Page } from '../api/list.js';
import { expand, flag, paging, text } from '../api/params.js';

const moment = z
  .string()
  .transform((given) => (/^\d+$/.test(given) ? Number(given) : Date.parse(given) / 1000))
  .refine(Number.isFinite, 'is no time');
const createdRange = z.strictObject({ gt: moment.optional(), gte: moment.optional(), lt: moment.optional(), lte: moment.optional() });

export const eventEndpoints: readonly Endpoint[] = [
  v1.get('/v1/events', {
    params: z.strictObject({ ...paging, type: text.optional(), types: z.array(text).max(20).optional(), delivery_success: flag.optional() }),
    handle: ({ scope, params }) => {
      const { store } = scope.world;
      const undelivered = new Set(
        store
          .all('deliveries')
          .filter((d) => d.state !== 'delivered')
          .map((d) => d.event),
      );
      const rows = store
        .all('events')
        .filter(
          (e) =>
            e.snapshot &&
            e.account === scope.account &&
            (!params.type || matches(params.type, e.type)) &&
            (!params.types || params.types.some((t) => matches(t, e.type))) &&
            (params.delivery_success === undefined || params.delivery_success === !undelivered.has(e.id)),
        );
      return listOf(
        '/v1/events',
        rows.map((e) => ({ id: e.id, object: e.snapshot })),
        params,
      );
    },
  }),
  v1.get('/v1/events/:id', {
    params: z.strictObject({ expand }),
    handle: ({ scope, path }) => {
      const row = scope.world.store.get('events', path['id']!);
      if (!row?.snapshot || row.account !== scope.account) throw missing('event', path['id']!, 'id');
      return row.snapshot;
    },
  }),
  v2.get('/v2/core/events', {
    params: z.strictObject({ ...v2Page, object_id: z.string().optional(), types: z.array(z.string()).optional(), created: createdRange.optional() }),
    handle: ({ scope, params }) => {
      const rows = scope.world.store
        .all('events')
        .filter(
          (e) =>
            e.thin &&
            e.platform === scope.platform &&
            (!params.object_id || e.objectId === params.object_id) &&
            (!params.types || params.types.includes(e.type)) &&
            (!params.created || isInRange(e.createdAt / 1000, params.created)),
        );
      return listV2(
        '/v2/core/events',
        rows.map((e) => e.thin!),
        params,
      );
    },
  }),
  v2.get('/v2/core/events/:id', {
    params: z.strictObject({}),
    handle: ({ scope, path }) => {
      const row = scope.world.store.get('events', path['id']!);
      if (!row?.thin || row.platform !== scope.platform) throw missing('event', path['id']!, 'id');
      return row.thin;
    },
  }),
];

/** `payment_intent.*` means all of them. */
const matches = (wanted: string, type: string) => (wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type);
