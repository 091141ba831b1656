import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaxDecisionId } from '@stoa/events/tax';
import type { Ctx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { withDatabase } from '@stoa/platform/testing';
import { aMarket, liveTenant } from '@stoa/tenancy/testing';
import { decideTax } from '../decision/decide-tax.js';
import { recomputeDecision } from '../decision/recompute-decision.js';
import { recordDecisions } from '../decision/record-decisions.js';
import { getOverlay } from '../overlay/overlay.repository.js';
import { changeOverlay } from '../overlay/change-overlay.js';
import { compareVersions, loadPacks } from '../pack/load-packs.js';
import type { PackSet } from '../pack/pack.js';
import { packsAt } from '../pack/packs-at.js';
import { advanceShadowRuns } from '../shadow/advance-shadow-runs.js';
import { startShadowRun } from '../shadow/start-shadow-run.js';
import { aConsignment, PACK_DIR, place } from '../testing.js';
import { chooseVersion, versionsOf } from './choose-version.js';
import { listPacks } from './list-packs.js';
import { differencesBetween } from './pack-difference.js';

const germany = readFileSync(join(PACK_DIR, 'DE.json'), 'utf8');
const installed = (JSON.parse(germany) as { version: string }).version;
const union = readFileSync(join(PACK_DIR, 'EU.json'), 'utf8');
const version = (text: string, is: string, activates: string | null) => text.replace(/"version": "[\d.]+"/, `"version": "${is}"${activates === null ? '' : `, "activates": "${activates}"`}`);
const dearer = (is: string, activates: string | null) => version(germany, is, activates).replace('"pct": "19", "from": "2021-01-01"', '"pct": "21", "from": "2021-01-01"');

/** The packs of this repository, with further versions beside them. */
function carrying(files: Readonly<Record<string, string>>): PackSet {
  const copy = mkdtempSync(join(tmpdir(), 'packs-'));
  try {
    cpSync(PACK_DIR, copy, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(copy, 'versions', `${name}.json`), text);
    return loadPacks(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
const packs = carrying({ 'DE@2027.1.1': dearer('2027.1.1', '2027-01-01') });
const rateAt = async (ctx: Ctx, taxPoint: string, set = packs): Promise<string> => {
  const answer = await ctx.inTx((tx) => decideTax(tx, { packs: set }, aConsignment({ taxPoint: new Date(taxPoint) })));
  return answer.outcome === 'decided' ? answer.decision.lines[0]!.ratePct : answer.reasons[0]!.code;
};
const choose = (ctx: Ctx, wanted: string | null, from: string | null = null) => ctx.inTx((tx) => chooseVersion(tx, { packs }, { pack: 'DE', version: wanted, from, reason: 'Our accountant wants it.' }));
const stand = (ctx: Ctx, is: string) => ctx.inTx((tx) => startShadowRun(tx, { packs }, versionsOf(packs, 'DE').find(({ document }) => document.version === is)!.document.body));

test('who chose nothing goes on to a new version when its own day has come, on the clock of its place', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, {}, db);
    expect([await rateAt(ctx, '2026-12-31T22:59:59Z'), await rateAt(ctx, '2026-12-31T23:00:00Z')]).toEqual(['19', '21']);
  }));

test('a newer version is activated from a day on after its shadow run, and one goes back from now on: no sale that was made changes', () =>
  withDatabase(async ({ ctx, as, db }) => {
    await liveTenant(ctx, {}, db);
    const sold = await ctx.inTx((tx) => decideTax(tx, { packs }, aConsignment({ taxPoint: new Date('2027-02-01T11:00:00Z') })));
    if (sold.outcome !== 'decided') throw new Error('it has an answer');
    const decisionId = newId<TaxDecisionId>();
    await ctx.inTx((tx) => recordDecisions(tx, { packs }, [{ decisionId, consignmentId: newId(), orderId: newId(), decision: sold.decision }]));
    expect(sold.decision.packs.find(({ id }) => id === 'DE')!.version).toBe('2027.1.1');

    await expect(choose(ctx, '2027.1.1', '2026-06-01')).rejects.toMatchObject({ code: 'tax.shadow_run_missing' });
    await stand(ctx, '2027.1.1');
    await advanceShadowRuns({ packs }, ctx);
    await choose(ctx, '2027.1.1', '2026-06-01');
    expect([await rateAt(ctx, '2026-05-31T21:59:59Z'), await rateAt(ctx, '2026-05-31T22:00:00Z')]).toEqual(['19', '21']);

    const july = as(ctx.actor, new Date('2026-07-01T09:00:00Z'));
    await choose(july, installed);
    expect([await rateAt(july, '2026-06-30T11:00:00Z'), await rateAt(july, '2026-07-01T09:00:00Z'), await rateAt(july, '2027-02-01T11:00:00Z')]).toEqual(['21', '19', '19']);
    await expect(choose(july, installed)).rejects.toMatchObject({ code: 'tax.version_in_force' });
    expect(await ctx.inTx((tx) => recomputeDecision(tx, decisionId))).toMatchObject({ same: true });
    await choose(july, null);
    expect(await rateAt(july, '2027-02-01T11:00:00Z')).toBe('21');
  }));

test('a plan may be taken back, choosing anew takes its place, and what is not carried cannot be chosen', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, {}, db);
    await choose(ctx, '2026.11.2', '2026-06-01');
    await choose(ctx, '2026.11.2', '2026-07-01');
    const choices = async () => (await ctx.inTx((tx) => getOverlay(tx))).packs.map((one) => [one.version, one.at]);
    expect(await choices()).toEqual([['2026.11.2', '2026-06-30T22:00:00.000Z']]);
    await ctx.inTx((tx) => changeOverlay(tx, { packs }, { change: { kind: 'cancel_version', pack: 'DE' }, reason: 'It was a slip.' }));
    expect(await choices()).toEqual([]);
    await expect(choose(ctx, '2025.1.1')).rejects.toMatchObject({ code: 'tax.pack_version_not_found' });
    await expect(choose(ctx, '2026.11.2', '2026-02-28')).rejects.toMatchObject({ code: 'tax.starts_in_the_past' });
    await expect(ctx.inTx((tx) => chooseVersion(tx, { packs }, { pack: 'ZZ', version: null, from: null, reason: 'No such place.' }))).rejects.toMatchObject({ code: 'tax.pack_not_found' });
    expect(await choices()).toEqual([]);
  }));

