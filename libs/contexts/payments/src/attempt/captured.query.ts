import type { TxCtx } from '@stoa/platform/context';

/** What was captured, pays for no order group yet and has not been sent back, per currency. */
export async function capturedWithoutOrder(ctx: TxCtx): Promise<Map<string, bigint>> {
  const { rows } = await ctx.tx.raw<{ rows: { currency: string; minor: bigint }[] }>(
    `select currency, sum(amount_minor)::bigint as minor from payments.attempts a where tenant_id = ? and state = 'captured' and order_group_id is null
        and not exists (select 1 from payments.returned_payments r where r.tenant_id = ? and r.attempt_id = a.id and r.state = 'succeeded') group by currency`,
    [ctx.tenantId, ctx.tenantId],
  );
  return new Map(rows.map((row) => [row.currency, row.minor]));
}
