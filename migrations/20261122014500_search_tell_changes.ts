/** What a process of the API needs to answer from columns of its own (docs/decisions/0019): all that a market's shelf is found, filtered, counted and ordered by, and what has changed in
 *  it since a moment. The moment is a snapshot of transactions: numbers drawn from a sequence become visible in another order than they were drawn in, and a late one would be missed. */
export const sql = `
alter table search.states add column changed_in xid8 not null default pg_current_xact_id();
alter table search.states alter column changed_in drop default;
create index states_changed on search.states (tenant_id, changed_in);

-- Replaces everything known of a listing, unless a newer state is known already. No documents: the listing leaves the shop.
create or replace function search.put(p_tenant uuid, p_listing uuid, p_version bigint, p_documents jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$ declare v_taken boolean; begin
  perform search.guard(p_tenant);
  insert into search.states as s (tenant_id, listing_id, version, changed_in) values (p_tenant, p_listing, p_version, pg_current_xact_id())
    on conflict (tenant_id, listing_id) do update set version = excluded.version, changed_in = excluded.changed_in where s.version < excluded.version
    returning true into v_taken;
  if v_taken is null then return false; end if;
  delete from search.documents d where d.tenant_id = p_tenant and d.listing_id = p_listing;
  insert into search.documents (tenant_id, market, locale, listing_id, vendor_handle, category_handles, category_names, price_minor, stock, published_at, attribute_keys, title_text, tsv, card)
  select p_tenant, x->>'market', x->>'locale', p_listing, x->>'vendor_handle',
         array(select jsonb_array_elements_text(x->'category_handles')), array(select jsonb_array_elements_text(x->'category_names')),
         (x->>'price_minor')::bigint, (x->>'stock')::smallint, (x->>'published_at')::timestamptz, array(select jsonb_array_elements_text(x->'attribute_keys')),
         search.fold(x->>'title'),
         setweight(to_tsvector('simple', search.fold(x->>'title')) || to_tsvector(search.dictionary(x->>'locale'), public.unaccent(x->>'title')), 'A')
           || setweight(to_tsvector('simple', search.fold(x->>'keywords')) || to_tsvector(search.dictionary(x->>'locale'), public.unaccent(x->>'keywords')), 'B')
           || setweight(to_tsvector(search.dictionary(x->>'locale'), public.unaccent(x->>'body')), 'D'),
         x->'card'
    from jsonb_array_elements(p_documents) x;
  insert into search.words (tenant_id, market, locale, word)
  select distinct p_tenant, x->>'market', x->>'locale', w
    from jsonb_array_elements(p_documents) x, regexp_split_to_table(search.fold(concat_ws(' ', x->>'title', x->>'keywords')), '[^[:alnum:]]+') w
   where length(w) between 3 and 40
   order by 1, 2, 3, 4
    on conflict do nothing;
  return true;
end $$;

-- A document as columns are made of it. Words are told apart by where they stand: in the title, among the keywords, in the description.
create function search.as_columns(d search.documents) returns jsonb language sql stable set search_path = pg_catalog
as $$ select jsonb_build_array(d.listing_id, d.vendor_handle, d.card->'vendor'->>'name', d.category_handles, d.category_names, d.price_minor, d.stock, extract(epoch from d.published_at)::double precision, d.card->'facets',
         array(select w from regexp_split_to_table(d.title_text, '[^[:alnum:]]+') w where w <> ''),
         tsvector_to_array(ts_filter(d.tsv, '{a}')), tsvector_to_array(ts_filter(d.tsv, '{b}')), tsvector_to_array(ts_filter(d.tsv, '{d}')), (d.card - 'facets')::text) $$;

-- A shelf, page by page in the order of its listings: {market, locale, after, limit}. Its first page says from which moment on changes are to be asked for.
create function search.columns(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ begin
  perform search.guard(p_tenant);
  if pg_is_in_recovery() then return jsonb_build_object('moment', null, 'rows', '[]'::jsonb); end if; -- a replica does not know which transactions are under way
  return jsonb_build_object('moment', pg_current_snapshot()::text, 'rows', coalesce((select jsonb_agg(search.as_columns(d) order by d.listing_id) from (
    select * from search.documents where tenant_id = p_tenant and market = p->>'market' and locale = p->>'locale' and (p->>'after' is null or listing_id > (p->>'after')::uuid) order by listing_id limit (p->>'limit')::integer) d), '[]'));
end $$;

-- What has changed on a shelf since a moment, and the rungs of terms that are asked for: {market, locale, since, most, ladders}. More than that many changes are not told: the moment is null then.
create function search.changed(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ declare v_since pg_snapshot := (p->>'since')::pg_snapshot; v_most integer := (p->>'most')::integer; v_ids uuid[]; v_rows jsonb := '[]'; v_ladders jsonb := '[]'; begin
  perform search.guard(p_tenant);
  if pg_is_in_recovery() then return jsonb_build_object('moment', null); end if;
  select array_agg(s.listing_id) into v_ids from (select listing_id from search.states
    where tenant_id = p_tenant and changed_in >= pg_snapshot_xmin(v_since) and not pg_visible_in_snapshot(changed_in, v_since) limit v_most + 1) s;
  if cardinality(v_ids) > v_most then return jsonb_build_object('moment', null); end if;
  if v_ids is not null then
    select coalesce(jsonb_agg(search.as_columns(d)), '[]') into v_rows from search.documents d
     where d.tenant_id = p_tenant and d.market = p->>'market' and d.locale = p->>'locale' and d.listing_id = any(v_ids);
  end if;
  if jsonb_array_length(p->'ladders') > 0 then
    select jsonb_agg((select coalesce(jsonb_agg(jsonb_build_array(t.n, r.weight, r.query::text, r.place)), '[]') from jsonb_array_elements(l.terms) with ordinality t(term, n), lateral search.rungs(p_tenant, p->>'market', p->>'locale', t.term) r) order by l.n)
      into v_ladders from jsonb_array_elements(p->'ladders') with ordinality l(terms, n);
  end if;
  return jsonb_build_object('moment', pg_current_snapshot()::text, 'changed', to_jsonb(coalesce(v_ids, '{}')), 'rows', v_rows, 'ladders', v_ladders);
end $$;

revoke all on function search.as_columns(search.documents), search.columns(uuid, jsonb), search.changed(uuid, jsonb) from public;
grant execute on function search.columns(uuid, jsonb), search.changed(uuid, jsonb) to stoa_app;
`;
