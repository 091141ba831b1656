import type { CartId, CheckoutId } from '@stoa/events/checkout';
import type { AttemptId } from '@stoa/events/payments';
import type { TxCtx } from '@stoa/platform/context';
import { invariant } from '@stoa/platform/errors';
import { write } from '@stoa/platform/events';
import { freeze, thaw } from '../quote/frozen.js';
import { LOOK_AGAIN_AWAITING_MS, LOOK_AGAIN_MS, type Completion, type FrozenQuote } from './completion.js';

type Row = Record<string, unknown>;
/** One of these per cart. */
const ALIVE = ['paying', 'awaiting', 'placed'] as const;
const COLUMNS = ['id', 'cart_id', 'idempotency_key', 'request_hash', 'confirmation_token', 'state', 'attempt_id', 'amount_minor', 'currency', 'quote', 'order_group_id', 'decline_reason', 'decline_code', 'due_at', 'started_at', 'ended_at'] as const;
const completions = (ctx: TxCtx) => ctx.tx<Row>('checkout.completions').where('tenant_id', ctx.tenantId);

export async function insertCompletion(ctx: TxCtx, completion: Completion): Promise<void> {
  await inserting(ctx, completion);
}

/** A completion that became an order group in the transaction in which it began, and with it its cart, which is not open any more. */
export async function insertPlaced(ctx: TxCtx, completion: Completion): Promise<void> {
  await write(ctx, closingCart(ctx, completion), inserting(ctx, completion));
}

const closingCart = (ctx: TxCtx, completion: Completion) =>
  ctx.tx('checkout.carts').where({ tenant_id: ctx.tenantId, id: completion.cartId }).update({ status: 'completed', changed_at: ctx.now, version: ctx.tx.raw('version + 1') });

const inserting = (ctx: TxCtx, completion: Completion) =>
  ctx.tx('checkout.completions').insert({
    tenant_id: ctx.tenantId, id: completion.id, cart_id: completion.cartId, idempotency_key: completion.idempotencyKey, request_hash: completion.requestHash,
    confirmation_token: completion.confirmationToken, attempt_id: completion.attemptId, amount_minor: completion.amountMinor, currency: completion.currency,
    quote: freeze(completion.quote), started_at: completion.startedAt, ...variable(completion),
  });

/** The completions of a cart that a new request must know of: the one with its key, and the one that is alive. */
export async function findRelevant(ctx: TxCtx, cartId: CartId, idempotencyKey: string): Promise<{ sameKey: Completion | null; alive: Completion | null }> {
  const rows = await completions(ctx).where({ cart_id: cartId }).where((q) => q.where({ idempotency_key: idempotencyKey }).orWhereIn('state', [...ALIVE])).select(...COLUMNS);
  const found = rows.map(fromRow);
  return {
    sameKey: found.find((completion) => completion.idempotencyKey === idempotencyKey) ?? null,
    alive: found.find((completion) => (ALIVE as readonly string[]).includes(completion.state)) ?? null,
  };
}

export async function getCompletion(ctx: TxCtx, id: CheckoutId): Promise<Completion> {
  const row = await completions(ctx).where({ id }).first();
  invariant(row, 'a checkout that was told of was begun here');
  return fromRow(row);
}

/** The last try to order a cart, or null. */
export async function findNewestCompletion(ctx: TxCtx, cartId: CartId): Promise<Completion | null> {
  const row = await completions(ctx).where({ cart_id: cartId }).orderBy([{ column: 'started_at', order: 'desc' }, { column: 'id', order: 'desc' }]).first();
  return row ? fromRow(row) : null;
}

/** Locks a completion's cart, then the completion: the answer, the event and the sweeper wait for each other here, and so does a new try of the same cart, which
 *  takes the cart first and then the goods. The order is the plan's: a row of the completion is locked only after the cart that it is joined to. */
