import { balancesOf, checks as ledgerChecks, journalsOf, type Journal } from '@stoa/ledger';
import { checks as orderChecks } from '@stoa/orders';
import { checks as paymentChecks, listRefundsOfGroup, refundSource, shareSource, type Refund } from '@stoa/payments';
import { checks as payoutChecks, readVendorBalance } from '@stoa/payouts';
import { judgeBack, judgeShares, type Policy } from './money-judge-shares.js';
import { listRefunds, listTransfers, type House } from './money-house.js';
import type { Sale } from './money-sale.js';
import { agree, saidBy } from './random.js';

type Sums = [string, bigint][];

/** All money of the house, by the stand-in's own balances: what it has of ours is what our books say it has, each vendor has there and at its bank what our books say it was sent, and nothing is on its
 *  way. */
export async function judgeHouse(house: House): Promise<void> {
  const { ctx, stripe, sandbox, vendors, accounts } = house;
  agree('what must always hold at the stand-in', sandbox.stripe.invariants(), []);
  const there = await balanceAt(house, null);
  // A refund that found no money in our balance waits there until some comes in: the shopper is owed it here as there.
  const waiting = (await listRefunds(house)).filter((one) => one.status === 'pending').map((one): [string, bigint] => [one.currency.toUpperCase(), BigInt(one.amount)]);
  const atVendors = new Map<string, Sums>();
  for (const vendor of vendors) {
    const account = accounts.get(vendor.id)!;
    const toBank = (await stripe.balanceTransactions.list({ type: 'payout', limit: 100 }, { stripeAccount: account }).autoPagingToArray({ limit: 10_000 })).map((one): [string, bigint] => [one.currency.toUpperCase(), BigInt(-one.amount)]);
    const sent = (await listTransfers(house, { destination: account })).map((one): [string, bigint] => [one.currency.toUpperCase(), BigInt(one.amount - one.amount_reversed)]);
    agree(`what ${vendor.name} has at the stand-in and at its bank`, sums([...(await balanceAt(house, account)), ...toBank]), sums(sent));
    atVendors.set(vendor.id, sums(sent));
  }
  await ctx.inRead(async (tx) => {
    const balances = await balancesOf(tx, { kinds: ['gateway.pending', 'vendor.in_transfer', 'customer.refund_payable', 'order.clearing', 'tax.payable'] });
    const of = (kind: string) => sums(balances.filter((one) => one.account.kind === kind).map((one) => [one.account.currency, one.balanceMinor]));
    agree('what lies at Stripe', of('gateway.pending'), there);
    agree('what shoppers are owed', of('customer.refund_payable'), sums(waiting));
    for (const kind of ['vendor.in_transfer', 'order.clearing']) agree(`${kind} when all is quiet`, of(kind), []);
    agree('taxes that offices owe us', balances.filter((one) => one.account.kind === 'tax.payable' && one.balanceMinor < 0n), []);
    for (const vendor of vendors) {
      const said: Sums = [];
      for (const currency of ['EUR', 'USD']) said.push([currency, (await readVendorBalance(tx, vendor.id, currency)).paidOutMinor]);
      agree(`what ${vendor.name} was sent`, sums(said), atVendors.get(vendor.id));
    }
    for (const check of [...ledgerChecks, ...paymentChecks, ...payoutChecks, ...orderChecks]) agree(check.code, (await check.run(tx)).breaks, []);
  });
}

async function balanceAt({ stripe }: House, stripeAccount: string | null): Promise<Sums> {
  const { available, pending } = await stripe.balance.retrieve({}, stripeAccount === null ? {} : { stripeAccount });
  return sums([...available, ...pending].map(({ currency, amount }) => [currency.toUpperCase(), BigInt(amount)]));
}

/** Each sale by itself: what was booked about it adds up to nothing and leaves nothing in the clearing; the shopper has back and waits for what the stand-in says, never more than was paid; the vendors were
 *  sent no more than was captured; and each share of what went back is the share it was of what was paid. Answers with what is wrong, of each sale at most one thing. */
