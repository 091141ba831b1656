import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { route, type Route, type RouteWorld } from '@stoa/platform/http';
import { changeOverlay } from '../overlay/change-overlay.js';
import { unknownVersion } from '../overlay/overlay.errors.js';
import { plannedDay, reason } from '../overlay/overlay.schemas.js';
import type { PackSet } from '../pack/pack.js';
import { runView, shadowRunId, toRunView } from '../shadow/shadow.schemas.js';
import { startShadowRun } from '../shadow/start-shadow-run.js';
import { chooseVersion, versionsOf } from './choose-version.js';
import { listPacks, type ListedPack } from './list-packs.js';
import { differencesBetween } from './pack-difference.js';

const version = z.string().regex(/^\d{4}\.\d{1,2}\.\d+$/, 'Write a version as 2026.11.3');
const params = z.object({ pack: z.string().regex(/^[A-Za-z]{2}[A-Za-z0-9-]{0,40}$/, 'A pack is named as DE or US-CA') });

const versionView = z.object({ version: z.string(), sha256: z.string(), activates: z.string().nullable(), state: z.enum(['in_force', 'older', 'newer', 'upcoming']), shadow_run: z.object({ id: shadowRunId.wire, state: z.enum(['refused', 'running', 'done', 'failed']) }).nullable() });
const packView = z.object({
  id: z.string(), name: z.string(), in_force: z.string(), is_chosen: z.boolean().meta({ description: 'The marketplace chose it; else it is the newest that is active.' }), is_gone: z.boolean().meta({ description: 'What was chosen is not installed any more: nothing is sold by this pack.' }),
  newest: z.string(), planned: z.object({ version: z.string().nullable(), at: z.iso.datetime() }).nullable(), versions: z.array(versionView),
}).meta({ id: 'TaxPackVersions' });
const packsView = z.object({ overlay_version: z.int(), data: z.array(packView) });
const differenceView = z.object({
  what: z.enum(['rate', 'category', 'rule', 'fee', 'limit', 'draft', 'setting']), name: z.string(), change: z.enum(['new', 'gone', 'changed']), was: z.string().nullable(), becomes: z.string().nullable(), cite: z.string().nullable(),
}).meta({ id: 'TaxPackDifference' });

/** Which version of each rule pack judges this marketplace's sales, over HTTP. */
export const versionRoutes = (deps: { packs: PackSet }): Route[] => [
  route({
    method: 'get', path: '/v1/admin/tax-packs', summary: 'List the rule packs of the places we sell to, with their versions', audience: 'staff', permission: 'tax.read', response: packsView, example: () => ({}),
    handle: (ctx, { request }) => ctx.inRead((tx) => shown(tx, deps, request.locale ?? 'en')),
  }),
  route({
    method: 'put', path: '/v1/admin/tax-packs/:pack/choice', summary: 'Choose the version of a rule pack, at once or from a day on', audience: 'staff', permission: 'tax.write', owner: null, params, response: packsView,
    description: 'A newer version than the one in force first stands a shadow run. Going back to an older one holds for sales from now on; those that were made stay as they are. `version` null follows the newest that is active.',
    body: z.strictObject({ version: version.nullable(), from: plannedDay.nullable().default(null), reason }),
    example: () => ({ params: { pack: 'DE' }, body: { version: '2026.11.2', reason: 'Our accountant wants it.' } }),
    handle: (ctx, { params: { pack }, body, request }) => ctx.inTx(async (tx) => {
      await chooseVersion(tx, deps, { pack, ...body });
      return shown(tx, deps, request.locale ?? 'en');
    }),
  }),
  route({
    method: 'delete', path: '/v1/admin/tax-packs/:pack/plan', summary: 'Take the plan for another version of a rule pack back', audience: 'staff', permission: 'tax.write', owner: null, params, response: packsView,
    example: (world: RouteWorld) => ({ params: { pack: world.tenant.plannedPack } }),
    handle: (ctx, { params: { pack }, request }) => ctx.inTx(async (tx) => {
      await changeOverlay(tx, deps, { change: { kind: 'cancel_version', pack }, reason: 'The plan was taken back.' });
      return shown(tx, deps, request.locale ?? 'en');
    }),
  }),
  route({
    method: 'get', path: '/v1/admin/tax-packs/:pack/differences', summary: 'Tell what differs between two versions of a rule pack', audience: 'staff', permission: 'tax.read', owner: null, params, query: z.strictObject({ from: version, to: version }), response: z.object({ data: z.array(differenceView) }),
    example: () => ({ params: { pack: 'DE' }, query: { from: '2026.11.2', to: '2026.11.2' } }),
    handle: (_ctx, { params: { pack }, query }) => Promise.resolve({ data: differencesBetween(carried(deps.packs, pack, query.from), carried(deps.packs, pack, query.to)) }),
  }),
  route({
    method: 'post', path: '/v1/admin/tax-packs/:pack/shadow-runs', summary: 'Hold a version that this deployment carries against the sales of the last 30 days', audience: 'staff', permission: 'tax.write', owner: null, status: 201, params, response: runView, body: z.strictObject({ version }),
    example: () => ({ params: { pack: 'DE' }, body: { version: '2026.11.2' } }),
    handle: (ctx, { params: { pack }, body }) => ctx.inTx(async (tx) => toRunView(await startShadowRun(tx, deps, carried(deps.packs, pack, body.version).document.body))),
  }),
];

function carried(packs: PackSet, pack: string, wanted: string) {
  const found = versionsOf(packs, pack).find(({ document }) => document.version === wanted);
  if (!found) throw unknownVersion(pack, wanted);
  return found;
}

async function shown(tx: TxCtx, deps: { packs: PackSet }, locale: string): Promise<z.input<typeof packsView>> {
  const listed = await listPacks(tx, deps);
  return { overlay_version: listed.version, data: listed.packs.map((pack) => toPackView(pack, locale)) };
}

const toPackView = (pack: ListedPack, locale: string): z.input<typeof packView> => ({
  id: pack.id, name: pack.name[locale.slice(0, 2)] ?? pack.name['en'] ?? pack.id, in_force: pack.inForce, is_chosen: pack.isChosen, is_gone: pack.isGone, newest: pack.newest, planned: pack.planned && { version: pack.planned.version, at: pack.planned.at.toISOString() },
  versions: pack.versions.map((one) => ({ version: one.version, sha256: one.sha256, activates: one.activates, state: one.state, shadow_run: one.shadowRun && { id: shadowRunId.toWire(one.shadowRun.id), state: one.shadowRun.state } })),
});