test('a chosen version that the deployment does not carry any more stops sales by it, and no others', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, { markets: [aMarket({ countries: ['DE', 'FI'] })] }, db);
    await choose(ctx, '2026.11.2');
    const newer = { ...packs, shelf: new Map() };
    expect(await rateAt(ctx, '2026-11-02T11:00:00Z', newer)).toBe('tax.pack_version_missing');
    const finland = place('FI');
    const within = aConsignment({ shipFrom: finland, shipTo: finland, seller: { ...aConsignment().seller, country: 'FI', establishments: ['FI'], registrations: [{ country: 'FI', scheme: 'vat', number: 'FI1' }] } });
    expect((await ctx.inTx((tx) => decideTax(tx, { packs: newer }, within))).outcome).toBe('decided');
    expect((await ctx.inTx((tx) => listPacks(tx, { packs: newer }))).packs.find(({ id }) => id === 'DE')).toMatchObject({ inForce: '2026.11.2', isChosen: true, isGone: true });
  }));

test('the list tells the versions of each pack of the markets, what each is, and its shadow run', () =>
  withDatabase(async ({ ctx, db }) => {
    await liveTenant(ctx, {}, db);
    await stand(ctx, '2027.1.1');
    const [first, second] = (await ctx.inTx((tx) => listPacks(tx, { packs }))).packs;
    expect([first!.id, first!.inForce, first!.newest, first!.isChosen, second!.id, second!.versions.length]).toEqual(['DE', installed, installed, false, 'EU', 1]);
    expect(first!.versions.map((one) => [one.version, one.state, one.activates, one.shadowRun?.state ?? null])).toEqual([['2027.1.1', 'upcoming', '2027-01-01', 'running'], [installed, 'in_force', null, null], ['2026.11.2', 'older', null, null]]);
  }));

test('what differs between two versions is told part by part, with what it was and its law', () => {
  const of = (is: string) => versionsOf(packs, 'DE').find(({ document }) => document.version === is)!;
  expect(differencesBetween(of(installed), of('2027.1.1'))).toEqual([{ what: 'rate', name: 'standard from 2021-01-01', change: 'changed', was: '19 %', becomes: '21 %', cite: expect.any(String) }]);
  expect(differencesBetween(of('2027.1.1'), of('2027.1.1'))).toEqual([]);
  expect(differencesBetween(of('2026.11.2'), of(installed)).map(({ what, name, change }) => [what, name, change])).toContainEqual(['setting', 'tax id', 'new']);
});

test('a set is made once for all who chose the same; a new version of a union’s law holds in its members, and leaves the others as they are', () => {
  const shelf = carrying({ 'EU@2027.1.1': version(union, '2027.1.1', null).replace('"ioss_limit": ["150", "EUR"]', '"ioss_limit": ["100", "EUR"]') });
  const older = (JSON.parse(union) as { version: string }).version;
  const at = new Date('2026-11-02T11:00:00Z');
  const [one, other] = [[{ pack: 'EU', version: older, at: '2026-01-01T00:00:00.000Z' }], [{ pack: 'EU', version: older, at: '2026-02-01T00:00:00.000Z' }]].map((choices) => packsAt(shelf, choices, at).packs);
  expect([one === other, one === shelf]).toEqual([true, true]);
  const newest = packsAt(shelf, [], at).packs;
  expect([newest === packsAt(shelf, [], at).packs, newest.packs.get('FI')!.params['ioss_limit'], one!.packs.get('FI')!.params['ioss_limit'], newest.packs.get('US') === shelf.packs.get('US')]).toEqual([true, ['100', 'EUR'], ['150', 'EUR'], true]);
});

test('versions are counted by their numbers, and one that is carried twice or stands alone is refused', () => {
  expect(['2026.11.9', '2026.9.1', '2026.11.10', '2027.1.1'].sort(compareVersions)).toEqual(['2026.9.1', '2026.11.9', '2026.11.10', '2027.1.1']);
  expect(() => carrying({ 'DE@again': germany })).toThrow(/is carried twice: raise the version/);
  expect(() => carrying({ 'ZZ@1': version(germany, '2027.1.1', null).replace('"id": "DE"', '"id": "ZZ"') })).toThrow(/there is no installed version of it/);
  expect(() => carrying({ 'DE@2027.1.1': dearer('2027.1.1', null).replace('"pct": "21"', '"pct": "210"') })).toThrow(/a rate of more than 100 is a slip/);
});
