import type { VariantId } from '@stoa/events/catalog';
import type { CartId, CartLineId } from '@stoa/events/checkout';
import type { MarketId } from '@stoa/events/tenancy';
import type { TxCtx } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { cartLineNotFound, cartNotFound, cartOrdered } from './cart.errors.js';
import type { Cart, CartLine, Destination, WantedLine } from './cart.js';

type Row = Record<string, unknown>;
const CART_COLUMNS = ['id', 'market_id', 'locale', 'currency', 'status', 'customer_id', 'subject_id', 'ship_to_country', 'ship_to_region', 'ship_to_postcode', 'shipping_choices', 'declared_age', 'declared_at', 'tax_id_check_id', 'version', 'changed_at']
  .map((name) => `c.${name}`).join(', ');
const carts = (ctx: TxCtx) => ctx.tx<Row>('checkout.carts').where('tenant_id', ctx.tenantId);
const cartLines = (ctx: TxCtx) => ctx.tx<Row>('checkout.cart_lines').where('tenant_id', ctx.tenantId);

export async function insertCart(ctx: TxCtx, cart: Cart, tokenHash: Buffer): Promise<void> {
  await ctx.tx('checkout.carts').insert({
    tenant_id: ctx.tenantId, id: cart.id, token_hash: tokenHash, market_id: cart.marketId, locale: cart.locale, currency: cart.currency, status: cart.status,
    customer_id: cart.customerId, version: cart.version, created_at: ctx.now, changed_at: ctx.now, ...variable(cart),
  });
}

/** The open cart behind a token with its lines, in one statement. A cart that was merged into another leads to that one. */
export async function getCartByToken(ctx: TxCtx, tokenHash: Buffer, lock: 'for update of c' | null = null): Promise<Cart> {
  // The lock is on the cart's own row: whoever changes lines or completes holds it.
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with mine as materialized (select ${CART_COLUMNS} from checkout.carts c where c.tenant_id = ? and c.id = (
            select coalesce(held.merged_into, held.id) from checkout.carts held where held.tenant_id = ? and held.token_hash = ?) ${lock ?? ''})
     select ${CART_COLUMNS.replaceAll('c.', 'mine.')}, coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'variantId', l.variant_id, 'quantity', l.quantity,
              'seenPriceMinor', l.seen_price_minor::text, 'addedAt', l.added_at) order by l.added_at, l.id)
              from checkout.cart_lines l where l.tenant_id = ? and l.cart_id = mine.id), '[]'::jsonb) as lines
       from mine`,
    [ctx.tenantId, ctx.tenantId, tokenHash, ctx.tenantId],
  );
  const [row] = rows;
  if (!row) throw cartNotFound();
  return fromRow(row);
}

export async function getOpenCart(ctx: TxCtx, tokenHash: Buffer, lock: 'for update of c' | null = null): Promise<Cart> {
  const cart = await getCartByToken(ctx, tokenHash, lock);
  if (cart.status !== 'open') throw cartOrdered();
  return cart;
}

/** The market a cart shops in. */
export async function findMarketOfCart(ctx: TxCtx, tokenHash: Buffer): Promise<MarketId> {
  const row = await carts(ctx).where({ token_hash: tokenHash }).first('market_id');
  if (!row) throw cartNotFound();
  return row['market_id'] as MarketId;
}

/** The customer's other open cart in a market, locked. */
export async function findOpenCartOfCustomer(ctx: TxCtx, customerId: string, marketId: string): Promise<Cart | null> {
  const row = await carts(ctx).where({ customer_id: customerId, market_id: marketId, status: 'open' }).forUpdate().first();
  if (!row) return null;
  const lines = await cartLines(ctx).where({ cart_id: row['id'] }).orderBy(['added_at', 'id']);
  return fromRow({ ...row, lines: lines.map((line) => ({ id: line['id'], variantId: line['variant_id'], quantity: line['quantity'], seenPriceMinor: line['seen_price_minor'], addedAt: line['added_at'] })) });
}

/** Keeps what may change of a cart. The caller holds its lock. */
export async function updateCart(ctx: TxCtx, cart: Cart): Promise<Cart> {
  const version = cart.version + 1;
  await carts(ctx).where({ id: cart.id }).update({ ...variable(cart), customer_id: cart.customerId, locale: cart.locale, version, changed_at: ctx.now });
  return { ...cart, version };
}

/** Keeps what may change of a cart together with lines of it, in one statement: nought takes a line out. The caller holds its lock. */
export async function saveCart(ctx: TxCtx, cart: Cart, wanted: readonly WantedLine[]): Promise<Cart> {
  const version = cart.version + 1;
  const gone = wanted.filter((line) => line.quantity === 0).map((line) => line.variantId);
  const kept = wanted.filter((line) => line.quantity > 0);
  const saving = carts(ctx).where({ id: cart.id }).update({ ...variable(cart), customer_id: cart.customerId, locale: cart.locale, version, changed_at: ctx.now });
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with saved as (?),
          gone as (delete from checkout.cart_lines where tenant_id = ? and cart_id = ? and variant_id = any(?::uuid[]))
     insert into checkout.cart_lines as l (tenant_id, cart_id, id, variant_id, quantity, seen_price_minor, added_at)
     select ?::uuid, ?::uuid, w.id, w.variant_id, w.quantity, w.price, ?::timestamptz from unnest(?::uuid[], ?::uuid[], ?::int[], ?::bigint[]) as w (id, variant_id, quantity, price)
     on conflict (tenant_id, cart_id, variant_id) do update set quantity = excluded.quantity, seen_price_minor = excluded.seen_price_minor
     returning l.id, l.variant_id, l.quantity, l.seen_price_minor, l.added_at`,
    [saving, ctx.tenantId, cart.id, gone, ctx.tenantId, cart.id, ctx.now, kept.map(() => newId()), kept.map((line) => line.variantId), kept.map((line) => line.quantity), kept.map((line) => line.seenPriceMinor.toString())] as never[],
  );
  const written = rows.map((row): CartLine => ({ id: row['id'] as CartLineId, variantId: row['variant_id'] as VariantId, quantity: row['quantity'] as number, seenPriceMinor: row['seen_price_minor'] as bigint, addedAt: row['added_at'] as Date }));
  const touched = new Set([...gone, ...written.map((line) => line.variantId)]);
  const lines = [...cart.lines.filter((line) => !touched.has(line.variantId)), ...written].sort((a, b) => a.addedAt.getTime() - b.addedAt.getTime() || (a.id < b.id ? -1 : 1));
  return { ...cart, version, changedAt: ctx.now, lines };
}

