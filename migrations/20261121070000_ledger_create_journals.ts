import { insertOnly, lockToTenant, schema } from '@stoa/platform/migration';

/** The books of each marketplace. The amount of an entry is positive for a debit and negative for a credit, so that a journal adds up to nothing. */
export const sql = `
${schema('ledger')}

create table ledger.accounts (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]+\\.[a-z_]+$'),
  -- Whose account it is: a vendor, a gateway account, the tenant. Text, because an owner belongs to another context.
  owner_id text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What splits the accounts of one owner further, such as the tax authority. Empty when nothing does.
  dimension text not null,
  normal_side text not null check (normal_side in ('debit', 'credit')),
  -- A guarded account has a row in ledger.balances, is locked when it is posted to, and never goes below zero.
  guarded boolean not null,
  opened_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, owner_id, currency, dimension)
);
${insertOnly('ledger.accounts')}

create table ledger.journals (
  tenant_id uuid not null,
  id uuid not null,
  source_kind text not null,
  source_id text not null,
  event_kind text not null,
  occurred_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  -- Words and stored inputs of the booking: ids, rates, references. Never personal data.
  memo jsonb not null,
  -- Of the entries. The same source booked again with other entries is a bug, not a repetition.
  digest text not null,
  primary key (tenant_id, id),
  unique (tenant_id, source_kind, source_id, event_kind)
);
create index journals_by_time on ledger.journals (tenant_id, occurred_at, id);
${insertOnly('ledger.journals')}

create table ledger.entries (
  tenant_id uuid not null,
  journal_id uuid not null,
  seq smallint not null,
  account_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor <> 0 and abs(amount_minor) < 1000000000000000),
  primary key (tenant_id, journal_id, seq),
  foreign key (tenant_id, journal_id) references ledger.journals (tenant_id, id),
  foreign key (tenant_id, account_id) references ledger.accounts (tenant_id, id)
);
create index entries_by_account on ledger.entries (tenant_id, account_id, journal_id) include (amount_minor);
${insertOnly('ledger.entries')}

-- Only of guarded accounts, in the sense of their normal side.
create table ledger.balances (
  tenant_id uuid not null,
  account_id uuid not null,
  balance_minor bigint not null constraint balances_never_negative check (balance_minor >= 0),
  version bigint not null,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references ledger.accounts (tenant_id, id)
) with (fillfactor = 75);
${lockToTenant('ledger.balances')}
revoke delete on ledger.balances from stoa_app;

-- Books several journals in one round trip and refuses one that does not balance. Runs as its caller: row-level security holds inside as well.
-- p_journals: [{ id, source_kind, source_id, event_kind, memo, digest, entries: [{ account_id, kind, owner_id, currency, dimension, normal_side, guarded, amount }] }]
-- account_id is the id the account gets if it does not exist yet.
create function ledger.post(p_tenant uuid, p_now timestamptz, p_actor_kind text, p_actor_id text, p_journals jsonb)
returns table (seq int, journal_id uuid, already boolean, digest text)
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $post$
#variable_conflict use_column
declare
  v_broken text;
  v_new uuid[];
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

  -- In the order of the key: two bookings that open the same accounts wait for each other instead of dead-locking.
  insert into ledger.accounts (tenant_id, id, kind, owner_id, currency, dimension, normal_side, guarded, opened_at)
  select distinct on (e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension')
         p_tenant, (e->>'account_id')::uuid, e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension', e->>'normal_side', (e->>'guarded')::boolean, p_now
    from jsonb_array_elements(p_journals) j, jsonb_array_elements(j->'entries') e
   where not exists (select 1 from ledger.accounts a where a.tenant_id = p_tenant and a.kind = e->>'kind' and a.owner_id = e->>'owner_id'
                        and a.currency = e->>'currency' and a.dimension = e->>'dimension')
   order by e->>'kind', e->>'owner_id', e->>'currency', e->>'dimension'
  on conflict do nothing;

  with booked as (
    insert into ledger.journals as n (tenant_id, id, source_kind, source_id, event_kind, occurred_at, actor_kind, actor_id, memo, digest)
    select p_tenant, (j->>'id')::uuid, j->>'source_kind', j->>'source_id', j->>'event_kind', p_now, p_actor_kind, p_actor_id, j->'memo', j->>'digest'
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
grant execute on function ledger.post(uuid, timestamptz, text, text, jsonb) to stoa_app;
`;
