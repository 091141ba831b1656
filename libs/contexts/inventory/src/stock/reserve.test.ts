import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { announced, asTenant, at, switchTenant, withDatabase } from '@stoa/platform/testing';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import type { VariantId } from '@stoa/events/catalog';
import { savedStock, savedWarehouse } from '../testing.js';
import { checks } from './checks.query.js';
import { availability, listLevels } from './level.repository.js';
import { commit, extendReservation, haveGoodsMoved, planAllocation, release, reserve, reservePlanned } from './reserve.js';

const soon = at('2026-03-01T09:15:00Z');
const line = (variantId: VariantId, quantity: number, lineId = newId()) => ({ lineId, variantId, quantity });
const broken = async (ctx: TxCtx) => {
  const breaks: { what: string }[] = [];
  for (const check of checks) breaks.push(...(await check.run(ctx)).breaks);
  return breaks;
};

describe('a reservation of what was planned', () => {
  const planned = async (ctx: TxCtx, lines: ReturnType<typeof line>[]) => {
    const plan = await planAllocation(ctx, { lines });
    if (plan.outcome !== 'planned') throw new Error('There is enough.');
    return plan.allocations;
  };

  test('goes out with the commit and holds just that, as a reservation does', () =>
    withDatabase(async ({ ctx }) => {
      const [mug, purposeId] = [newId<VariantId>(), newId()];
      await ctx.inTx(async (tx) => {
        await savedStock(tx, await savedWarehouse(tx, { priority: 1 }), { [mug]: 3 });
        await savedStock(tx, await savedWarehouse(tx, { priority: 2 }), { [mug]: 20 });
      });
      await ctx.inTx(async (tx) => {
        await reservePlanned(tx, { purposeId, dueAt: soon }, await planned(tx, [line(mug, 4), line(mug, 1)]));
        expect((await availability(tx, [mug])).get(mug)).toBe(23);
      });
      await ctx.inTx(async (tx) => {
        expect((await availability(tx, [mug])).get(mug)).toBe(18);
        expect(await broken(tx)).toEqual([]);
        expect(await commit(tx, purposeId)).toBe(true);
        expect((await listLevels(tx, [mug])).map(({ onHand, reserved }) => [onHand, reserved]).sort()).toEqual([[0, 0], [18, 0]]);
      });
    }));

  test.each([
    ['somebody took of them', 20, async (ctx: TxCtx, mug: VariantId) => void (await reserve(ctx, { purposeId: newId(), dueAt: soon, lines: [line(mug, 17)] }))],
    ['their warehouse is out of use', 20, async (ctx: TxCtx) => void (await ctx.tx('inventory.warehouses').where({ tenant_id: ctx.tenantId }).update({ active: false }))],
    ['few would be left, which shoppers are told', 9, async () => undefined],
    ['none would be left', 4, async () => undefined],
  ])('does nothing when %s', (_why, onHand, change) =>
    withDatabase(async ({ ctx }) => {
      const mug = newId<VariantId>();
      await ctx.inTx(async (tx) => savedStock(tx, await savedWarehouse(tx), { [mug]: onHand }));
      const before = await ctx.inTx(async (tx) => {
        const plan = await planned(tx, [line(mug, 4)]);
        await change(tx, mug);
        return { plan, levels: await listLevels(tx, [mug]) };
      });
      const told = await announced(ctx);

      const failure: unknown = await ctx.inTx((tx) => reservePlanned(tx, { purposeId: newId(), dueAt: soon }, before.plan)).catch((error: unknown) => error);

      expect(haveGoodsMoved(failure)).toBe(true);
      expect(await ctx.inTx((tx) => listLevels(tx, [mug]))).toEqual(before.levels);
      expect(await announced(ctx)).toEqual(told);
    }));
});