/** The older cart ends; its token, and those of carts that ended in it before, lead to the surviving one. */
export async function markMerged(ctx: TxCtx, older: CartId, into: CartId): Promise<void> {
  await carts(ctx).where((q) => q.where({ id: older }).orWhere({ merged_into: older }))
    .update({ status: 'merged', merged_into: into, customer_id: null, changed_at: ctx.now });
}

/** `kinds` counts the lines, `items` the pieces. */
export type AddedLine = { cartId: CartId; version: number; kinds: number; items: number; line: { id: CartLineId; variantId: VariantId; quantity: number } };

/** Adds to a line or begins it, in one statement: the cart is found by its token, counts as changed, and tells what it holds now. `no_cart`: no open cart by that
 *  token in that market. `too_many`: the line would grow past `most`. */
export async function addToLine(ctx: TxCtx, tokenHash: Buffer, wanted: WantedLine & { marketId: MarketId; most: number }): Promise<AddedLine | 'no_cart' | 'too_many'> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `with held as (select id, merged_into from checkout.carts where tenant_id = :tenant and token_hash = :token),
          mine as (update checkout.carts c set version = c.version + 1, changed_at = :now from held
                    where c.tenant_id = :tenant and c.id = coalesce(held.merged_into, held.id) and c.status = 'open' and c.market_id = :market
                returning c.id, c.version),
          line as (insert into checkout.cart_lines (tenant_id, cart_id, id, variant_id, quantity, seen_price_minor, added_at)
                   select :tenant, mine.id, :id, :variant, :quantity, :price, :now from mine
                   on conflict (tenant_id, cart_id, variant_id) do update
                     set quantity = checkout.cart_lines.quantity + excluded.quantity, seen_price_minor = excluded.seen_price_minor
                     where checkout.cart_lines.quantity + excluded.quantity <= :most
                returning id, cart_id, variant_id, quantity)
     select mine.id as cart_id, mine.version, line.id, line.variant_id, line.quantity,
            line.quantity + coalesce((select sum(o.quantity) from checkout.cart_lines o where o.tenant_id = :tenant and o.cart_id = mine.id and o.variant_id <> :variant), 0)::int as items,
            (select count(*) from checkout.cart_lines o where o.tenant_id = :tenant and o.cart_id = mine.id and o.variant_id <> :variant)::int as others
       from mine left join line on line.cart_id = mine.id`,
    { tenant: ctx.tenantId, token: tokenHash, now: ctx.now, id: newId(), variant: wanted.variantId, quantity: wanted.quantity, price: wanted.seenPriceMinor, most: wanted.most, market: wanted.marketId },
  );
  const [row] = rows;
  if (!row) return 'no_cart';
  if (row['id'] === null) return 'too_many';
  return {
    cartId: row['cart_id'] as CartId, version: row['version'] as number, kinds: (row['others'] as number) + 1, items: row['items'] as number,
    line: { id: row['id'] as CartLineId, variantId: row['variant_id'] as VariantId, quantity: row['quantity'] as number },
  };
}