export async function lockCompletion(ctx: TxCtx, id: CheckoutId): Promise<Completion> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with cart as materialized (
       select k.id from checkout.carts k
        where k.tenant_id = :tenant and k.id = (select cart_id from checkout.completions where tenant_id = :tenant and id = :id) for update)
     select ${COLUMNS.map((name) => `c.${name}`).join(', ')} from cart join checkout.completions c on c.cart_id = cart.id where c.tenant_id = :tenant and c.id = :id for update of c`,
    { tenant: ctx.tenantId, id },
  );
  const [row] = rows;
  invariant(row, 'a checkout that is paid was started here');
  return fromRow(row);
}

export async function saveCompletion(ctx: TxCtx, completion: Completion): Promise<void> {
  await completions(ctx).where({ id: completion.id }).update(variable(completion));
}

/** Saves a completion that became an order group, paid or not yet, and with it its cart, which is not open any more. */
export async function savePlaced(ctx: TxCtx, completion: Completion): Promise<void> {
  await write(ctx, closingCart(ctx, completion), completions(ctx).where({ id: completion.id }).update(variable(completion)));
}

/** Has another try of this cart been placed, or is one being paid right now? */
export async function hasOtherAlive(ctx: TxCtx, completion: Completion): Promise<boolean> {
  const row = await completions(ctx).where({ cart_id: completion.cartId }).whereNot({ id: completion.id }).whereIn('state', [...ALIVE]).first('id');
  return row !== undefined;
}

/** Takes completions whose time is over and looks away from them for a while: whoever takes them may die. */
export async function claimDue(ctx: TxCtx, limit: number): Promise<{ id: CheckoutId; attemptId: AttemptId; isAwaiting: boolean }[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `update checkout.completions set due_at = case state when 'awaiting' then ?::timestamptz else ?::timestamptz end
      where tenant_id = ? and id in (select id from checkout.completions where tenant_id = ? and due_at <= ? order by due_at limit ? for update skip locked)
      returning id, attempt_id, state`,
    [new Date(ctx.now.getTime() + LOOK_AGAIN_AWAITING_MS), new Date(ctx.now.getTime() + LOOK_AGAIN_MS), ctx.tenantId, ctx.tenantId, ctx.now, limit],
  );
  return rows.map((row) => ({ id: row['id'] as CheckoutId, attemptId: row['attempt_id'] as AttemptId, isAwaiting: row['state'] === 'awaiting' }));
}

/** Completions whose money waits to be returned. */
export async function countNeedingRefund(ctx: TxCtx): Promise<{ looked: number; waiting: string[] }> {
  const rows = await completions(ctx).where({ state: 'needs_refund' }).orderBy('id').select('id', 'attempt_id', 'amount_minor', 'currency');
  const [all] = await completions(ctx).count<{ count: bigint | string }[]>('id as count');
  return { looked: Number(all?.count ?? 0), waiting: rows.map((row) => `${String(row['amount_minor'])} ${String(row['currency'])} minor of attempt ${String(row['attempt_id'])}`) };
}

const variable = (completion: Completion) => ({
  state: completion.state, order_group_id: completion.orderGroupId, decline_reason: completion.declineReason, decline_code: completion.declineCode,
  due_at: completion.dueAt, ended_at: completion.endedAt,
});

const fromRow = (row: Row): Completion => ({
  id: row['id'] as CheckoutId, cartId: row['cart_id'] as CartId, idempotencyKey: row['idempotency_key'] as string, requestHash: row['request_hash'] as string,
  confirmationToken: row['confirmation_token'] as string, state: row['state'] as Completion['state'], attemptId: row['attempt_id'] as AttemptId,
  amountMinor: row['amount_minor'] as bigint, currency: row['currency'] as string, quote: thaw<FrozenQuote>(row['quote']),
  orderGroupId: row['order_group_id'] as Completion['orderGroupId'], declineReason: row['decline_reason'] as string | null, declineCode: row['decline_code'] as string | null,
  dueAt: row['due_at'] as Date | null, startedAt: row['started_at'] as Date, endedAt: row['ended_at'] as Date | null,
});
