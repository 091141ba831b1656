import { applyPaymentState } from '@stoa/payments';
import { readRefunds, saveRefundPolicy } from '@stoa/payments/testing';
import { invariant } from '@stoa/platform/errors';
import type { TestEnvironment } from '@stoa/platform/testing';
import { judgeHouse, judgeSales } from './money-judge.js';
import { listRefunds, openHouse, openStreet, type House, type Street } from './money-house.js';
import { lifeOf, REST, ROUNDS, shortest, stepIn, tell, writeLives, type Life } from './money-life.js';
import { pay, type Sale } from './money-sale.js';
import { notice, refundRest, sweep } from './money-steps.js';
import { randomIn, saidBy, type Outcome, type Run } from './random.js';

/** So many sequences share a house, its vendors and its stand-in, and happen through each other. */
const IN_A_HOUSE = 50;
/** In one house of so many they happen at the same time, not only in turns. */
const RACED = 8;
const AT_ONCE = 4;
const SHORTEN_MS = 120_000;

type Env = Pick<TestEnvironment, 'db' | 'newTenant'> & { gather: Run['gather'] };
/** `isRaced`: some sequences go on at the same moment; such a run does not come again to the same end. */
type Plan = { readonly house: number; readonly lives: readonly Life[]; readonly isRaced: boolean };
type Lived = { readonly sale: Sale; readonly life: Life };

/** Sequences of pay, free, refund, transfer, reverse, fail, and what somebody does by hand; judged when all is quiet, by the stand-in's balances. A house is named by its first sequence; of the first
 *  one that fails, the shortest sequences that still fail are looked for. */
export async function runMoney({ db, newTenant }: Pick<TestEnvironment, 'db' | 'newTenant'>, { seed, count, say, root, only = null, slice = { at: 0, of: 1 }, gather }: Run & { root: string; only?: readonly Life[] | null }): Promise<Outcome> {
  const env = { db, newTenant, gather };
  const street = await openStreet(root);
  const failures: Outcome['failures'][number][] = [];
  let [lived, houses] = [0, 0];
  try {
    for (let index = slice.at; index * IN_A_HOUSE < count; index += slice.of) {
      const house = seed + index * IN_A_HOUSE;
      const lives = only ?? Array.from({ length: Math.min(IN_A_HOUSE, seed + count - house) }, (_, i) => lifeOf(house + i));
      const plan: Plan = { house, lives, isRaced: only === null && index % RACED === RACED - 1 };
      const wrong = await liveIn(street, env, plan);
      lived += lives.length;
      houses += 1;
      for (const what of wrong) say?.(`money, house ${house}: ${what}`);
      if (say && wrong.length > 0 && failures.length === 0) say(await howToRepeat(street, env, plan));
      failures.push(...wrong.map((what) => ({ seed: house, what })));
      if (houses % 20 === 0) say?.(`${lived} sequences of money`);
      if (only) break;
    }
  } finally {
    await street.sandbox.close();
  }
  return { passed: lived - failures.length, failures };
}

async function howToRepeat(street: Street, env: Env, plan: Plan): Promise<string> {
  const again = (lives: readonly Life[]): Promise<boolean> => liveIn(street, env, { ...plan, lives, isRaced: false }).then((wrong) => wrong.length > 0);
  if (!(await again(plan.lives))) return `They do not fail in turns: only at the same moment. Again: npm run test:sequences -- --part money --seed ${plan.house} --count ${plan.lives.length}`;
  const lives = await shortest(plan.lives, again, Date.now() + SHORTEN_MS);
  return [`The shortest that fails: npm run test:sequences -- --part money --seed ${plan.house} --only ${writeLives(lives)}`, ...lives.map((life) => `  ${tell(life)}`)].join('\n');
}

