import type { Router } from 'express';
import type { Store } from '../store.js';
import { completeOnboarding, setCapability } from './account/account.js';
import { testBankOf, testNumberOf } from './account/onboarding.js';
import { endpoints } from './api/endpoints.js';
import { createFaults, type Faults } from './api/faults.js';
import { stripeApi } from './api/http.js';
import { recording } from './api/recording.js';
import { forgetOld } from './api/idempotency.js';
import { payOut, releaseFunds } from './balance/balance.js';
import { createCourier } from './event/courier.js';
import { setWebhookMode, webhookModes, type WebhookMode } from './event/modes.js';
import { tellAgain } from './event/tell.js';
import { concludeDebit } from './payment/confirm.js';
import { expireAuthorisation } from './payment/capture.js';
import { settleLater } from './payment/charge.js';
import { authenticated } from './payment/confirm.js';
import { failRefund, finishRefund, retryRefund } from './payment/refund.js';
import { brokenInvariants } from './sim/invariants.js';
import type { AccountMemory, CapabilityStatus, DeliveryRow, EndpointRow, EventRow, Tables } from './tables.js';
import { createTimeline } from './timeline.js';
import type { Scope, World, WorldOptions } from './world.js';

/** A listener given by configuration: it hears of every platform account, or of the one of `key`. */
export type WebhookTarget = { url: string; secret: string; connect?: boolean; payload?: 'snapshot' | 'thin'; enabled_events?: string[]; key?: string };

/** What tests and `/_sim` may do to the stand-in beside calling its API. */
export type StripeControls = {
  now(): Date;
  /** Moves the simulated clock forward; everything due on the way happens. */
  advanceClock(ms: number): void;
  /** Lets all pending money become available now. */
  settleFunds(): void;
  /** Waits until no task and no delivery is due. */
  idle(timeoutMs?: number): Promise<void>;
  completeOnboarding(account: string): void;
  setCapability(account: string, status: CapabilityStatus, code?: string): void;
  /** The connected account's available money goes to its bank. */
  payOut(account: string): void;
  /** The shopper's bank sends a refund back, as it may weeks later. */
  failRefund(refund: string): void;
  authenticate(paymentIntent: string, outcome: 'complete' | 'fail'): void;
  faults: Faults;
  setWebhookMode(eventType: string, mode: WebhookMode | null): void;
  webhookModes(): Record<string, WebhookMode>;
  events(type?: string): EventRow[];
  deliveries(eventType?: string): DeliveryRow[];
  resend(event: string): number;
  invariants(): string[];
  /** Forgets everything, the clock's offset and registered webhooks included. */
  reset(): void;
};
export type StripeStandIn = { router: Router; world: World; controls: StripeControls; wake(): void; stop(): Promise<void> };
type Options = WorldOptions & { store: Store<Tables>; publicUrl(): string; configured: readonly EndpointRow[]; recordTo: string | null; log(line: string): void };

const FORGET_EVERY_MS = 10 * 60 * 1000;

/** Puts the stand-in together: clock, courier, endpoints. */
export function createStripe({ store, publicUrl, configured, recordTo, log, ...options }: Options): StripeStandIn {
  const timeline = createTimeline(store, log);
  const world: World = { store, clock: timeline.clock, publicUrl, configured, options };
  const courier = createCourier(world, log);
  const faults = createFaults();
  timeline.start(world, {
    release_funds: releaseFunds,
    settle_charge: settleLater,
    conclude_debit: concludeDebit,
    expire_authorisation: expireAuthorisation,
    retry_refund: retryRefund,
    finish_refund: finishRefund,
    fail_refund: failRefund,
  });
  const forgetting = setInterval(() => forgetOld(world), FORGET_EVERY_MS).unref();
  const recorder = recordTo === null ? null : recording(recordTo);
  recorder?.events(store);
  const router = stripeApi({ world, faults, log, recorder, deliverUrgent: (id) => courier.urgent(id) }, endpoints);
  const isIdle = () => timeline.isIdle() && courier.isIdle();

  const controls: StripeControls = {
    now: () => new Date(world.clock.now()),
    advanceClock(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new Error('The clock moves forward only, by whole milliseconds.');
      timeline.advance(ms);
      courier.wake();
    },
    settleFunds: () => timeline.hasten('release_funds'),
    async idle(timeoutMs = 10_000) {
      const until = Date.now() + timeoutMs;
      while (!isIdle()) {
        if (Date.now() > until) throw new Error(`The stand-in was still busy after ${timeoutMs} ms.`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    completeOnboarding: (id) =>
      store.change(() => {
        const account = known(world, 'accounts', id);
        completeOnboarding(platformScope(world, account.hidden), account, {
          businessName: account.object.display_name ?? 'Test business',
          bank: testBankOf(account, testNumberOf(account.object.identity?.country?.toUpperCase() ?? 'DE')),
        });
      }),
    setCapability: (id, status, code = 'requirements_past_due') =>
      store.change(() => {
        const account = known(world, 'accounts', id);
        const detail = { code: code as 'requirements_past_due', resolution: status === 'rejected' ? ('no_resolution' as const) : ('provide_info' as const) };
        setCapability(platformScope(world, account.hidden), account, status, status === 'active' ? [] : [detail]);
      }),
    failRefund: (id) =>
      store.change(() => {
        const { account } = known(world, 'refunds', id);
        failRefund({ world, account, platform: account, request: null }, id);
      }),
    payOut: (id) => store.change(() => payOut(world, known(world, 'accounts', id).id)),
    authenticate: (id, outcome) =>
      store.change(() => {
        const intent = known(world, 'payment_intents', id);
        authenticated({ world, account: intent.account, platform: intent.account, request: null }, intent, outcome);
      }),
    faults,
    setWebhookMode: (type, mode) => setWebhookMode(store, type, mode),
    webhookModes: () => webhookModes(store),
    events: (type) => store.all('events').filter((e) => !type || e.type === type),
    deliveries: (type) => store.all('deliveries').filter((d) => !type || d.eventType === type),
    resend: (id) => store.change(() => tellAgain(world, known(world, 'events', id))),
    invariants: () => brokenInvariants(world),
    reset() {
      store.clear();
      faults.clear();
    },
  };
  return {
    router,
    world,
    controls,
    wake: courier.wake,
    async stop() {
      clearInterval(forgetting);
      timeline.stop();
      await courier.stop();
    },
  };
}

export const configuredEndpoint = (target: WebhookTarget, index: number, account: string): EndpointRow => ({
  id: `we_configured_${index}`,
  account,
  url: target.url,
  secret: target.secret,
  connect: target.connect ?? false,
  payload: target.payload ?? 'snapshot',
  enabledEvents: target.enabled_events ?? ['*'],
  isEnabled: true,
  createdAt: 0,
  object: null,
});

const platformScope = (world: World, { platform }: AccountMemory): Scope => ({ world, account: platform, platform, request: null });

function known<K extends 'accounts' | 'payment_intents' | 'events' | 'refunds'>(world: World, table: K, id: string): Tables[K] {
  const row = world.store.get(table, id);
  if (!row) throw new UnknownThing(`There is no ${table.replace(/s$/, '')} ${id}.`);
  return row;
}

/** What a control was asked about does not exist. */
export class UnknownThing extends Error {
  override readonly name = 'UnknownThing';
}
