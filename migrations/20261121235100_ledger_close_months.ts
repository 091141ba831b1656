import { insertOnly } from '@stoa/platform/migration';

/** Months are closed: from then on nothing is booked into them. */
export const sql = `
create table ledger.closings (
  tenant_id uuid not null,
  -- The calendar month, where the marketplace is.
  period text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  -- Its end and the beginning of the next, fixed for good: another time zone of the market moves no month that is over.
  until timestamptz not null,
  closed_at timestamptz not null,
  -- How many journals stood in it when it was closed. There must never be another number.
  journals bigint not null,
  primary key (tenant_id, period),
  unique (tenant_id, until)
);
${insertOnly('ledger.closings')}

create or replace function ledger.post(p_tenant uuid, p_now timestamptz, p_actor_kind text, p_actor_id text, p_journals jsonb)
returns table (seq int, journal_id uuid, already boolean, digest text)
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $post$
#variable_conflict use_column
declare
  v_broken text;
  v_new uuid[];
  v_at timestamptz;
begin
  select string_agg(format('%s %s %s', b.source, b.currency, b.off), '; ') into v_broken
    from (select concat_ws('/', j->>'source_kind', j->>'source_id', j->>'event_kind') as source, e->>'currency' as currency, sum((e->>'amount')::bigint) as off
            from jsonb_array_elements(p_journals) j, jsonb_array_elements(j->'entries') e group by 1, 2) b
   where b.off <> 0;
  if v_broken is not null then
    raise exception 'ledger.unbalanced: %', v_broken using errcode = 'SL001';
  end if;
  if exists (select 1 from jsonb_array_elements(p_journals) j where jsonb_array_length(j->'entries') < 2) then
    raise exception 'ledger.unbalanced: a journal needs two entries' using errcode = 'SL001';
  end if;

  -- Shared among all who book, so nobody waits; whoever closes a month waits for them, and they for it. What began before a month was closed is dated behind it.
  perform pg_advisory_xact_lock_shared(hashtext('ledger.close'), hashtext(p_tenant::text));
  select greatest(p_now, max(c.until)) into v_at from ledger.closings c where c.tenant_id = p_tenant;

  -- In the order of the key: two bookings that open the same accounts wait for each other instead of dead-locking.
  insert into ledger.accounts (tenant_id, id, kind, owner_id, currency, dimension, normal_side, guarded, opened_at)
  select distinct on (e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension')
         p_tenant, (e->>'account_id')::uuid, e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension', e->>'normal_side', (e->>'guarded')::boolean, v_at
    from jsonb_array_elements(p_journals) j, jsonb_array_elements(j->'entries') e
   where not exists (select 1 from ledger.accounts a where a.tenant_id = p_tenant and a.kind = e->>'kind' and a.owner_id = e->>'owner_id'
                        and a.currency = e->>'currency' and a.dimension = e->>'dimension')
   order by e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension'
  on conflict do nothing;

  with booked as (
    insert into ledger.journals as n (tenant_id, id, source_kind, source_id, event_kind, occurred_at, actor_kind, actor_id, memo, digest)
    select p_tenant, (j->>'id')::uuid, j->>'source_kind', j->>'source_id', j->>'event_kind', v_at, p_actor_kind, p_actor_id, j->'memo', j->>'digest'
      from jsonb_array_elements(p_journals) j
     order by j->>'source_kind', j->>'source_id', j->>'event_kind'
    on conflict do nothing
    returning n.id)
  select coalesce(array_agg(booked.id), '{}') into v_new from booked;

  insert into ledger.entries (tenant_id, journal_id, seq, account_id, currency, amount_minor)
  select p_tenant, (j.value->>'id')::uuid, e.ordinality, a.id, a.currency, (e.value->>'amount')::bigint
    from jsonb_array_elements(p_journals) j, jsonb_array_elements(j.value->'entries') with ordinality e
    join ledger.accounts a on a.tenant_id = p_tenant and a.kind = e.value->>'kind' and a.owner_id = e.value->>'owner_id'
                          and a.currency = e.value->>'currency' and a.dimension = e.value->>'dimension'
   where (j.value->>'id')::uuid = any (v_new);

  -- Guarded accounts: make the row, lock it, change it, in the order of the ids.
  insert into ledger.balances (tenant_id, account_id, balance_minor, version)
  select distinct p_tenant, a.id, 0, 0
    from ledger.entries n join ledger.accounts a on a.tenant_id = p_tenant and a.id = n.account_id
   where n.tenant_id = p_tenant and n.journal_id = any (v_new) and a.guarded
   order by a.id
  on conflict do nothing;
  perform 1 from ledger.balances b
   where b.tenant_id = p_tenant
     and b.account_id in (select n.account_id from ledger.entries n where n.tenant_id = p_tenant and n.journal_id = any (v_new))
   order by b.account_id for update;
  update ledger.balances b
     set balance_minor = b.balance_minor + d.change, version = b.version + 1
    from (select n.account_id, sum(case a.normal_side when 'debit' then n.amount_minor else -n.amount_minor end)::bigint as change
            from ledger.entries n join ledger.accounts a on a.tenant_id = p_tenant and a.id = n.account_id
           where n.tenant_id = p_tenant and n.journal_id = any (v_new) and a.guarded
           group by n.account_id) d
   where b.tenant_id = p_tenant and b.account_id = d.account_id;

  return query
    select j.ordinality::int, n.id, not (n.id = any (v_new)), n.digest
      from jsonb_array_elements(p_journals) with ordinality j
      join ledger.journals n on n.tenant_id = p_tenant and n.source_kind = j.value->>'source_kind' and n.source_id = j.value->>'source_id' and n.event_kind = j.value->>'event_kind'
     order by 1;
end $post$;

-- Closes months that follow those closed already; any other is left alone. Waits for who is booking, so that what they book is counted.
-- p_months: [{ period, until }]
create function ledger.close(p_tenant uuid, p_now timestamptz, p_months jsonb)
returns setof ledger.closings
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $close$
declare
  v_last timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.close'), hashtext(p_tenant::text));
  select max(c.until) into v_last from ledger.closings c where c.tenant_id = p_tenant;
  return query
    insert into ledger.closings as n (tenant_id, period, until, closed_at, journals)
    select p_tenant, m.period, m.until, p_now,
           (select count(*) from ledger.journals j where j.tenant_id = p_tenant and j.occurred_at >= m.since and j.occurred_at < m.until)
      from (select x->>'period' as period, (x->>'until')::timestamptz as until,
                   coalesce(lag((x->>'until')::timestamptz) over (order by (x->>'until')::timestamptz), v_last, '-infinity') as since
              from jsonb_array_elements(p_months) x
             where (x->>'until')::timestamptz > coalesce(v_last, '-infinity') and (x->>'until')::timestamptz <= p_now) m
     order by m.until
    returning n.*;
end $close$;
grant execute on function ledger.close(uuid, timestamptz, jsonb) to stoa_app;
`;
