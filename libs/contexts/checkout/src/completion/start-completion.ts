import { createHash } from 'node:crypto';
import type { SellableVariant } from '@stoa/catalog';
import type { CheckoutId } from '@stoa/events/checkout';
import { planAllocation, reserve, reservePlanned, type Sent } from '@stoa/inventory';
import { type OrderGroup, type PaymentMethod, placeOrderGroup } from '@stoa/orders';
import { awaitTransfer, type FirstCall, getTransferOffer, startPaymentCall, type TransferOffer } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { writeTogether } from '@stoa/platform/events';
import { readTogether } from '@stoa/platform/database';
import { newId } from '@stoa/platform/ids';
import { type Money, compare, money } from '@stoa/platform/money';
import { commissionBy, currentPlan } from '@stoa/pricing';
import { blindEmail, blindIndex, type Subject } from '@stoa/privacy';
import { checkVelocity } from '@stoa/risk';
import { recordDecisions } from '@stoa/tax';
import { type Tenant, assertSellingOnPlan } from '@stoa/tenancy';
import type { Cart } from '../cart/cart.js';
import { cartOrdered } from '../cart/cart.errors.js';
import { getCartByToken } from '../cart/cart.repository.js';
import { type QuoteDeps, type QuotedCart, quoteCart, readSellable, readSubject } from '../quote/quote-cart.js';
import { type Completion, DAY_MS, RESERVATION_MS } from './completion.js';
import { keyReused, notReady, outOfStock, totalChanged } from './completion.errors.js';
import { findRelevant, insertCompletion, insertPlaced } from './completion.repository.js';
import { commissionLines, freezeQuote } from './freeze-quote.js';

/** What the shopper sends with the button. `expectedTotal` is the total they saw on it. */
export type CompleteRequest = {
  readonly tokenHash: Buffer;
  readonly idempotencyKey: string;
  readonly method: PaymentMethod;
  /** What the payment company gave the shopper's browser for what they typed in; empty where there is no such company. */
  readonly confirmationToken: string;
  /** Where a bank sends the shopper back to. */
  readonly returnUrl: string;
  readonly expectedTotal: Money;
  readonly clientAddress: string;
};

/** `go`: what was begun, or found to be begun already; `firstCall` is what is to be asked of the gateway first, if it was begun just now. `clear`: another try of this cart
 *  is alive, and has to end before one begins. `done`: nobody outside is asked about this way of paying, so the order stands already. */
export type Started =
  | { readonly do: 'go'; readonly completion: Completion; readonly firstCall: FirstCall | null }
  | { readonly do: 'clear'; readonly inTheWay: Completion }
  | { readonly do: 'done'; readonly completion: Completion; readonly group: OrderGroup };

/** When goods are held. `last`: what was planned is promised together with the commit, so that a crowd which wants the same goods waits for that alone; if they have moved
 *  meanwhile, nothing was begun. `first`: before they are priced. */
export type Holding = 'last' | 'first';

/** The intent, in one transaction: price again, hold the goods, write down what will be paid and placed. Asked again with the same key it answers what it began. */
export async function startCompletion(ctx: TxCtx, deps: QuoteDeps, request: CompleteRequest, holding: Holding): Promise<Started> {
  const cart = await getCartByToken(ctx, request.tokenHash, 'for update of c');
  const known = await findKnown(ctx, cart, request);
  if (known) return known;
  if (cart.status !== 'open') throw cartOrdered();
  const planned = holding === 'last' ? await planGoods(ctx, cart) : null;
  // Like all that is only read, before the goods are held: who wants the same goods waits from there until this transaction ends.
  const [{ tenant, plan }, offer, commissionPlan, subject, sellable] = await readTogether(
    ctx.tx, () => assertSellingOnPlan(ctx), async () => (request.method === 'bank_transfer' ? getTransferOffer(ctx) : null), () => currentPlan(ctx), () => readSubject(ctx, cart), () => readSellable(ctx, cart),
  );
  const id = newId<CheckoutId>();
  const dueAt = new Date(ctx.now.getTime() + (offer === null ? RESERVATION_MS : offer.terms.days * DAY_MS));
  const countTry = async (subject: Subject | null) => checkVelocity(ctx, { emailIndex: await blindEmail(ctx, subject?.email ?? ''), addressHash: await blindIndex(ctx, request.clientAddress) });
  const quoted = await quoteHeld(ctx, deps, cart, { id, dueAt, tenant, subject, sellable, planned, countTry });
  const amount = money(quoted.quote.sums.totalMinor, quoted.quote.currency);
  if (amount.currency !== request.expectedTotal.currency || compare(amount, request.expectedTotal) !== 0) throw totalChanged(amount);
  if (planned !== null) await countTry(quoted.subject);

  const commissions = commissionBy(commissionPlan, commissionLines(quoted), amount.currency);
  const quote = freezeQuote({ quoted, checkoutId: id, plan, commissions: new Map(commissions.lines.map((line) => [line.lineId, line])), commissionPlan: commissions.planVersion });
  const begun: Begun = {
    id, cartId: cart.id, idempotencyKey: request.idempotencyKey, requestHash: hashOf(request), confirmationToken: request.confirmationToken,
    amountMinor: amount.minor, currency: amount.currency, quote, declineReason: null, declineCode: null, dueAt, startedAt: ctx.now, endedAt: null,
  };
  if (planned !== null) await reservePlanned(ctx, { purposeId: id, dueAt }, planned.allocations);
  if (offer !== null) return writeTogether(ctx, () => placeAwaiting(ctx, deps, begun, offer));
  const { attempt, firstCall } = await startPaymentCall(ctx, { checkoutId: id, amount, method: request.method, confirmationToken: request.confirmationToken, returnUrl: request.returnUrl });
  const completion: Completion = { ...begun, state: 'paying', attemptId: attempt.id, orderGroupId: null };
  await insertCompletion(ctx, completion);
  return { do: 'go', completion, firstCall };
}