describe('a reservation', () => {
  test.each(['nothing', 'nestloop', 'hashjoin', 'mergejoin'])('names the warehouses in the order in which they are asked, however the database joins (without %s)', (without) =>
    asTenant(async (ctx) => {
      const [mug, bowl] = [newId<VariantId>(), newId<VariantId>()];
      const [third, first, fourth, second] = [await savedWarehouse(ctx, { priority: 2 }), await savedWarehouse(ctx, { priority: 1 }), await savedWarehouse(ctx, { priority: 3 }), await savedWarehouse(ctx, { priority: 2, country: 'FI' })];
      for (const warehouse of [fourth, third, second, first]) await savedStock(ctx, warehouse, { [mug]: 1, [bowl]: 1 });
      if (without !== 'nothing') await ctx.tx.raw(`set local enable_${without} = off`);
      const wanted = { lines: [line(bowl, 4), line(mug, 4)], shipTo: { country: 'FI' } };
      const inOrder = [first, second, third, fourth].map(({ id }) => id);

      const [planned, reserved] = [await planAllocation(ctx, wanted), await reserve(ctx, { ...wanted, purposeId: newId(), dueAt: soon })];

      for (const answer of [planned, reserved]) {
        const allocations = answer.outcome === 'short' ? [] : answer.allocations;
        expect([allocations.map(({ variantId }) => variantId), allocations.map(({ warehouseId }) => warehouseId)]).toEqual([[bowl, bowl, bowl, bowl, mug, mug, mug, mug], [...inOrder, ...inOrder]]);
      }
    }));

  test('takes from the first warehouse, and the rest from the next one', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      const first = await savedWarehouse(ctx, { priority: 1 });
      const second = await savedWarehouse(ctx, { priority: 2 });
      await savedStock(ctx, second, { [mug]: 5 });
      await savedStock(ctx, first, { [mug]: 3 });
      const wanted = line(mug, 4);

      const reserved = await reserve(ctx, { purposeId: newId(), dueAt: soon, lines: [wanted] });

      expect(reserved).toEqual({
        outcome: 'reserved',
        allocations: [
          { lineId: wanted.lineId, variantId: mug, warehouseId: first.id, quantity: 3 },
          { lineId: wanted.lineId, variantId: mug, warehouseId: second.id, quantity: 1 },
        ],
        warehouses: new Map([[first.id, first], [second.id, second]]),
      });
      expect((await availability(ctx, [mug])).get(mug)).toBe(4);
      expect(await broken(ctx)).toEqual([]);
    }));

  test('of warehouses with the same priority asks the one in the country of the address first', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      const german = await savedWarehouse(ctx, { country: 'DE' });
      const finnish = await savedWarehouse(ctx, { country: 'FI' });
      await savedStock(ctx, german, { [mug]: 2 });
      await savedStock(ctx, finnish, { [mug]: 2 });

      const sends = async (country: string) => {
        const plan = await planAllocation(ctx, { lines: [line(mug, 1)], shipTo: { country } });
        return plan.outcome === 'planned' && plan.allocations.map((a) => a.warehouseId);
      };

      expect([await sends('FI'), await sends('DE')]).toEqual([[finnish.id], [german.id]]);
    }));

  test('adds up two lines of the same goods, and takes nothing when together they are too many', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      const bowl = newId<VariantId>();
      const warehouse = await savedWarehouse(ctx);
      await savedStock(ctx, warehouse, { [mug]: 3, [bowl]: 9 });
      const lines = [line(mug, 2), line(bowl, 1), line(mug, 2)];

      expect(await reserve(ctx, { purposeId: newId(), dueAt: soon, lines })).toEqual({ outcome: 'short', lines: [{ lineId: lines[2]!.lineId, variantId: mug, available: 1 }] });
      expect(await planAllocation(ctx, { lines })).toEqual({ outcome: 'short', lines: [{ lineId: lines[2]!.lineId, variantId: mug, available: 1 }] });

      expect((await listLevels(ctx, [mug, bowl])).map((level) => level.reserved)).toEqual([0, 0]);
    }));

  test('asked twice for one purpose promises once', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      await savedStock(ctx, await savedWarehouse(ctx), { [mug]: 3 });
      const wanted = { purposeId: newId(), dueAt: soon, lines: [line(mug, 2)] };

      const first = await reserve(ctx, wanted);

      expect(await reserve(ctx, wanted)).toEqual(first);
      expect((await availability(ctx, [mug])).get(mug)).toBe(1);
    }));

  test('given back is for sale again; sold leaves what is on hand; neither can be done twice', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      await savedStock(ctx, await savedWarehouse(ctx), { [mug]: 10 });
      const [kept, returned] = [newId(), newId()];
      await reserve(ctx, { purposeId: kept, dueAt: soon, lines: [line(mug, 3)] });
      await reserve(ctx, { purposeId: returned, dueAt: soon, lines: [line(mug, 4)] });

      expect([await release(ctx, returned), await release(ctx, returned), await commit(ctx, returned)]).toEqual([true, false, false]);
      expect([await commit(ctx, kept), await commit(ctx, kept), await release(ctx, kept)]).toEqual([true, false, false]);

      expect((await listLevels(ctx, [mug])).map(({ onHand, reserved, available }) => ({ onHand, reserved, available }))).toEqual([{ onHand: 7, reserved: 0, available: 7 }]);
      expect(await broken(ctx)).toEqual([]);
    }));

  test('can be made again for a purpose whose first one was given back', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      await savedStock(ctx, await savedWarehouse(ctx), { [mug]: 2 });
      const wanted = { purposeId: newId(), dueAt: soon, lines: [line(mug, 2)] };
      await reserve(ctx, wanted);
      await release(ctx, wanted.purposeId);

      expect(await extendReservation(ctx, wanted.purposeId, soon)).toBe(false);
      expect(await reserve(ctx, wanted)).toMatchObject({ outcome: 'reserved' });
      expect(await extendReservation(ctx, wanted.purposeId, soon)).toBe(true);
    }));

  test('tells only of what a shopper sees: that goods are few, gone, or back', () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      await savedStock(ctx, await savedWarehouse(ctx), { [mug]: 10 });
      const last = newId();
      await reserve(ctx, { purposeId: newId(), dueAt: soon, lines: [line(mug, 2)] });
      await reserve(ctx, { purposeId: newId(), dueAt: soon, lines: [line(mug, 3)] });
      await reserve(ctx, { purposeId: last, dueAt: soon, lines: [line(mug, 5)] });
      await release(ctx, last);

      expect((await announced(ctx)).map((event) => event.payload)).toEqual([5, 0, 5].map((available) => ({ variantId: mug, available })));
    }));

  test("another tenant's goods do not exist", () =>
    asTenant(async (ctx) => {
      const mug = newId<VariantId>();
      await savedStock(ctx, await savedWarehouse(ctx), { [mug]: 2 });
      const wanted = line(mug, 1);
      const stranger = await switchTenant(ctx);

      expect(await reserve(stranger, { purposeId: newId(), dueAt: soon, lines: [wanted] })).toEqual({ outcome: 'short', lines: [{ lineId: wanted.lineId, variantId: mug, available: 0 }] });
    }));
});

