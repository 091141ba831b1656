import type { TxCtx } from '@stoa/platform/context';
import { at, asTenant, switchTenant, withDatabase, withNow } from '@stoa/platform/testing';
import { checkVelocity } from './check-velocity.js';
import { deleteLapsed, saveLimit } from './velocity.repository.js';

const NOW = at('2026-03-01T09:00:00Z');
const after = (ctx: TxCtx, seconds: number) => withNow(ctx, new Date(NOW.getTime() + seconds * 1000));
const who = (n: number | string) => ({ emailIndex: `mail-${n}`, addressHash: `place-${n}` });
const refused = { code: 'risk.too_many_attempts', kind: 'too_many' };

test('the eleventh payment with one e-mail within an hour is refused, from wherever it comes', () =>
  asTenant(async (ctx) => {
    for (let i = 0; i < 10; i += 1) await checkVelocity(ctx, { emailIndex: 'mail', addressHash: `place-${i}` });

    await expect(checkVelocity(ctx, { emailIndex: 'mail', addressHash: 'elsewhere' })).rejects.toMatchObject({ ...refused, details: { retryAfterSeconds: 3600 } });
    await checkVelocity(ctx, { emailIndex: 'another', addressHash: 'elsewhere' });
  }));

test('the thirty-first payment from one address within an hour is refused, whatever its e-mail', () =>
  asTenant(async (ctx) => {
    for (let i = 0; i < 30; i += 1) await checkVelocity(ctx, { emailIndex: `mail-${i}`, addressHash: 'place' });

    await expect(checkVelocity(ctx, { emailIndex: 'mail-30', addressHash: 'place' })).rejects.toMatchObject(refused);
  }));

test('the hour slides: attempts leave it one by one', () =>
  asTenant(async (ctx) => {
    await saveLimit(ctx, { kind: 'email', maxAttempts: 2, windowSeconds: 3600 });
    await checkVelocity(ctx, who(1));
    await checkVelocity(after(ctx, 1800), who(1));

    await expect(ctx.tx.transaction((tx) => checkVelocity(after({ ...ctx, tx }, 3599), who(1)))).rejects.toMatchObject({ ...refused, details: { retryAfterSeconds: 1 } });
    await checkVelocity(after(ctx, 3600), who(1));
    await expect(ctx.tx.transaction((tx) => checkVelocity(after({ ...ctx, tx }, 3601), who(1)))).rejects.toMatchObject({ ...refused, details: { retryAfterSeconds: 1799 } });
  }));

test('what was refused does not count', () =>
  withDatabase(async ({ ctx, as }) => {
    await ctx.inTx((tx) => saveLimit(tx, { kind: 'email', maxAttempts: 1, windowSeconds: 60 }));
    await ctx.inTx((tx) => checkVelocity(tx, who(1)));
    for (let i = 0; i < 3; i += 1) await expect(ctx.inTx((tx) => checkVelocity(tx, who(1)))).rejects.toMatchObject(refused);

    await as(ctx.actor, new Date(NOW.getTime() + 60_000)).inTx((tx) => checkVelocity(tx, who(1)));
  }));

test('twenty at once: as many pass as the limit says', () =>
  withDatabase(async ({ ctx }) => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => ctx.inTx((tx) => checkVelocity(tx, who(1)))));

    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(10);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject(refused);
  }));

test('what no longer counts is forgotten', () =>
  asTenant(async (ctx) => {
    await checkVelocity(ctx, who(1));

    expect(await deleteLapsed(after(ctx, 3599), 100)).toBe(0);
    expect(await deleteLapsed(after(ctx, 3600), 100)).toBe(2);
  }));

test("another marketplace's attempts do not count", () =>
  asTenant(async (ctx) => {
    await saveLimit(ctx, { kind: 'email', maxAttempts: 1, windowSeconds: 60 });
    await checkVelocity(ctx, who(1));

    await checkVelocity(await switchTenant(ctx), who(1));
  }));
