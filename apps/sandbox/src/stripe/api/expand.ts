import { ApiError } from './errors.js';
import { accountV1 } from '../account/account-v1.js';
import type { ObjectTable } from '../tables.js';
import type { World } from '../world.js';

const MAX_LEVELS = 4;

/** Which fields of which objects name another object. */
const EXPANDABLE: Readonly<Record<string, readonly string[]>> = {
  payment_intent: ['customer', 'latest_charge', 'payment_method', 'application', 'on_behalf_of', 'review'],
  charge: [
    'balance_transaction',
    'customer',
    'payment_intent',
    'refunds',
    'source_transfer',
    'application',
    'application_fee',
    'on_behalf_of',
    'review',
    'failure_balance_transaction',
  ],
  refund: [
    'balance_transaction',
    'charge',
    'payment_intent',
    'payment_method',
    'customer',
    'failure_balance_transaction',
    'source_transfer_reversal',
    'transfer_reversal',
  ],
  transfer: ['balance_transaction', 'destination', 'destination_payment', 'source_transaction'],
  transfer_reversal: ['balance_transaction', 'destination_payment_refund', 'source_refund', 'transfer'],
  balance_transaction: ['source'],
  payment_method: ['customer'],
  'tax.calculation': ['line_items'],
  'tax.calculation_line_item': ['tax_breakdown'],
};
const TABLE_OF: Readonly<Record<string, ObjectTable>> = {
  pi: 'payment_intents',
  ch: 'charges',
  py: 'charges',
  pm: 'payment_methods',
  cus: 'customers',
  txn: 'balance_transactions',
  re: 'refunds',
  pyr: 'refunds',
  tr: 'transfers',
  trr: 'transfer_reversals',
  acct: 'accounts',
};

/** Puts objects in the place of their ids, along paths such as `latest_charge.balance_transaction` or `data.source`. */
export function expandPaths(world: World, body: unknown, paths: readonly string[]): unknown {
  return paths.reduce((answer, path) => {
    const steps = path.split('.');
    if (steps.length > MAX_LEVELS)
      throw new ApiError(
        400,
        { type: 'invalid_request_error', message: `You cannot expand more than ${MAX_LEVELS} levels of a property. Property: ${path}`, param: 'expand' },
        false,
      );
    return follow(world, answer, steps, path);
  }, body);
}

function follow(world: World, value: unknown, steps: readonly string[], path: string): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => follow(world, item, steps, path));
  const node = value as Record<string, unknown>;
  if (node['object'] === 'list' && step === 'data') return { ...node, data: follow(world, node['data'], rest, path) };
  const kind = String(node['object']);
  const inner = kind === 'charge' && step === 'refunds' ? refundsOf(world, String(node['id'])) : node[step];
  if (!EXPANDABLE[kind]?.includes(step) && !(inner !== null && typeof inner === 'object' && rest.length > 0)) {
    throw new ApiError(400, { type: 'invalid_request_error', message: `This property cannot be expanded (${path}).`, param: 'expand' }, false);
  }
  return { ...node, [step]: follow(world, typeof inner === 'string' ? (objectOf(world, inner) ?? inner) : inner, rest, path) };
}

function objectOf(world: World, id: string): unknown {
  const table = TABLE_OF[id.split('_')[0]!];
  if (!table) return null;
  if (table === 'accounts') {
    const account = world.store.get('accounts', id);
    return account ? accountV1(account) : null;
  }
  return world.store.get(table, id)?.object ?? null;
}

function refundsOf(world: World, charge: string): unknown {
  const data = world.store
    .all('refunds')
    .filter((r) => r.object.charge === charge)
    .map((r) => r.object)
    .reverse();
  return { object: 'list', data: data.slice(0, 10), has_more: data.length > 10, url: `/v1/charges/${charge}/refunds` };
}