test('however many shoppers reserve, give back and buy at once, no piece is sold twice and no piece is lost', () =>
  withDatabase(async ({ ctx }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ pick: fc.array(fc.record({ good: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 4 }), then: fc.constantFrom('keep', 'release', 'commit') }), { minLength: 4, maxLength: 12 }),
        fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6)),
        async (shoppers, pieces) => {
          const goods = pieces.map(() => newId<VariantId>());
          await ctx.inTx(async (tx) => {
            const [near, far] = [await savedWarehouse(tx, { priority: 1 }), await savedWarehouse(tx, { priority: 2 })];
            await savedStock(tx, near, new Map(goods.map((good, i) => [good, pieces[i]!])));
            await savedStock(tx, far, new Map(goods.map((good) => [good, 2])));
          });
          const bought = await Promise.all(
            shoppers.map(async ({ pick, then }) => {
              const purposeId = newId();
              const lines = pick.map(({ good, quantity }) => line(goods[good]!, quantity));
              const reserved = await ctx.inTx((tx) => reserve(tx, { purposeId, dueAt: soon, lines }));
              if (reserved.outcome === 'short') return [];
              if (then === 'release') await ctx.inTx((tx) => release(tx, purposeId));
              if (then === 'commit') await ctx.inTx((tx) => commit(tx, purposeId));
              expect(reserved.allocations.reduce((n, a) => n + a.quantity, 0)).toBe(lines.reduce((n, l) => n + l.quantity, 0));
              return then === 'release' ? [] : lines;
            }),
          );
          const free = await ctx.inRead((tx) => availability(tx, goods));
          for (const [i, good] of goods.entries()) {
            const taken = bought.flat().filter((l) => l.variantId === good).reduce((n, l) => n + l.quantity, 0);
            expect(free.get(good)).toBe(pieces[i]! + 2 - taken);
          }
          expect(await ctx.inRead(broken)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  }));

test('two hundred shoppers, fifty pieces: exactly fifty are sold', () =>
  withDatabase(async ({ ctx }) => {
    const drop = newId<VariantId>();
    await ctx.inTx(async (tx) => savedStock(tx, await savedWarehouse(tx), { [drop]: 50 }));

    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => ctx.inTx(async (tx) => {
        const purposeId = newId();
        const { outcome } = await reserve(tx, { purposeId, dueAt: soon, lines: [line(drop, 1)] });
        return outcome === 'reserved' && (await commit(tx, purposeId));
      })),
    );

    expect(outcomes.filter(Boolean)).toHaveLength(50);
    expect(await ctx.inRead((tx) => listLevels(tx, [drop]))).toMatchObject([{ onHand: 0, reserved: 0 }]);
    expect(await ctx.inRead(broken)).toEqual([]);
  }));
