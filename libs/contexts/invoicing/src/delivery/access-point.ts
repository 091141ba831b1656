import type { Ctx } from '@stoa/platform/context';
import type { PeppolRoute } from './delivery.js';

/** What an access point is handed: `idempotencyKey` makes a repeat the same message. */
export type Dispatch = { readonly idempotencyKey: string; readonly route: PeppolRoute; readonly xml: string };
export type Dispatched = { readonly outcome: 'accepted'; readonly messageRef: string } | { readonly outcome: 'refused'; readonly reason: string };
export type MessageState = { readonly state: 'underway' } | { readonly state: 'delivered' } | { readonly state: 'refused'; readonly reason: string };

/** What we need of a Peppol access point, in our words. What it refuses is an answer; what cannot be reached is thrown, and tried again. */
export type AccessPoint = {
  send(ctx: Ctx, dispatch: Dispatch): Promise<Dispatched>;
  look(ctx: Ctx, messageRef: string): Promise<MessageState>;
};
