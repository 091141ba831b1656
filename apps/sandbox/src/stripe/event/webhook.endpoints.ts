import type Stripe from 'stripe';
import { z } from 'zod';
import { v1, v2, type Endpoint } from '../api/endpoint.js';
import { missing } from '../api/errors.js';
import { listOf, listV2, v2Page } from '../api/list.js';
import { clearable, expand, flag, mergeMetadata, metadata, paging, text } from '../api/params.js';
import { newId } from '../ids.js';
import type { EndpointRow } from '../tables.js';
import type { Scope } from '../world.js';
import { API_VERSION, tellThin } from './tell.js';

const url = z.url({ protocol: /^https?$/ });
const createEndpoint = z.strictObject({
  url,
  enabled_events: z.array(text).min(1),
  api_version: text.optional(),
  connect: flag.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  expand,
});
const updateEndpoint = z.strictObject({
  url: url.optional(),
  enabled_events: z.array(text).min(1).optional(),
  disabled: flag.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  expand,
});
const include = z.array(z.enum(['webhook_endpoint.signing_secret', 'webhook_endpoint.url'])).optional();
const createDestination = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  enabled_events: z.array(z.string()).min(1),
  event_payload: z.enum(['snapshot', 'thin']),
  events_from: z.array(z.string()).optional(),
  type: z.literal('webhook_endpoint'),
  webhook_endpoint: z.strictObject({ url }),
  snapshot_api_version: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  include,
});
const updateDestination = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  enabled_events: z.array(z.string()).min(1).optional(),
  webhook_endpoint: z.strictObject({ url }).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  include,
});

const isHook = (row: EndpointRow) => row.object?.object === 'webhook_endpoint';

function find(scope: Scope, id: string, kind: 'webhook_endpoint' | 'v2.core.event_destination'): EndpointRow {
  const row = scope.world.store.get('endpoints', id);
  if (!row || row.account !== scope.platform || row.object?.object !== kind)
    throw missing(kind === 'webhook_endpoint' ? 'webhook endpoint' : 'event destination', id, 'id');
  return row;
}

function hook(row: EndpointRow, withSecret = false): Stripe.WebhookEndpoint {
  const object = row.object as Stripe.WebhookEndpoint;
  return withSecret ? { ...object, secret: row.secret } : object;
}

function destination(row: EndpointRow, asked: z.output<typeof include>): Stripe.V2.Core.EventDestination {
  const object = row.object as Stripe.V2.Core.EventDestination;
  const shown = {
    ...(asked?.includes('webhook_endpoint.signing_secret') ? { signing_secret: row.secret } : {}),
    ...(asked?.includes('webhook_endpoint.url') ? { url: row.url } : {}),
  };
  return { ...object, webhook_endpoint: shown };
}

const secret = () => `whsec_${newId('x', 32).slice(2)}`;