/** Answers with what went wrong: of each sequence at most one thing. */
async function liveIn(street: Street, env: Env, { house: seed, lives, isRaced }: Plan): Promise<string[]> {
  const atOnce = isRaced ? AT_ONCE : 1;
  try {
    const house = await openHouse(street, env);
    const random = randomIn(seed, 0);
    const policy = { commission: random.pick(['returned', 'kept'] as const), goodwillBy: random.pick(['marketplace', 'vendor'] as const) };
    await house.ctx.inTx((tx) => saveRefundPolicy(tx, policy));
    const lived: Lived[] = [];
    await together(lives, atOnce, async (life) => void lived.push({ sale: await pay(house, randomIn(life.seed, 0), 1), life }));
    await env.gather?.(); // what is true of the houses before says nothing about this one
    street.sandbox.stripe.advanceClock(3_600_000);
    // Until the fee is known nothing is sent on to vendors.
    const feeKnownIn = random.pick([1, 1, 1, 1, 1, 1, 2, 4]);
    for (let round = 1; round <= ROUNDS; round += 1) {
      if (round === feeKnownIn) await learnFees(house, lived);
      await together(lived.filter(({ life }) => life.rounds.includes(round)), atOnce, ({ sale, life }) => stepIn(life, round)[1](house, sale, randomIn(life.seed, 10 + round), round + 1));
      await sweep(house, randomIn(seed, round), round + 1);
    }
    street.sandbox.stripe.faults.clear();
    await quiet(house, lived, atOnce);
    await judgeHouse(house);
    return await judgeSales(house, { policy, sales: lived.map(({ sale }) => sale) });
  } catch (error) {
    return [saidBy(error)];
  }
}

/** Accounts are whole again; some shoppers get all the rest back; then everybody hears everything, until nothing moves any more. */
async function quiet(house: House, lived: readonly Lived[], atOnce: number): Promise<void> {
  for (const account of house.accounts.values()) house.sandbox.stripe.setCapability(account, 'active');
  const heard = new Map<string, string>();
  for (let day = 20; day < 23; day += 1) {
    const there = await listRefunds(house);
    await together(lived, atOnce, async ({ sale, life }) => {
      // What is ours and went well was heard when it was made; a few are told again all the same, which must change nothing.
      const news = there.filter((one) => one.payment_intent === sale.attempt.intentRef && (one.metadata?.['refund_id'] === undefined || one.status !== 'succeeded' || heard.has(one.id)));
      const isNews = news.some((one) => heard.get(one.id) !== one.status) || (day === 20 && randomIn(life.seed, 30).chance(10));
      // What could not be taken in yet is told again, as the inbox of webhooks does it.
      const notYet = isNews ? await readRefunds(house.payments, house.on(day), sale.attempt.id) : null;
      if (notYet === null) for (const one of news) heard.set(one.id, one.status ?? '');
      if (day === 20 && life.rounds.includes(REST)) await refundRest(house, sale, randomIn(life.seed, REST), day);
    });
    await notice(house, (one) => one.amount_reversed > 0 || one.metadata['transfer_id'] === undefined);
    house.sandbox.stripe.advanceClock(86_400_000);
    await sweep(house, null, day);
  }
}

/** The gateway names its fees some time after the captures. */
async function learnFees(house: House, lived: readonly Lived[]): Promise<void> {
  const seen: { id: Sale['attempt']['id']; intent: Parameters<typeof applyPaymentState>[2] }[] = [];
  for (const { sale: { attempt } } of lived) {
    const answer = await house.payments.provider.readIntent(house.ctx, { gateway: { provider: 'stripe', secretRef: house.secretRef }, intentRef: attempt.intentRef! });
    invariant(answer.outcome === 'answered', 'the stand-in answers when all is quiet');
    seen.push({ id: attempt.id, intent: answer.intent });
  }
  await house.ctx.inTx(async (tx) => {
    for (const { id, intent } of seen) await applyPaymentState(tx, id, intent);
  });
}

/** All of them, some at the same time. When one fails, the others end what they are at before it is said: nothing goes on behind the back of whoever waited. */
async function together<T>(list: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, async () => {
    try {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  }));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