/** Sets lines to what they shall hold, one statement for all: nought takes a line out. */
export async function setLines(ctx: TxCtx, cartId: CartId, lines: readonly WantedLine[]): Promise<void> {
  const gone = lines.filter((line) => line.quantity === 0).map((line) => line.variantId);
  const kept = lines.filter((line) => line.quantity > 0);
  if (gone.length > 0) await cartLines(ctx).where({ cart_id: cartId }).whereIn('variant_id', gone).delete();
  if (kept.length === 0) return;
  await ctx.tx('checkout.cart_lines')
    .insert(kept.map((line) => ({
      tenant_id: ctx.tenantId, cart_id: cartId, id: newId(), variant_id: line.variantId, quantity: line.quantity, seen_price_minor: line.seenPriceMinor, added_at: ctx.now,
    })))
    .onConflict(['tenant_id', 'cart_id', 'variant_id']).merge(['quantity', 'seen_price_minor']);
}

/** Sets one line of a cart by its id; nought takes it out. */
export async function setLine(ctx: TxCtx, cartId: CartId, lineId: CartLineId, quantity: number): Promise<void> {
  const line = cartLines(ctx).where({ cart_id: cartId, id: lineId });
  const changed = quantity === 0 ? await line.delete() : await line.update({ quantity });
  if (changed === 0) throw cartLineNotFound();
}

const variable = (cart: Cart) => ({
  subject_id: cart.subjectId, ship_to_country: cart.shipTo?.country ?? null, ship_to_region: cart.shipTo?.region ?? null, ship_to_postcode: cart.shipTo?.postcode ?? null,
  shipping_choices: JSON.stringify(cart.shippingChoices), declared_age: cart.declaredAge?.years ?? null, declared_at: cart.declaredAge?.at ?? null, tax_id_check_id: cart.taxIdCheckId,
});

function fromRow(row: Row): Cart {
  const country = row['ship_to_country'] as string | null;
  const shipTo: Destination | null = country === null ? null : { country, region: row['ship_to_region'] as string | null, postcode: row['ship_to_postcode'] as string | null };
  const lines = row['lines'] as { id: CartLineId; variantId: VariantId; quantity: number; seenPriceMinor: string | bigint; addedAt: string | Date }[];
  return {
    id: row['id'] as CartId, marketId: row['market_id'] as Cart['marketId'], locale: row['locale'] as string, currency: row['currency'] as string,
    status: row['status'] as Cart['status'], customerId: row['customer_id'] as string | null, subjectId: row['subject_id'] as string | null, shipTo,
    shippingChoices: row['shipping_choices'] as Record<string, string>,
    declaredAge: row['declared_age'] === null ? null : { years: row['declared_age'] as number, at: row['declared_at'] as Date },
    taxIdCheckId: row['tax_id_check_id'] as string | null,
    version: row['version'] as number, changedAt: row['changed_at'] as Date,
    lines: lines.map((line): CartLine => ({ ...line, seenPriceMinor: BigInt(line.seenPriceMinor), addedAt: new Date(line.addedAt) })),
  };
}
