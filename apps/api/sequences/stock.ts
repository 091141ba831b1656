import type { VariantId } from '@stoa/events/catalog';
import { checks, commit, listLevels, release, reserve, restock, type Warehouse } from '@stoa/inventory';
import { savedStock, savedWarehouse } from '@stoa/inventory/testing';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { TestEnvironment } from '@stoa/platform/testing';
import { agree, randomIn, runAll, saidBy, type Outcome, type Random, type Run } from './random.js';

const AT_ONCE = 4;
const LONGEST = 14;

/** Sequences of reserve, take, release, lapse, return and restock, on goods of their own in two warehouses, some of them racing; judged after each step by counting pieces. One that fails is told up to
 *  the step after which the pieces did not agree. */
export async function runStock({ newTenant }: Pick<TestEnvironment, 'newTenant'>, { only = null, ...run }: Run & { only?: number | null }): Promise<Outcome> {
  const ctx = newTenant();
  const [near, far] = await ctx.inTx(async (tx) => [await savedWarehouse(tx), await savedWarehouse(tx, { name: 'Erfurt', priority: 2 })] as const);
  const outcome = await runAll(only === null ? run : { ...run, seed: only, count: 1, slice: { at: 0, of: 1 } }, { atOnce: AT_ONCE, each: (seed) => sequence(ctx, [near, far], randomIn(seed, 0)) });
  for (const { seed } of outcome.failures.slice(0, 3)) run.say?.(`Again: npm run test:sequences -- --part stock --only ${seed}`);
  const broken: { seed: number; what: string }[] = [];
  for (const check of checks) broken.push(...(await ctx.inRead((tx) => check.run(tx))).breaks.map(({ what }) => ({ seed: run.seed, what })));
  for (const { what } of broken) run.say?.(`stock, when all is over: ${what}`);
  return { ...outcome, failures: [...outcome.failures, ...broken] };
}

type Promised = { readonly id: string; readonly pieces: readonly { variantId: VariantId; warehouseId: Warehouse['id']; quantity: number }[]; dueStep: number };
/** What must be true, counted by hand: pieces that came in, went out and came back, and promises that stand. */
type Counted = { readonly variants: readonly VariantId[]; readonly onHand: Map<string, number>; standing: Promised[]; sold: Promised[] };
type Ask = { readonly variantId: VariantId; readonly quantity: number };

async function sequence(ctx: Ctx, warehouses: readonly Warehouse[], random: Random): Promise<void> {
  const counted: Counted = { variants: Array.from({ length: 1 + random.int(2) }, () => newId<VariantId>()), onHand: new Map(), standing: [], sold: [] };
  await receive(ctx, counted, { warehouses, random });
  const told: string[] = [];
  for (let step = 0, length = 1 + random.int(LONGEST); step < length; step += 1) {
    const [name, act] = random.pick(STEPS);
    told.push(name);
    try {
      await act(ctx, counted, { warehouses, random, step });
      await ctx.inRead((tx) => judge(tx, counted));
    } catch (error) {
      throw new Error(`${saidBy(error)}\n  after: ${told.join(', ')}`, { cause: error });
    }
  }
}

type Of = { readonly warehouses: readonly Warehouse[]; readonly random: Random; readonly step?: number };

/** Somebody counts a shelf: more or less lies there, never less than is promised from it. */
async function receive(ctx: Ctx, counted: Counted, { warehouses, random }: Of): Promise<void> {
  const [variantId, warehouse] = [random.pick(counted.variants), random.pick(warehouses)];
  const onHand = promisedFrom(counted, variantId, warehouse.id) + random.int(7);
  await ctx.inTx((tx) => savedStock(tx, warehouse, new Map([[variantId, onHand]])));
  counted.onHand.set(`${variantId} ${warehouse.id}`, onHand);
}

const reserveSome = async (ctx: Ctx, counted: Counted, { random, step = 0 }: Of): Promise<void> =>
  ask(ctx, counted, { asks: wanted(counted, random), purposeId: newId(), dueStep: step + 1 + random.int(4) });

/** Two want the same goods at the same moment: who is refused was refused because the other has them, or because there never were enough. */
async function raceForSome(ctx: Ctx, counted: Counted, { random, step = 0 }: Of): Promise<void> {
  const before = new Map(counted.variants.map((id) => [id, available(counted, id)]));
  const both = [wanted(counted, random), wanted(counted, random)];
  const got = await Promise.all(both.map((asks) => reserveAs(ctx, asks, newId(), step)));
  for (const [i, one] of got.entries()) {
    const others = got[1 - i]!.promised?.pieces ?? [];
    const fits = both[i]!.every((line) => (before.get(line.variantId) ?? 0) - piecesOf(others, line.variantId) >= line.quantity);
    if (!one.promised && fits) throw new Error('a shopper was refused goods that nobody else had');
    if (one.promised) counted.standing.push(one.promised);
  }
}

async function ask(ctx: Ctx, counted: Counted, { asks, purposeId, dueStep }: { asks: readonly Ask[]; purposeId: string; dueStep: number }): Promise<void> {
  const isThere = asks.every((line) => available(counted, line.variantId) >= line.quantity);
  const { promised } = await reserveAs(ctx, asks, purposeId, dueStep);
  agree('whether it is promised', promised !== null, isThere);
  if (promised) counted.standing.push(promised);
}

