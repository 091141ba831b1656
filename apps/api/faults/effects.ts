import type { Sandbox } from '@stoa/app-sandbox/sandbox';
import type { Ctx } from '@stoa/platform/context';

/** Whatever one sale, refund or transfer may leave behind, counted: in our tables, at the stand-in for Stripe, and in the mailbox. */
export type Effects = Readonly<Record<string, number>>;

/** Ours. What repeats by design (tries, webhooks, tasks, events) is not among them: they are how the effects come about. */
const TABLES = [
  'orders.order_groups', 'orders.orders', 'orders.consignments', 'ledger.journals', 'ledger.entries', 'inventory.movements', 'invoicing.documents', 'notifications.messages', 'shipping.shipments', 'tax.decisions',
  'catalog.listings', 'catalog.variants', 'catalog.media', 'workspace.imports', 'workspace.import_rows', 'payments.refunds', 'payouts.holds', 'payouts.transfers', 'payouts.reversals',
] as const;

/** Stripe's, by the event that each effect there tells once. */
const STRIPE = ['charge.succeeded', 'refund.created', 'transfer.created', 'transfer.reversed'] as const;

export async function readEffects(ctx: Ctx, sandbox: Sandbox): Promise<Effects> {
  const ours = await ctx.inRead(async ({ tx, tenantId }) => {
    const counts = TABLES.map((table) => `(select count(*) from ${table} where tenant_id = :tenantId) as "${table}"`);
    const stock = `(select coalesce(sum(on_hand), 0) from inventory.levels where tenant_id = :tenantId) as "on hand", (select coalesce(sum(reserved), 0) from inventory.levels where tenant_id = :tenantId) as reserved`;
    const { rows } = await tx.raw<{ rows: Record<string, unknown>[] }>(`select ${counts.join(', ')}, ${stock}`, { tenantId });
    return Object.fromEntries(Object.entries(rows[0]!).map(([name, count]) => [name, Number(count)]));
  });
  const stripe = Object.fromEntries(STRIPE.map((type) => [`stripe ${type}`, sandbox.stripe.events(type).length]));
  return { ...ours, ...stripe, mails: (await distinctMails(sandbox)).size };
}

/** A mail that was sent twice has one Message-ID and is one mail to its reader. */
async function distinctMails(sandbox: Sandbox): Promise<Set<string>> {
  const known = seenMails.get(sandbox) ?? new Map<string, string>();
  seenMails.set(sandbox, known);
  for (const { id } of sandbox.mail.list()) {
    if (known.has(id)) continue;
    const mail = await sandbox.mail.read(id);
    known.set(id, mail?.headers.find(({ name }) => name.toLowerCase() === 'message-id')?.value ?? id);
  }
  return new Set(known.values());
}
/** The mailbox keeps the newest thousand: what was read stays counted. */
const seenMails = new WeakMap<Sandbox, Map<string, string>>();

/** What came between two counts. */
export const between = (before: Effects, after: Effects): Effects => Object.fromEntries(Object.keys(after).map((name) => [name, after[name]! - before[name]!]).filter(([, change]) => change !== 0)) as Effects;

/** The differences of two counts, in words; empty when they are the same. */
export const differences = (expected: Effects, found: Effects): string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter((name) => (expected[name] ?? 0) !== (found[name] ?? 0)).map((name) => `${name}: ${found[name] ?? 0} instead of ${expected[name] ?? 0}`);
