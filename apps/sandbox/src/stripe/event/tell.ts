import type Stripe from 'stripe';
import { newId } from '../ids.js';
import type { DeliveryRow, EndpointRow, EventRow, ThinEvent } from '../tables.js';
import type { Scope, World } from '../world.js';
import { webhookMode } from './modes.js';

export const API_VERSION = '2026-10-28.endive';

/** Records a snapshot event about `scope.account`, with the object as it is now, and plans its deliveries. Part of the change it tells of. */
export function tell(scope: Scope, type: Stripe.Event['type'], object: object, previous?: Record<string, unknown>): void {
  const { world, account, platform, request } = scope;
  const isConnected = account !== platform;
  const id = newId('evt');
  const endpoints = listeners(world, platform, isConnected, 'snapshot', type);
  const event = {
    id,
    object: 'event',
    ...(isConnected ? { account } : {}),
    api_version: API_VERSION,
    created: world.clock.seconds(),
    data: {
      object: structuredClone(object) as Stripe.Event.Data.Object,
      ...(previous ? { previous_attributes: previous as Stripe.Event.Data.PreviousAttributes } : {}),
    },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: request ? { id: request.id, idempotency_key: request.idempotencyKey } : { id: null, idempotency_key: null },
    type,
  } satisfies Stripe.EventBase;
  const objectId = 'id' in object ? String(object.id) : null;
  keep(scope, { id, account, platform, type, createdAt: world.clock.now(), objectId, snapshot: event as Stripe.Event, thin: null }, endpoints);
}

type Thin = { type: string; related: { id: string; type: string; url: string } | null; data?: Record<string, unknown>; about?: string };

/** Records a thin event of API v2: only what happened and to what, not what it became. */
export function tellThin(scope: Scope, { type, related, data }: Thin): void {
  const { world, platform, request } = scope;
  const id = `evt_test_${newId('65').slice(3)}`;
  const event = {
    id,
    object: 'v2.core.event',
    created: world.clock.isoNow(),
    livemode: false,
    ...(request ? { reason: { type: 'request' as const, request: { id: request.id, idempotency_key: request.idempotencyKey ?? '' } } } : {}),
    type,
    ...(related ? { related_object: related } : {}),
    ...(data ? { data } : {}),
  } satisfies ThinEvent;
  const row = { id, account: platform, platform, type, createdAt: world.clock.now(), objectId: related?.id ?? null, snapshot: null, thin: event };
  keep(scope, row, listeners(world, platform, false, 'thin', type));
}

function keep(scope: Scope, event: EventRow, endpoints: readonly EndpointRow[]): void {
  const { store, clock } = scope.world;
  store.put('events', event);
  const mode = webhookMode(store, event.type);
  const copies = 1 + (mode?.duplicate ?? 0);
  for (const endpoint of endpoints) {
    for (let copy = 0; copy < copies; copy += 1) {
      store.put('deliveries', {
        id: newId('dlv'),
        event: event.id,
        eventType: event.type,
        endpoint: endpoint.id,
        state: mode?.drop ? 'dropped' : 'pending',
        attempts: [],
        nextAt: clock.now() + (mode?.delay_ms ?? 0) + (mode?.reorder ? HELD_BACK_MS : 0),
        wrongSignature: mode?.wrong_signature ?? false,
        heldBack: mode?.reorder ?? false,
        urgentFor: mode?.before_response && scope.request && !mode.drop ? scope.request.id : null,
      } satisfies DeliveryRow);
    }
  }
}

/** How long an event that shall come late waits for a later one to overtake it. */
const HELD_BACK_MS = 5000;

/** Plans one more delivery of an event to whoever listens now. */
export function tellAgain(world: World, event: EventRow): number {
  const endpoints = listeners(
    world,
    event.platform,
    event.snapshot !== null && event.account !== event.platform,
    event.snapshot ? 'snapshot' : 'thin',
    event.type,
  );
  for (const endpoint of endpoints) {
    world.store.put('deliveries', {
      id: newId('dlv'),
      event: event.id,
      eventType: event.type,
      endpoint: endpoint.id,
      state: 'pending',
      attempts: [],
      nextAt: world.clock.now(),
      wrongSignature: false,
      heldBack: false,
      urgentFor: null,
    });
  }
  return endpoints.length;
}

export const allEndpoints = (world: World): EndpointRow[] => [...world.configured, ...world.store.all('endpoints')];

function listeners(world: World, platform: string, connect: boolean, payload: 'snapshot' | 'thin', type: string): EndpointRow[] {
  return allEndpoints(world).filter(
    (e) =>
      e.isEnabled &&
      (e.account === '*' || e.account === platform) &&
      e.payload === payload &&
      e.connect === connect &&
      (e.enabledEvents.includes('*') || e.enabledEvents.includes(type)),
  );
}
