import type { AttemptId, GatewayAccountId } from '@stoa/events/payments';
import type { CheckoutId } from '@stoa/events/checkout';
import type { JournalId } from '@stoa/events/ledger';
import type { OrderGroupId, OrderId } from '@stoa/events/orders';
import type { HoldId } from '@stoa/events/payouts';
import type { VendorId } from '@stoa/events/vendors';
import { ACCOUNT_KINDS, account, type AccountKind, type Journal } from '@stoa/ledger';
import type { OrderForMoney, OrderGroupForMoney } from '@stoa/orders';
import { invariant } from '@stoa/platform/errors';
import { newId } from '@stoa/platform/ids';
import { money, percent } from '@stoa/platform/money';
import type { TxCtx } from '@stoa/platform/context';
import type { Hold } from './hold/hold.js';
import { holdOrderGroup } from './hold/hold-order-group.js';
import { freeHolds } from './hold/release-holds.js';
import type { MoneyFacts } from './money/money-facts.js';
import type { AccountSnapshot, MoveAnswer, PayoutProvider } from './provider.js';
import type { PayoutsDeps } from './deps.js';
import type { Transfer } from './transfer/transfer.js';
import { listTransfersOfGroup, updateTransfer } from './transfer/transfer.repository.js';

export type FakePayouts = PayoutProvider & {
  /** The vendor fills in everything on the company's page. */
  complete(accountRef: string, change?: Partial<AccountSnapshot>): void;
  /** The next call gets no answer; the one that opens an account has done its work all the same. */
  loseAnswer(): void;
  accounts(): AccountSnapshot[];
};

/** A company that pays vendors out, in memory. It serves Germany, Finland and the United States. */
export function fakePayouts(): FakePayouts {
  const accounts = new Map<string, AccountSnapshot>();
  const byKey = new Map<string, string>();
  const moved = new Map<string, { ref: string; id: string }>();
  let isDead = false;
  const answer = <T>(value: T) => {
    if (!isDead) return { outcome: 'answered' as const, value };
    isDead = false;
    return { outcome: 'unknown' as const, message: 'the line went dead' };
  };
  const refOf = (id: string) => [...moved.values()].find((one) => one.id === id)?.ref ?? null;
  /** Done even when its answer is lost. */
  const moveOnce = (key: string, prefix: string, id: string): MoveAnswer => {
    const { ref } = moved.get(key) ?? { ref: `${prefix}_${moved.size + 1}` };
    moved.set(key, { ref, id });
    if (!isDead) return { outcome: 'answered', ref };
    isDead = false;
    return { outcome: 'unknown', why: 'no_answer', message: 'the line went dead' };
  };
  return {
    openAccount: async (_ctx, { idempotencyKey, account: wanted }) => {
      if (!['DE', 'FI', 'US'].includes(wanted.country)) return { outcome: 'refused', message: `Accounts in ${wanted.country} cannot receive transfers.` };
      const accountRef = byKey.get(idempotencyKey) ?? `acct_${byKey.size + 1}`;
      byKey.set(idempotencyKey, accountRef);
      const opened: AccountSnapshot = accounts.get(accountRef) ?? { accountRef, isClosed: false, capability: 'restricted', reasons: ['requirements_past_due'], requirements: [{ field: 'identity.individual.date_of_birth', awaiting: 'vendor', isOverdue: true }] };
      accounts.set(accountRef, opened);
      return answer(opened);
    },
    openOnboarding: async (_ctx, { accountRef, returnUrl }) => answer({ url: `http://127.0.0.1/onboarding/${accountRef}?back=${encodeURIComponent(returnUrl)}` }),
    readAccount: async (_ctx, { accountRef }) => {
      const found = accounts.get(accountRef);
      return found ? answer(found) : { outcome: 'refused', message: `No such account: '${accountRef}'` };
    },
    createTransfer: async (_ctx, { idempotencyKey, transfer }) => {
      if (accounts.get(transfer.accountRef)?.capability !== 'active') return { outcome: 'refused', why: 'account_restricted', code: 'insufficient_capabilities_for_transfer', message: 'Your destination account cannot receive transfers.' };
      return moveOnce(idempotencyKey, 'tr', transfer.transferId);
    },
    createReversal: async (_ctx, { idempotencyKey, reversalId }) => moveOnce(idempotencyKey, 'trr', reversalId),
    findTransfer: async (_ctx, { transferId }) => answer({ ref: refOf(transferId) }),
    readTransfer: async (_ctx, { transferRef }) => ({ outcome: 'unknown', message: `nobody asked this company for ${transferRef}` }),
    findReversal: async (_ctx, { reversalId }) => answer({ ref: refOf(reversalId) }),
    complete: (accountRef, change = {}) => void accounts.set(accountRef, { ...accounts.get(accountRef)!, capability: 'active', reasons: [], requirements: [], ...change }),
    loseAnswer: () => void (isDead = true),
    accounts: () => [...accounts.values()],
  };
}

