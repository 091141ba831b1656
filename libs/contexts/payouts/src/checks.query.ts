import type { TxCtx } from '@stoa/platform/context';

export type HeldSum = { readonly vendorId: string; readonly currency: string; readonly minor: bigint };

/** What the holds say is held, per vendor and currency. */
export async function heldPerVendor(ctx: TxCtx): Promise<HeldSum[]> {
  const { rows } = await ctx.tx.raw<{ rows: { vendor_id: string; currency: string; minor: bigint }[] }>(
    `select vendor_id, currency, sum(amount_minor)::bigint as minor from payouts.holds where tenant_id = ? and state = 'held' group by vendor_id, currency`,
    [ctx.tenantId],
  );
  return rows.map((row) => ({ vendorId: row.vendor_id, currency: row.currency, minor: row.minor }));
}

/** Holds that should have been freed an hour ago. */
export async function overdueHolds(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const { rows } = await ctx.tx.raw<{ rows: { looked_at: bigint; breaks: string[] | null }[] }>(
    `select count(*) as looked_at, array_agg(order_number || ' should be free since ' || until) filter (where due_at < ?::timestamptz - interval '1 hour') as breaks
       from payouts.holds where tenant_id = ? and state = 'held'`,
    [ctx.now, ctx.tenantId],
  );
  return { looked_at: Number(rows[0]?.looked_at ?? 0n), breaks: (rows[0]?.breaks ?? []).map((what) => ({ what })) };
}

export type Owed = { readonly vendorId: string; readonly currency: string; readonly payable: bigint; readonly inTransfer: bigint; readonly receivable: bigint };

/** What the transfers and reversals say is ours to send, under way and wanted back, or owed without anybody being asked, per vendor and currency. */
export async function movingPerVendor(ctx: TxCtx): Promise<Owed[]> {
  const { rows } = await ctx.tx.raw<{ rows: { vendor_id: string; currency: string; payable: bigint; in_transfer: bigint; receivable: bigint }[] }>(
    `select vendor_id, currency, sum(payable)::bigint as payable, sum(in_transfer)::bigint as in_transfer, sum(receivable)::bigint as receivable from (
       select vendor_id, currency, case when state in ('waiting', 'refused') then amount_minor else 0 end as payable, case when state = 'sending' then amount_minor else 0 end as in_transfer, 0 as receivable
         from payouts.transfers where tenant_id = :tenant
       union all
       select vendor_id, currency, 0, 0, amount_minor from payouts.reversals where tenant_id = :tenant and state in ('waiting', 'sending')
       union all
       select vendor_id, currency, 0, 0, left_minor from payouts.debts where tenant_id = :tenant and left_minor > 0) x
      group by vendor_id, currency`,
    { tenant: ctx.tenantId },
  );
  return rows.map((row) => ({ vendorId: row.vendor_id, currency: row.currency, payable: row.payable, inTransfer: row.in_transfer, receivable: row.receivable }));
}

/** Every debt is owed, was paid out of payouts, or its cause is gone: the three make it up. */
export async function debtsAddUp(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const { rows } = await ctx.tx.raw<{ rows: { looked_at: bigint; breaks: string[] | null }[] }>(
    `select count(*) as looked_at, array_agg('Debt ' || id || ' of ' || amount_minor || ': ' || left_minor || ' is owed, ' || netted || ' was paid, ' || canceled_minor || ' is gone') filter (where left_minor + canceled_minor + netted <> amount_minor) as breaks
       from (select d.*, coalesce((select sum(n.amount_minor) from payouts.nettings n where n.tenant_id = d.tenant_id and n.debt_id = d.id), 0)::bigint as netted from payouts.debts d where d.tenant_id = ?) x`,
    [ctx.tenantId],
  );
  return { looked_at: Number(rows[0]?.looked_at ?? 0n), breaks: (rows[0]?.breaks ?? []).map((what) => ({ what })) };
}

/** Each bank payout is exactly what it paid for. */
export async function bankPayoutsAddUp(ctx: TxCtx): Promise<{ looked_at: number; breaks: { what: string }[] }> {
  const { rows } = await ctx.tx.raw<{ rows: { looked_at: bigint; breaks: string[] | null }[] }>(
    `select count(*) as looked_at, array_agg('Bank payout ' || id || ' of ' || amount_minor || ' paid for transfers of ' || paid_for) filter (where paid_for <> amount_minor) as breaks
       from (select p.*, coalesce((select sum(t.amount_minor) from payouts.transfers t where t.tenant_id = p.tenant_id and t.bank_payout_id = p.id and t.state = 'sent' and t.currency = p.currency and t.vendor_id = p.vendor_id), 0)::bigint as paid_for
               from payouts.bank_payouts p where p.tenant_id = ?) x`,
    [ctx.tenantId],
  );
  return { looked_at: Number(rows[0]?.looked_at ?? 0n), breaks: (rows[0]?.breaks ?? []).map((what) => ({ what })) };
}
