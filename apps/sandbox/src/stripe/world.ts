import type { Store } from '../store.js';
import { missing } from './api/errors.js';
import type { ObjectTable, Tables } from './tables.js';

/** The one simulated clock: the wall's, and an offset that only grows. */
export type Clock = { now(): number; seconds(): number; isoNow(): string };
export type World = { store: Store<Tables>; clock: Clock; publicUrl(): string; configured: readonly Tables['endpoints'][]; options: WorldOptions };
export type WorldOptions = {
  /** How long the balance transaction of an `automatic_async` capture takes. */
  asyncCaptureMs: number;
  /** How long card money stays pending. */
  settlementMs: number;
};

/** On whose behalf something happens: the account acted on, the platform behind it, and the API request that caused it, if one did. */
export type Scope = { world: World; account: string; platform: string; request: { id: string; idempotencyKey: string | null } | null };

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The row, when it exists and is this account's; else Stripe's `resource_missing`. */
export function own<K extends ObjectTable>(scope: Scope, table: K, id: string, param = 'id'): Tables[K] {
  const row = scope.world.store.get(table, id);
  if (!row || row.account !== scope.account) throw missing(NOUNS[table] ?? table, id, param);
  return row;
}

/** Saves a changed object of a row. */
export function save<K extends ObjectTable>(scope: Scope, table: K, row: Tables[K]): Tables[K] {
  scope.world.store.put(table, row);
  return row;
}

const NOUNS: Partial<Record<ObjectTable, string>> = {
  payment_intents: 'payment_intent',
  charges: 'charge',
  payment_methods: 'PaymentMethod',
  confirmation_tokens: 'confirmation token',
  customers: 'customer',
  balance_transactions: 'balance transaction',
  refunds: 'refund',
  transfers: 'transfer',
  transfer_reversals: 'transfer reversal',
  accounts: 'account',
};