type Begun = Omit<Completion, 'state' | 'attemptId' | 'orderGroupId'>;

/** What is ordered stands, its goods are held, and nothing is shipped until the money has come: intent and result in one, for no call lies between them. */
async function placeAwaiting(ctx: TxCtx, deps: QuoteDeps, begun: Begun, offer: TransferOffer): Promise<Started> {
  const { quote, amountMinor } = begun;
  const { days: _days, ...instructions } = offer.terms;
  const attempt = await awaitTransfer(ctx, offer, { checkoutId: begun.id, orderGroupId: quote.place.id, amount: money(amountMinor, begun.currency) });
  const payment = { method: 'bank_transfer' as const, payBy: begun.dueAt, instructions, isPaid: false };
  const group = await placeOrderGroup(ctx, { ...quote.place, attemptId: attempt.id, card: null, payment, paidMinor: amountMinor });
  await recordDecisions(ctx, deps, quote.decisions);
  const completion: Completion = { ...begun, state: 'awaiting', attemptId: attempt.id, orderGroupId: group.id };
  await insertPlaced(ctx, completion);
  return { do: 'done', completion, group };
}

/** The same button pressed twice, or a second button while the first is being paid, or after it was. */
async function findKnown(ctx: TxCtx, cart: Cart, request: CompleteRequest): Promise<Started | null> {
  const { sameKey, alive } = await findRelevant(ctx, cart.id, request.idempotencyKey);
  if (sameKey) {
    if (sameKey.requestHash !== hashOf(request)) throw keyReused();
    return { do: 'go', completion: sameKey, firstCall: null };
  }
  if (alive?.state === 'paying') return { do: 'clear', inTheWay: alive };
  return alive && { do: 'go', completion: alive, firstCall: null };
}

const hashOf = (request: CompleteRequest): string =>
  createHash('sha256').update(JSON.stringify([request.method, request.confirmationToken, request.expectedTotal.minor.toString(), request.expectedTotal.currency])).digest('base64url');

/** What is wanted of whom, and from where it would come: a look that waits for nobody. Most of a crowd that wants the last pieces is refused here. */
async function planGoods(ctx: TxCtx, cart: Cart): Promise<Sent | null> {
  const { lines, shipTo } = wantedOf(cart);
  if (lines.length === 0 || shipTo === null) return null;
  const seen = await planAllocation(ctx, { lines, shipTo: { country: shipTo.country } });
  if (seen.outcome === 'short') throw outOfStock(seen.lines);
  return seen;
}

const wantedOf = (cart: Cart) => ({ lines: cart.lines.map((line) => ({ lineId: line.id, variantId: line.variantId, quantity: line.quantity })), shipTo: cart.shipTo });

type Held = { readonly id: CheckoutId; readonly dueAt: Date; readonly tenant: Tenant; readonly subject: Subject | null; readonly sellable: readonly SellableVariant[]; readonly planned: Sent | null; readonly countTry: (subject: Subject | null) => Promise<void> };

/** Prices the goods from the warehouses that hold them, or will by this transaction's last word: the tax depends on where they leave. A refusal afterwards lets them go with the transaction. */
async function quoteHeld(ctx: TxCtx, deps: QuoteDeps, cart: Cart, { id, dueAt, planned, countTry, ...known }: Held): Promise<QuotedCart> {
  const { lines, shipTo } = wantedOf(cart);
  if (lines.length === 0 || shipTo === null) throw notReady((await quoteCart(ctx, deps, cart, known)).quote.blockers);
  const hold = async (subject: Subject | null): Promise<Sent> => {
    if (planned !== null) return planned;
    await countTry(subject); // whose tries are counted is locked before the goods, as where they are held last
    const held = await reserve(ctx, { purposeId: id, dueAt, lines, shipTo: { country: shipTo.country } });
    if (held.outcome === 'short') throw outOfStock(held.lines);
    return held;
  };
  const quoted = await quoteCart(ctx, deps, cart, { ...known, hold });
  if (quoted.quote.blockers.length > 0) throw notReady(quoted.quote.blockers);
  return quoted;
}
