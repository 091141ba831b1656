import type { RefundId } from '@stoa/events/payments';
import { account, journalsOf, move, post, type AccountKind, type EntryDraft } from '@stoa/ledger';
import { getRefund, shareSource, type Refund, type RefundShare } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { money } from '@stoa/platform/money';
import { cancel, newDebt, type Debt } from '../debt/debt.js';
import { insertDebt, listNettingsOf, lockDebtOf, updateDebt } from '../debt/debt.repository.js';
import { netLyingHere } from '../debt/net-debts.js';
import { holdOrderGroup } from '../hold/hold-order-group.js';
import type { Hold } from '../hold/hold.js';
import { lockHoldsOfGroup, updateHold } from '../hold/hold.repository.js';
import { listReversalsOf } from '../transfer/reversal.repository.js';
import { reverseTransfer } from '../transfer/reverse-transfer.js';
import { anew, less, transferOfHold, type Transfer } from '../transfer/transfer.js';
import { getTransfer, insertTransfers, lockTransfersOfHold, updateTransfer } from '../transfer/transfer.repository.js';

/** Brings the vendors' money to where a refund is now: takes their shares from what is held, then from what is free, then asks back what was paid out; or gives
 *  them back when the refund failed. Called for each of its news, in any order and any number of times: it reads, it does not believe. */
export async function followRefund(ctx: TxCtx, refundId: RefundId): Promise<void> {
  const { orderGroupId } = await getRefund(ctx, refundId);
  await holdOrderGroup(ctx, orderGroupId);
  const holds = await lockHoldsOfGroup(ctx, orderGroupId);
  const refund = await getRefund(ctx, refundId); // as it is now that nobody else can move these holds
  for (const share of refund.shares) {
    if (share.vendorMinor > 0n) await followShare(ctx, { refund, share, hold: holds.find((hold) => hold.orderId === share.orderId) ?? null });
  }
}

type Of = { readonly refund: Refund; readonly share: RefundShare; readonly hold: Hold | null };

async function followShare(ctx: TxCtx, of: Of): Promise<void> {
  const journals = await journalsOf(ctx, [shareSource(of.refund, of.share)]);
  if (journals.some((journal) => journal.event === 'refund_given_back')) return;
  const transfers = of.hold ? await lockTransfersOfHold(ctx, of.hold) : [];
  const reversals = (await listReversalsOf(ctx, transfers.map((transfer) => transfer.id))).filter((one) => one.cause.kind === 'refund' && one.cause.id === of.refund.id);
  const taken = journals.filter((journal) => journal.event === 'refund_taken').flatMap((journal) => journal.entries).filter((entry) => entry.amountMinor > 0n);
  const [takenMinor, askedMinor] = [added(taken.map((entry) => entry.amountMinor)), added(reversals.map((one) => one.amount.minor))];
  if (of.refund.state === 'failed') return giveBack(ctx, of, { takenMinor, askedMinor });
  if (takenMinor + askedMinor === 0n && !(await lockDebtOf(ctx, { cause: debtCause(of), vendorId: of.share.vendorId }))) await take(ctx, of, transfers);
}

/** What is neither held nor free nor paid out stays what the vendor owes: its next payouts pay it. */
async function take(ctx: TxCtx, { refund, share, hold }: Of, transfers: readonly Transfer[]): Promise<void> {
  const { currency } = refund.amount;
  const entries: EntryDraft[] = [];
  let rest = share.vendorMinor;
  const book = (kind: AccountKind, minor: bigint) => {
    entries.push(...move(account(kind, currency, { owner: share.vendorId }), account('vendor.receivable', currency, { owner: share.vendorId }), minor));
    rest -= minor;
  };
  if (hold?.state === 'held') {
    const minor = least(rest, hold.amount.minor);
    await updateHold(ctx, { ...hold, amount: money(hold.amount.minor - minor, currency) });
    book('vendor.held', minor);
  }
  for (const transfer of transfers.filter((one) => one.state === 'waiting' || one.state === 'refused')) {
    const minor = least(rest, transfer.amount.minor);
    if (minor > 0n) await updateTransfer(ctx, less(transfer, minor));
    book('vendor.payable', minor);
  }
  if (entries.length > 0) await post(ctx, [{ source: shareSource(refund, share), event: 'refund_taken', memo: { refund: refund.id, order: share.orderId }, entries }]);
  // What the marketplace paid from its own bank account nobody can take back: the vendor owes it.
  for (const transfer of transfers.filter((one) => one.state === 'sending' || (one.state === 'sent' && one.bankPayoutId === null))) {
    const minor = least(rest, transfer.amount.minor - transfer.reversedMinor);
    if (minor > 0n) await reverseTransfer(ctx, { transferId: transfer.id, minor, cause: { kind: 'refund', id: refund.id } });
    rest -= minor;
  }
  if (rest === 0n) return;
  await insertDebt(ctx, newDebt({ vendorId: share.vendorId, order: { id: share.orderId, number: share.orderNumber }, cause: debtCause({ refund, share }), amount: money(rest, currency) }, ctx.now));
  await netLyingHere(ctx, { vendorId: share.vendorId, currency });
}

const debtCause = ({ refund, share }: Pick<Of, 'refund' | 'share'>): Debt['cause'] => ({ kind: 'refund', id: `${refund.id}:${share.orderId}` });

/** What was taken is the vendor's again, held or on its way; what was asked back is sent anew; what was only owed is owed no more, and
 *  what later payouts paid of it goes out as they would have. */
async function giveBack(ctx: TxCtx, { refund, share, hold }: Of, { takenMinor, askedMinor }: { takenMinor: bigint; askedMinor: bigint }): Promise<void> {
  const { currency } = refund.amount;
  const back = takenMinor + askedMinor;
  const owed = account('customer.refund_payable', currency);
  const vendors = (kind: AccountKind) => account(kind, currency, { owner: share.vendorId });
  if (hold && back > 0n) {
    if (hold.state === 'held') await updateHold(ctx, { ...hold, amount: money(hold.amount.minor + back, currency) });
    else await insertTransfers(ctx, [transferOfHold(hold, { cause: refund.id, amount: money(back, currency) }, ctx.now)]);
  }
  const nettedMinor = await undoDebt(ctx, { refund, share });
  await post(ctx, [{
    source: shareSource(refund, share), event: 'refund_given_back', memo: { refund: refund.id, order: share.orderId },
    entries: [
      ...move(owed, vendors(hold?.state === 'held' ? 'vendor.held' : 'vendor.payable'), back), ...move(owed, vendors('vendor.payable'), nettedMinor),
      ...move(owed, vendors('vendor.receivable'), share.vendorMinor - back - nettedMinor),
    ],
  }]);
}

/** Answers with what payouts had paid of the debt: it waits again to be sent, by the way it was taken from. */
async function undoDebt(ctx: TxCtx, { refund, share }: Pick<Of, 'refund' | 'share'>): Promise<bigint> {
  const debt = await lockDebtOf(ctx, { cause: debtCause({ refund, share }), vendorId: share.vendorId });
  if (!debt) return 0n;
  await updateDebt(ctx, cancel(debt, ctx.now));
  const nettings = await listNettingsOf(ctx, debt.id);
  const again: Transfer[] = [];
  for (const { transferId, minor } of nettings) again.push(anew(await getTransfer(ctx, transferId), { cause: `${refund.id}:${transferId}`, amount: money(minor, debt.amount.currency) }, ctx.now));
  await insertTransfers(ctx, again);
  return added(nettings.map((one) => one.minor));
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const added = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
