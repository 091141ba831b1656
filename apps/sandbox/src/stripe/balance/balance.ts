import type Stripe from 'stripe';
import { newId } from '../ids.js';
import { tell } from '../event/tell.js';
import { plan } from '../timeline.js';
import type { Scope, World } from '../world.js';

type Movement = {
  amount: number;
  currency: string;
  fee: number;
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  source: string;
  description: string | null;
  /** When the money can be used; milliseconds of the simulated clock. */
  availableAt: number;
};

/** Moves money in the balance of `scope.account`: one balance transaction, one changed balance. */
export function move(scope: Scope, m: Movement): Stripe.BalanceTransaction {
  const { store, clock } = scope.world;
  const isAvailable = m.availableAt <= clock.now();
  const availableOn = isAvailable ? clock.seconds() : Math.ceil(m.availableAt / 1000);
  const transaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: m.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: clock.seconds(),
    currency: m.currency,
    description: m.description,
    exchange_rate: null,
    fee: m.fee,
    fee_details: m.fee === 0 ? [] : [{ amount: m.fee, application: null, currency: m.currency, description: 'Stripe processing fees', type: 'stripe_fee' }],
    net: m.amount - m.fee,
    reporting_category: m.reportingCategory,
    source: m.source,
    status: isAvailable ? 'available' : 'pending',
    type: m.type,
  } satisfies Stripe.BalanceTransaction;
  store.put('balance_transactions', { id: transaction.id, account: scope.account, object: transaction, hidden: null });
  change(scope, m.currency, isAvailable ? { available: transaction.net } : { pending: transaction.net });
  if (!isAvailable) plan(scope, 'release_funds', availableOn * 1000, transaction.id);
  return transaction;
}

/** The pending money of one balance transaction becomes available. */
export function releaseFunds(scope: Scope, transactionId: string): void {
  const row = scope.world.store.get('balance_transactions', transactionId);
  if (!row || row.object.status === 'available') return;
  scope.world.store.put('balance_transactions', { ...row, object: { ...row.object, status: 'available' } });
  change(scope, row.object.currency, { pending: -row.object.net, available: row.object.net });
  tell(scope, 'balance.available', balanceOf(scope));
}

/** All that is available leaves the account for its bank. */
export function payOut(world: World, account: string): void {
  const scope: Scope = { world, account, platform: account, request: null };
  for (const { currency, available } of world.store.all('balances').filter((balance) => balance.account === account && balance.available > 0))
    move(scope, { amount: -available, currency, fee: 0, type: 'payout', reportingCategory: 'payout', source: newId('po'), description: 'STRIPE PAYOUT', availableAt: world.clock.now() });
}

/** What the account has, by currency. */
export function balanceOf(scope: Scope): Stripe.Balance {
  const rows = scope.world.store.all('balances').filter((b) => b.account === scope.account);
  const part = (kind: 'available' | 'pending') => rows.map((b) => ({ amount: b[kind], currency: b.currency, source_types: { card: b[kind] } }));
  return {
    object: 'balance',
    available: part('available'),
    connect_reserved: rows.map((b) => ({ amount: 0, currency: b.currency })),
    livemode: false,
    pending: part('pending'),
  } satisfies Stripe.Balance;
}

export function availableOf(scope: Scope, currency: string): number {
  return scope.world.store.get('balances', `${scope.account}:${currency}`)?.available ?? 0;
}

function change(scope: Scope, currency: string, by: { available?: number; pending?: number }): void {
  const id = `${scope.account}:${currency}`;
  const now = scope.world.store.get('balances', id) ?? { id, account: scope.account, currency, available: 0, pending: 0 };
  scope.world.store.put('balances', { ...now, available: now.available + (by.available ?? 0), pending: now.pending + (by.pending ?? 0) });
}