export async function judgeSales(house: House, { policy, sales }: { policy: Policy; sales: readonly Sale[] }): Promise<string[]> {
  const [refundsThere, transfersThere] = [await listRefunds(house), await listTransfers(house)];
  const found = await house.ctx.inRead(async (tx) => {
    const refunds = new Map<Sale, Refund[]>();
    for (const sale of sales) refunds.set(sale, await listRefundsOfGroup(tx, sale.group.id));
    const sources = new Map(sales.map((sale) => [sale, sourcesOf(sale, refunds.get(sale)!)]));
    const journals = new Map<string, Journal[]>();
    for (const journal of await journalsOf(tx, [...sources.values()].flat())) journals.set(keyOf(journal.source), [...(journals.get(keyOf(journal.source)) ?? []), journal]);
    return sales.map((sale) => ({ sale, refunds: refunds.get(sale)!, journals: sources.get(sale)!.flatMap((source) => journals.get(keyOf(source)) ?? []) }));
  });
  return found.flatMap(({ sale, refunds, journals }): string[] => {
    const { attempt } = sale;
    try {
      const there = (...states: string[]) => refundsThere.filter((one) => one.payment_intent === attempt.intentRef && states.includes(one.status ?? '')).reduce((total, one) => total + BigInt(one.amount), 0n);
      const here = (...states: string[]) => refunds.filter((one) => states.includes(one.state)).reduce((total, one) => total + one.amount.minor, 0n);
      agree('what the shopper has back', here('succeeded'), there('succeeded'));
      agree('what the shopper waits for', here('decided', 'pending'), there('pending'));
      agree('whether more goes back than was paid', there('succeeded', 'pending') > attempt.amount.minor || here('succeeded', 'decided', 'pending') > attempt.amount.minor, false);
      const sent = transfersThere.filter((one) => one.source_transaction === attempt.chargeRef).reduce((total, one) => total + BigInt(one.amount - one.amount_reversed), 0n);
      agree('whether more was sent on than was captured', sent > attempt.amount.minor, false);
      const entries = journals.flatMap((journal) => journal.entries);
      agree('what is booked about the sale', sums(entries.map((one) => [one.account.currency, one.amountMinor])), []);
      agree('what of the sale is left in the clearing', sums(entries.filter((one) => one.account.kind === 'order.clearing').map((one) => [one.account.currency, one.amountMinor])), []);
      agree('what was captured and booked', sums(entriesOf(journals, 'captured').filter((one) => one.account.kind === 'gateway.pending').map((one) => [one.account.currency, one.amountMinor])), [[attempt.amount.currency, attempt.amount.minor]]);
      agree('what the shopper is owed of the sale', -entries.filter((one) => one.account.kind === 'customer.refund_payable').reduce((total, one) => total + one.amountMinor, 0n), there('pending'));
      judgeShares(sale, refunds, policy);
      if (there('succeeded') === attempt.amount.minor) judgeBack(sale, { refunds, journals, policy });
      return [];
    } catch (error) {
      return [`${saidBy(error)}\n  the sale of ${attempt.intentRef}`];
    }
  });
}

const entriesOf = (journals: readonly Journal[], event: string) => journals.filter((journal) => journal.event === event).flatMap((journal) => journal.entries);
const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;
const sourcesOf = ({ group, attempt }: Sale, refunds: readonly Refund[]) => [
  { kind: 'payment_attempt', id: attempt.id as string }, { kind: 'order_group', id: group.id as string }, ...group.orders.map((order) => ({ kind: 'order', id: order.id as string })),
  ...refunds.flatMap((one) => [refundSource(one), ...one.shares.map((share) => shareSource(one, share))]),
];

/** By name, without what comes to nothing. */
export const sums = (list: readonly (readonly [string, bigint])[]): Sums => {
  const sum = new Map<string, bigint>();
  for (const [key, minor] of list) sum.set(key, (sum.get(key) ?? 0n) + minor);
  return [...sum].filter(([, minor]) => minor !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
};