export const webhookEndpoints: readonly Endpoint[] = [
  v1.post('/v1/webhook_endpoints', {
    params: createEndpoint,
    handle: ({ scope, params }) => {
      const object = {
        id: newId('we'),
        object: 'webhook_endpoint',
        api_version: params.api_version ?? API_VERSION,
        application: null,
        created: scope.world.clock.seconds(),
        description: params.description ?? null,
        enabled_events: params.enabled_events,
        livemode: false,
        metadata: mergeMetadata({}, params.metadata),
        status: 'enabled',
        url: params.url,
      } satisfies Stripe.WebhookEndpoint;
      const row: EndpointRow = {
        id: object.id,
        account: scope.platform,
        url: params.url,
        secret: secret(),
        connect: params.connect ?? false,
        payload: 'snapshot',
        enabledEvents: params.enabled_events,
        isEnabled: true,
        createdAt: scope.world.clock.now(),
        object,
      };
      scope.world.store.put('endpoints', row);
      return hook(row, true);
    },
  }),
  v1.get('/v1/webhook_endpoints', {
    params: z.strictObject(paging),
    handle: ({ scope, params }) =>
      listOf(
        '/v1/webhook_endpoints',
        scope.world.store
          .all('endpoints')
          .filter((r) => isHook(r) && r.account === scope.platform)
          .map((r) => ({ id: r.id, object: hook(r) })),
        params,
      ),
  }),
  v1.get('/v1/webhook_endpoints/:id', { params: z.strictObject({ expand }), handle: ({ scope, path }) => hook(find(scope, path['id']!, 'webhook_endpoint')) }),
  v1.post('/v1/webhook_endpoints/:id', {
    params: updateEndpoint,
    handle: ({ scope, params, path }) => {
      const row = find(scope, path['id']!, 'webhook_endpoint');
      const before = hook(row);
      const isEnabled = params.disabled === undefined ? row.isEnabled : !params.disabled;
      const object: Stripe.WebhookEndpoint = {
        ...before,
        url: params.url ?? before.url,
        enabled_events: params.enabled_events ?? before.enabled_events,
        description: params.description === undefined ? before.description : params.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
        status: isEnabled ? 'enabled' : 'disabled',
      };
      const saved: EndpointRow = { ...row, url: object.url, enabledEvents: object.enabled_events, isEnabled, object };
      scope.world.store.put('endpoints', saved);
      return object;
    },
  }),
  v1.delete('/v1/webhook_endpoints/:id', {
    params: z.strictObject({}),
    handle: ({ scope, path }) => {
      scope.world.store.remove('endpoints', find(scope, path['id']!, 'webhook_endpoint').id);
      return { id: path['id'], object: 'webhook_endpoint', deleted: true };
    },
  }),
  v2.post('/v2/core/event_destinations', {
    params: createDestination,
    handle: ({ scope, params }) => {
      const { isoNow, now } = scope.world.clock;
      const object = {
        id: newId('ed'),
        object: 'v2.core.event_destination',
        created: isoNow(),
        description: params.description ?? '',
        enabled_events: params.enabled_events,
        event_payload: params.event_payload,
        events_from: params.events_from ?? ['self'],
        livemode: false,
        metadata: params.metadata ?? {},
        name: params.name,
        snapshot_api_version: params.event_payload === 'snapshot' ? (params.snapshot_api_version ?? API_VERSION) : undefined,
        status: 'enabled',
        type: 'webhook_endpoint',
        updated: isoNow(),
      } satisfies Stripe.V2.Core.EventDestination;
      const row: EndpointRow = {
        id: object.id,
        account: scope.platform,
        url: params.webhook_endpoint.url,
        secret: secret(),
        connect: object.events_from.includes('other_accounts') || object.events_from.includes('@accounts'),
        payload: params.event_payload,
        enabledEvents: params.enabled_events,
        isEnabled: true,
        createdAt: now(),
        object,
      };
      scope.world.store.put('endpoints', row);
      return destination(row, [...(params.include ?? []), 'webhook_endpoint.signing_secret']);
    },
  }),
  v2.get('/v2/core/event_destinations', {
    params: z.strictObject({ ...v2Page, include }),
    handle: ({ scope, params }) =>
      listV2(
        '/v2/core/event_destinations',
        scope.world.store
          .all('endpoints')
          .filter((r) => !isHook(r) && r.account === scope.platform)
          .map((r) => destination(r, params.include)),
        params,
      ),
  }),
  v2.get('/v2/core/event_destinations/:id', {
    params: z.strictObject({ include }),
    handle: ({ scope, params, path }) => destination(find(scope, path['id']!, 'v2.core.event_destination'), params.include),
  }),
  v2.post('/v2/core/event_destinations/:id', {
    params: updateDestination,
    handle: ({ scope, params, path }) => {
      const row = find(scope, path['id']!, 'v2.core.event_destination');
      const before = row.object as Stripe.V2.Core.EventDestination;
      const object: Stripe.V2.Core.EventDestination = {
        ...before,
        name: params.name ?? before.name,
        description: params.description ?? before.description,
        enabled_events: params.enabled_events ?? before.enabled_events,
        metadata: { ...before.metadata, ...params.metadata },
        updated: scope.world.clock.isoNow(),
      };
      const saved: EndpointRow = { ...row, url: params.webhook_endpoint?.url ?? row.url, enabledEvents: object.enabled_events, object };
      scope.world.store.put('endpoints', saved);
      return destination(saved, params.include);
    },
  }),
  ...(['enable', 'disable'] as const).map((verb) =>
    v2.post(`/v2/core/event_destinations/:id/${verb}`, {
      params: z.strictObject({}),
      handle: ({ scope, path }) => {
        const row = find(scope, path['id']!, 'v2.core.event_destination');
        const saved: EndpointRow = {
          ...row,
          isEnabled: verb === 'enable',
          object: { ...(row.object as Stripe.V2.Core.EventDestination), status: `${verb}d` as 'enabled' },
        };
        scope.world.store.put('endpoints', saved);
        return destination(saved, undefined);
      },
    }),
  ),
  v2.post('/v2/core/event_destinations/:id/ping', {
    params: z.strictObject({}),
    handle: ({ scope, path }) => {
      const row = find(scope, path['id']!, 'v2.core.event_destination');
      tellThin(scope, {
        type: 'v2.core.event_destination.ping',
        related: { id: row.id, type: 'v2.core.event_destination', url: `/v2/core/event_destinations/${row.id}` },
      });
      return scope.world.store.all('events').at(-1)!.thin;
    },
  }),
  v2.delete('/v2/core/event_destinations/:id', {
    params: z.strictObject({}),
    handle: ({ scope, path }) => {
      scope.world.store.remove('endpoints', find(scope, path['id']!, 'v2.core.event_destination').id);
      return { id: path['id'], object: 'v2.core.event_destination' };
    },
  }),
];
