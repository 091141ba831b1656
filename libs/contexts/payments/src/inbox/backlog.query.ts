import type { Knex } from 'knex';

/** How many webhooks wait for their sense, and how many were given up, over all tenants: for the operator, as stoa_control. */
export async function inboxBacklog(ctx: { tx: Knex.Transaction }): Promise<{ waiting: number; refused: number }> {
  const rows = await ctx.tx('payments.webhook_inbox').whereIn('state', ['waiting', 'dead']).groupBy('state').select<{ state: string; count: bigint }[]>('state').count('* as count');
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0n);
  return { waiting: of('waiting'), refused: of('dead') };
}