export const payoutsDeps = (provider: PayoutProvider = fakePayouts()): PayoutsDeps => ({ provider, adminUrl: 'http://admin.localhost:4000' });

/** What one vendor earned with an order group, set free early and waiting to be sent. */
export async function savedTransfer(tx: TxCtx, orderGroupId: OrderGroupId): Promise<Transfer> {
  const hold = (await holdOrderGroup(tx, orderGroupId)).find((one) => one.state === 'held');
  invariant(hold, 'the order group holds money of a vendor');
  await freeHolds(tx, [{ ...hold, deliveredAt: tx.now, until: tx.now }]);
  return (await listTransfersOfGroup(tx, orderGroupId)).find((one) => one.holdId === hold.id)!;
}

/** The same of an order that was paid by bank transfer: it waits to be paid that way too. */
export async function savedBankDue(tx: TxCtx, orderGroupId: OrderGroupId): Promise<Transfer> {
  const due: Transfer = { ...(await savedTransfer(tx, orderGroupId)), reason: 'paid_by_bank_transfer' };
  await updateTransfer(tx, due);
  return due;
}

type LineIs = { title: string; kind?: 'goods' | 'shipping'; quantity?: number; net: bigint; tax: bigint; bp?: bigint; rule?: string; fixed?: bigint; min?: bigint; max?: bigint };
/** The commission of a line, written out once more: what the page says is held against it. */
function commissionIs({ net, bp = 0n, quantity = 1, fixed = 0n, min, max }: LineIs): bigint {
  const pieces = BigInt(quantity);
  const raw = percent(net, bp, 'half_up') + fixed * pieces;
  const limited = min !== undefined && raw < min * pieces ? min * pieces : max !== undefined && raw > max * pieces ? max * pieces : raw;
  return limited < net ? limited : net;
}
type OrderIs = { vendorName: string; remitter: 'vendor' | 'platform'; lines: readonly LineIs[]; holdState?: Hold['state'] };

/** The order drawn in look/admin/money.html: three vendors, one of them outside the Union, 457.30 in all. */
export const THE_STORY: readonly OrderIs[] = [
  { vendorName: 'Töpferei Brandt', remitter: 'vendor', lines: [
    { title: 'Serving bowl “Ebbe”', net: 7_479n, tax: 1_421n, bp: 1_200n, rule: 'Ceramics 12 %' },
    { title: 'Mug “Ebbe”', quantity: 4, net: 8_067n, tax: 1_533n, bp: 1_200n, rule: 'Ceramics 12 %' },
    { title: 'Parcel', kind: 'shipping', net: 580n, tax: 110n }] },
  { vendorName: 'Saarikuu Oy', remitter: 'vendor', lines: [
    { title: 'Wool scarf “Halla”', net: 10_840n, tax: 2_060n, bp: 1_000n, rule: 'Textiles 10 %' },
    { title: 'Canvas tote “Ruis”', quantity: 2, net: 4_790n, tax: 910n, bp: 1_000n, rule: 'Textiles 10 %' },
    { title: 'Parcel', kind: 'shipping', net: 832n, tax: 158n }] },
  { vendorName: 'Alder & Ash Ltd', remitter: 'platform', lines: [
    { title: 'Cherry spoon set', net: 5_378n, tax: 1_022n, bp: 1_500n, rule: 'Woodwork 15 %' },
    { title: 'Parcel', kind: 'shipping', net: 462n, tax: 88n }] },
];

