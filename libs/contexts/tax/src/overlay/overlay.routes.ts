import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { route, type Route } from '@stoa/platform/http';
import { listMarkets } from '@stoa/tenancy';
import type { PackSet } from '../pack/pack.js';
import { changed } from './overlay-change.js';
import { changeOverlay, givenFor } from './change-overlay.js';
import { effectsOf } from './overlay-effects.js';
import { getOverlay, listOverlayChanges } from './overlay.repository.js';
import { changeBody, effectsView, overlayView, reason, toEffectsView, toOverlayView } from './overlay.schemas.js';
import { kindsIn } from './registration-kinds.js';

const CHANGES_SHOWN = 50;
const example = { kind: 'add_registration', country: 'NO', scheme: 'voec', number: '2021234', from: '2031-01-01' };

/** Where the marketplace is registered, and what it is by law, over HTTP. */
export const overlayRoutes = (deps: { packs: PackSet }): Route[] => [
  route({
    method: 'get', path: '/v1/admin/tax-overlay', summary: 'Show where the marketplace is registered for taxes, and what it may say about itself', audience: 'staff', permission: 'tax.read', response: overlayView, etag: true, example: () => ({}),
    handle: (ctx, { request }) => ctx.inRead((tx) => shown(tx, deps, request.locale ?? 'en')),
  }),
  route({
    method: 'patch', path: '/v1/admin/tax-overlay', summary: 'Add, change or end a registration, or choose what the marketplace is where the law leaves it the choice', audience: 'staff', permission: 'tax.write', owner: null, etag: true, response: overlayView,
    description: 'One change at a time. Each makes another version of the whole; a sale is taxed by what holds at its tax point, and its decision names the version.', answers: { 400: 'A number that is not written so, days that overlap, or a registration that the law of the place does not know.' },
    body: z.strictObject({ change: changeBody, reason }), example: () => ({ body: { change: example, reason: 'We shall sell to Norway.' }, headers: { 'If-Match': '"0"' } }),
    handle: (ctx, { body, request }) => ctx.inTx(async (tx) => {
      await changeOverlay(tx, deps, { change: body.change, reason: body.reason, expectedVersion: request.ifMatch! });
      return shown(tx, deps, request.locale ?? 'en');
    }),
  }),
  route({
    method: 'post', path: '/v1/admin/tax-overlay/previews', summary: 'Tell which sales a change would tax differently, from which day', audience: 'staff', permission: 'tax.read', owner: null, response: effectsView,
    description: 'Typical sales to consumers in each place we sell to, before and after. Nothing is kept.', body: z.strictObject({ change: changeBody }), example: () => ({ body: { change: { ...example, country: 'AU', scheme: 'gst', number: '51824753556' } } }),
    handle: (ctx, { body: { change } }) => ctx.inRead(async (tx) => {
      const before = await getOverlay(tx);
      const given = await givenFor(tx, deps);
      return toEffectsView(effectsOf(deps.packs, { before, after: changed(before, change, given), change }, { places: await placesOf(tx), home: given.home, now: tx.now }));
    }),
  }),
];

const placesOf = async (ctx: TxCtx): Promise<string[]> => (await listMarkets(ctx)).flatMap((market) => [...(market.regions.length > 0 ? market.regions : market.countries)]);

/** What may be registered is told for every place there is a pack of: it is asked for before anything is sold there. */
async function shown(ctx: TxCtx, { packs }: { packs: PackSet }, locale: string) {
  const { home } = await givenFor(ctx, { packs });
  const kinds = [...packs.packs.keys()].sort().flatMap((place) => kindsIn(packs, place));
  return toOverlayView(packs, { overlay: await getOverlay(ctx), kinds, home, changes: await listOverlayChanges(ctx, CHANGES_SHOWN), now: ctx.now, locale });
}
