import { LRUCache } from 'lru-cache';
import type { VariantId } from '@stoa/events/catalog';
import type { TxCtx } from '@stoa/platform/context';

/** How long a crowd is expected to keep asking for what has just run out. */
const CROWD_MS = 5_000;
const shortly = new LRUCache<string, true>({ max: 10_000, ttl: CROWD_MS });
const keyOf = ({ tenantId }: Pick<TxCtx, 'tenantId'>, variantId: VariantId): string => `${tenantId} ${variantId}`;

/** Somebody was refused because these goods are short. */
export const noteShort = (ctx: Pick<TxCtx, 'tenantId'>, variantIds: readonly VariantId[]): void => variantIds.forEach((id) => shortly.set(keyOf(ctx, id), true));

/** Was somebody here refused for want of any of these a moment ago? Then it is worth a look before all else is read: most of a crowd is refused, and a look waits for nobody. */
export const mayHaveRunOut = (ctx: Pick<TxCtx, 'tenantId'>, variantIds: readonly VariantId[]): boolean => variantIds.some((id) => shortly.has(keyOf(ctx, id)));