/** What is stored about a sale, with its books, from what was sold. */
export function aMoneyFacts(sold: readonly OrderIs[] = THE_STORY, feeBp = 200n): MoneyFacts {
  const orders = sold.map(anOrder);
  const gross = sum(orders.map((order) => order.totalMinor));
  const netGoods = sum(orders.flatMap((order) => order.lines.filter((line) => line.kind === 'goods').map((line) => line.netMinor)));
  const fee = percent(netGoods, feeBp, 'half_up');
  const group: OrderGroupForMoney = {
    id: newId<OrderGroupId>(), number: 'OMA-7K2M-94QX', currency: 'EUR', priceMode: 'incl', placedAt: PLACED, subjectId: newId(), attemptId: newId(), card: { brand: 'visa', last4: '4242' },
    platformFee: { planCode: 'growth', basisPoints: feeBp, netGoodsMinor: netGoods, minor: fee }, totalMinor: gross, orders: orders.map((order, i) => ({ ...order, number: `OMA-7K2M-94QX-${i + 1}` })),
  };
  const gatewayFee = percent(gross, 150n, 'half_up') + 25n;
  return {
    group, refunds: [], tenantName: 'Oma', shopperName: 'Lena Hartmann', taxes: { lookedAt: 3, differing: [] },
    attempt: {
      id: group.attemptId as AttemptId, checkoutId: newId<CheckoutId>(), orderGroupId: group.id, gatewayAccountId: newId<GatewayAccountId>(), amount: money(gross, 'EUR'), state: 'captured', method: 'card', intentRef: 'pi_1', chargeRef: 'ch_1',
      settlementRef: 'txn_1', nextActionUrl: null, declineReason: null, declineCode: null, card: { brand: 'visa', last4: '4242' }, fee: money(gatewayFee, 'EUR'), net: money(gross - gatewayFee, 'EUR'),
      createdAt: PLACED, capturedAt: PLACED, closedAt: PLACED, polls: 0, dueAt: null,
    },
    journals: [
      aJournal('payment_attempt', group.attemptId, 'captured', [['gateway.pending', 'g', gross], ['order.clearing', '', -gross]]),
      ...group.orders.flatMap(orderJournals),
      aJournal('order_group', group.id, 'platform_fee', [['tenant.payable', '', fee], ['rev.platform_fee', '', -fee]]),
      aJournal('payment_attempt', group.attemptId, 'fee', [['exp.gateway_fee', '', gatewayFee], ['gateway.pending', 'g', -gatewayFee]]),
      aJournal('payment_attempt', group.attemptId, 'fee_recharged', [['tenant.payable', '', gatewayFee], ['rev.fee_recovered', '', -gatewayFee]]),
    ],
    holds: group.orders.map((order) => aHold(order, group.id)),
    transfers: [],
  };
}

const PLACED = new Date('2026-11-18T18:42:00Z');
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n);
const ownTax = (order: OrderForMoney) => sum(order.taxByPlatform.map((part) => part.minor));

function anOrder({ vendorName, remitter, lines }: OrderIs): OrderForMoney {
  const tax = sum(lines.map((line) => line.tax));
  return {
    id: newId<OrderId>(), number: '', vendorId: newId<VendorId>(), vendorName, status: 'to_ship', deliveredAt: null, totalMinor: sum(lines.map((line) => line.net + line.tax)), taxMinor: tax,
    taxByPlatform: remitter === 'platform' && tax > 0n ? [{ authority: 'DE', minor: tax }] : [], commissionMinor: sum(lines.map(commissionIs)), platformFeeMinor: 0n,
    lines: lines.map((line) => ({
      id: newId(), kind: line.kind ?? 'goods', title: line.title, quantity: line.quantity ?? 1, netMinor: line.net, taxMinor: line.tax, grossMinor: line.net + line.tax,
      commission: line.bp === undefined ? null : { ruleText: line.rule ?? '', basisPoints: line.bp, fixedMinor: line.fixed ?? 0n, minMinor: line.min ?? null, maxMinor: line.max ?? null, amountMinor: commissionIs(line) },
      taxes: [{ authority: 'DE', name: 'Germany', label: 'VAT 19 %, Germany', ratePct: '19', baseMinor: line.net, minor: line.tax, remitter, decisionId: newId() }],
    })),
  };
}

function orderJournals(order: OrderForMoney): Journal[] {
  const tax = ownTax(order);
  const split: EntryIs[] = [['order.clearing', '', order.totalMinor], ['vendor.held', order.vendorId, tax - order.totalMinor], ['tax.payable', 'DE', -tax]];
  return [
    aJournal('order', order.id, 'split', split),
    aJournal('order', order.id, 'commission', [['vendor.held', order.vendorId, order.commissionMinor], ['tenant.payable', '', -order.commissionMinor]]),
  ];
}

type EntryIs = readonly [AccountKind, string, bigint];
/** A journal as the books answer it; nothing is booked for nothing. The second part is the owner, for taxes the authority. */
export const aJournal = (kind: string, id: string, event: string, entries: readonly EntryIs[]): Journal => ({
  id: newId<JournalId>(), source: { kind, id }, event, occurredAt: PLACED, actor: { kind: 'system', id: 'system' }, memo: {},
  entries: entries.filter(([, , minor]) => minor !== 0n).map(([of, whose, amountMinor], i) => ({
    seq: i + 1, normalSide: ACCOUNT_KINDS[of].side, amountMinor, account: account(of, 'EUR', of === 'tax.payable' ? { dimension: whose } : { owner: whose }),
  })),
});

const aHold = (order: OrderForMoney, orderGroupId: OrderGroupId): Hold => ({
  id: newId<HoldId>(), orderId: order.id, orderGroupId, vendorId: order.vendorId, orderNumber: order.number, amount: money(order.totalMinor - ownTax(order) - order.commissionMinor, 'EUR'), reason: 'return_window',
  holdDays: 14, state: 'held', since: PLACED, shippedAt: null, deliveredAt: null, until: null, freedAt: null,
});
export { freeHolds } from './hold/release-holds.js';
export { closeMonthsDue } from './statement/close-months-due.js';
