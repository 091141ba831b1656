import type { TxCtx } from '@stoa/platform/context';

/** What was captured and pays for no order group yet, per currency. */
export async function capturedWithoutOrder(ctx: TxCtx): Promise<Map<string, bigint>> {
  const { rows } = await ctx.tx.raw<{ rows: { currency: string; minor: bigint }[] }>(
    `select currency, sum(amount_minor)::bigint as minor from payments.attempts where tenant_id = ? and state = 'captured' and order_group_id is null group by currency`,
    [ctx.tenantId],
  );
  return new Map(rows.map((row) => [row.currency, row.minor]));
}
