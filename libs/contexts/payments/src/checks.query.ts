import type { TxCtx } from '@stoa/platform/context';

type Finding = { looked_at: bigint; breaks: string[] | null };

/** Webhooks that nobody could work off for an hour, or at all. */
export const stuckWebhooks = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at,
         array_agg(type || ' ' || event_ref || ': ' || coalesce(last_error, 'not looked at')) filter (where state = 'dead' or (state = 'waiting' and received_at < :now::timestamptz - interval '1 hour')) as breaks
    from payments.webhook_inbox where tenant_id = :tenant`);

/** Captures of which the gateway has not named its fee for an hour. */
export const capturesWithoutFee = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at, array_agg(id || ' has no fee yet') filter (where fee_minor is null and captured_at < :now::timestamptz - interval '1 hour') as breaks
    from payments.attempts where tenant_id = :tenant and state = 'captured'`);

/** Captures that nobody placed or sent back for an hour: a shopper paid and has no order. */
export const capturesWithoutOrder = (ctx: TxCtx) => find(ctx, `
  select count(*) as looked_at, array_agg(id || ' pays for no order') filter (where order_group_id is null and captured_at < :now::timestamptz - interval '1 hour'
           and not exists (select 1 from payments.returned_payments r where r.tenant_id = :tenant and r.attempt_id = a.id and r.state = 'succeeded')) as breaks
    from payments.attempts a where tenant_id = :tenant and state = 'captured'`);

async function find(ctx: TxCtx, sql: string): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const { rows } = await ctx.tx.raw<{ rows: Finding[] }>(sql, { tenant: ctx.tenantId, now: ctx.now });
  return { looked_at: Number(rows[0]?.looked_at ?? 0n), breaks: (rows[0]?.breaks ?? []).map((what) => ({ what })) };
}