async function reserveAs(ctx: Ctx, asks: readonly Ask[], purposeId: string, dueStep: number): Promise<{ promised: Promised | null }> {
  const answer = await ctx.inTx((tx) => reserve(tx, { purposeId, dueAt: new Date(ctx.now.getTime() + dueStep * 60_000), lines: asks.map((line) => ({ lineId: newId(), ...line })) }));
  if (answer.outcome === 'short') return { promised: null };
  const pieces = answer.allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId: warehouseId as Warehouse['id'], quantity }));
  for (const line of asks) agree('what is promised of what was asked for', piecesOf(pieces, line.variantId), line.quantity);
  return { promised: { id: purposeId, pieces, dueStep } };
}

/** The goods of a promise are sold, once; a second try finds no promise. */
async function take(ctx: Ctx, counted: Counted, { random }: Of): Promise<void> {
  if (counted.standing.length === 0) return;
  const one = random.pick(counted.standing);
  const answers = await Promise.all(Array.from({ length: random.chance(30) ? 2 : 1 }, () => ctx.inTx((tx) => commit(tx, one.id))));
  agree('how often a promise is taken', answers.filter(Boolean).length, 1);
  counted.standing = counted.standing.filter((promised) => promised !== one);
  for (const piece of one.pieces) add(counted, piece, -piece.quantity);
  counted.sold.push(one);
}

async function letGo(ctx: Ctx, counted: Counted, { random }: Of): Promise<void> {
  if (counted.standing.length === 0) return;
  const one = random.pick(counted.standing);
  const isRaced = random.chance(30);
  const answers = await Promise.all([ctx.inTx((tx) => release(tx, one.id)), ...(isRaced ? [ctx.inTx((tx) => release(tx, one.id))] : [])]);
  agree('how often a promise is let go', answers.filter(Boolean).length, 1);
  counted.standing = counted.standing.filter((promised) => promised !== one);
}

/** Promises whose time is over are let go by whoever made them; who pays all the same is promised the goods anew, if they are still there. */
async function lapse(ctx: Ctx, counted: Counted, { random, step = 0 }: Of): Promise<void> {
  for (const one of counted.standing.filter((promised) => promised.dueStep <= step)) {
    agree('whether a lapsed promise stood', await ctx.inTx((tx) => release(tx, one.id)), true);
    counted.standing = counted.standing.filter((promised) => promised !== one);
    agree('whether a lapsed promise can be taken', await ctx.inTx((tx) => commit(tx, one.id)), false);
    if (!random.chance(50)) continue;
    const asks = counted.variants.flatMap((variantId): Ask[] => (piecesOf(one.pieces, variantId) > 0 ? [{ variantId, quantity: piecesOf(one.pieces, variantId) }] : []));
    await ask(ctx, counted, { asks, purposeId: newId(), dueStep: step + LONGEST });
  }
}

/** Sold pieces come back for sale, once, however often it is said. */
async function bringBack(ctx: Ctx, counted: Counted, { random }: Of): Promise<void> {
  if (counted.sold.length === 0) return;
  const one = random.pick(counted.sold);
  counted.sold = counted.sold.filter((sold) => sold !== one);
  const pieces = one.pieces.map((piece) => ({ ...piece, quantity: 1 + random.int(piece.quantity) }));
  const sourceId = newId();
  for (let times = 1 + random.int(2); times > 0; times -= 1) await ctx.inTx((tx) => restock(tx, sourceId, pieces));
  for (const piece of pieces) add(counted, piece, piece.quantity);
}

const STEPS = [
  ['reserve', reserveSome], ['reserve', reserveSome], ['race for goods', raceForSome], ['take', take], ['take', take], ['let go', letGo], ['lapse', lapse], ['bring back', bringBack], ['count a shelf', receive],
] as const;

/** What lies where and what of it is promised, to the piece; and nothing is ever promised that is not there. */
async function judge(tx: TxCtx, counted: Counted): Promise<void> {
  const levels = await listLevels(tx, counted.variants);
  for (const level of levels) {
    agree('pieces on hand', level.onHand, counted.onHand.get(`${level.variantId} ${level.warehouseId}`) ?? 0);
    agree('pieces promised', level.reserved, promisedFrom(counted, level.variantId, level.warehouseId as Warehouse['id']));
    if (level.reserved < 0 || level.reserved > level.onHand) throw new Error(`oversold: ${level.reserved} promised of ${level.onHand}`);
  }
  agree('shelves', levels.length, counted.onHand.size);
}

const wanted = ({ variants }: Counted, random: Random): Ask[] => variants.filter((_, i) => i === 0 || random.chance(40)).map((variantId) => ({ variantId, quantity: 1 + random.int(4) }));
const piecesOf = (pieces: Promised['pieces'], variantId: VariantId): number => pieces.filter((piece) => piece.variantId === variantId).reduce((sum, piece) => sum + piece.quantity, 0);
const promisedFrom = ({ standing }: Counted, variantId: VariantId, warehouseId: Warehouse['id']): number => piecesOf(standing.flatMap((one) => one.pieces).filter((piece) => piece.warehouseId === warehouseId), variantId);
const available = (counted: Counted, variantId: VariantId): number =>
  [...counted.onHand].filter(([key]) => key.startsWith(variantId)).reduce((sum, [, onHand]) => sum + onHand, 0) - piecesOf(counted.standing.flatMap((one) => one.pieces), variantId);
const add = (counted: Counted, { variantId, warehouseId }: { variantId: VariantId; warehouseId: Warehouse['id'] }, by: number): void => {
  const key = `${variantId} ${warehouseId}`;
  counted.onHand.set(key, (counted.onHand.get(key) ?? 0) + by);
};
