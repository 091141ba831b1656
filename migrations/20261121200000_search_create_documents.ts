import { schema } from '@stoa/platform/migration';

/** What shoppers search. Under row-level security the GIN indexes would not be used, so these tables have none: no role but the owner may touch them, and the
 *  functions below, which run with the owner's rights, answer only for the tenant that the transaction is set to. */
export const sql = `
${schema('search')}
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- One row per listing, market and language: flat, so that a page of results is one read of one index.
create table search.documents (
  tenant_id uuid not null,
  market text not null,
  locale text not null,
  listing_id uuid not null,
  vendor_handle text not null,
  category_handles text[] not null,
  category_names text[] not null,
  price_minor bigint not null check (price_minor >= 0),
  stock smallint not null check (stock between 0 and 2),
  published_at timestamptz not null,
  attribute_keys text[] not null,
  title_text text not null,
  tsv tsvector not null,
  card jsonb not null,
  primary key (tenant_id, market, locale, listing_id)
);
create index documents_text on search.documents using gin (tsv);
create index documents_newest on search.documents (tenant_id, market, locale, published_at desc);

-- The words that occur, to forgive slips of spelling and to find what stands inside a compound.
create table search.words (
  tenant_id uuid not null,
  market text not null,
  locale text not null,
  word text not null,
  primary key (tenant_id, market, locale, word)
);
create index words_alike on search.words using gin (word gin_trgm_ops);

-- The newest state of each listing that was written, so that a late writer undoes nothing.
create table search.states (
  tenant_id uuid not null,
  listing_id uuid not null,
  version bigint not null,
  primary key (tenant_id, listing_id)
);
create sequence search.version_seq;
grant usage on sequence search.version_seq to stoa_app;

create function search.fold(p_text text) returns text language sql stable set search_path = pg_catalog, public
as $$ select lower(public.unaccent(p_text)) $$;

create function search.dictionary(p_locale text) returns regconfig language sql immutable set search_path = pg_catalog
as $$ select case left(p_locale, 2) when 'de' then 'german' when 'fi' then 'finnish' when 'en' then 'english' else 'simple' end::regconfig $$;

create function search.guard(p_tenant uuid) returns void language plpgsql stable set search_path = pg_catalog
as $$ begin
  if p_tenant is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then
    raise exception 'search was asked for another tenant' using errcode = '42501';
  end if;
end $$;

-- Replaces everything known of a listing, unless a newer state is known already. No documents: the listing leaves the shop.
create function search.put(p_tenant uuid, p_listing uuid, p_version bigint, p_documents jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$ declare v_taken boolean; begin
  perform search.guard(p_tenant);
  insert into search.states as s (tenant_id, listing_id, version) values (p_tenant, p_listing, p_version)
    on conflict (tenant_id, listing_id) do update set version = excluded.version where s.version < excluded.version
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

-- Turns what was typed into a tsquery: each word as it is, its stem, its beginnings, and words it stands inside of; a word nobody knows becomes the likeliest one.
create function search.understand(p_tenant uuid, p_market text, p_locale text, p_text text, out v_all tsquery, out v_any tsquery, out v_fixed text)
language plpgsql stable set search_path = pg_catalog, public
as $$ declare
  v_word text; v_known text; v_part tsquery; v_inner text; v_stem text; v_words text[] := '{}'; v_changed boolean := false;
begin
  for v_word in select w from regexp_split_to_table(search.fold(p_text), '[^[:alnum:]]+') with ordinality s(w, n) where w <> '' order by n limit 8 loop
    select word into v_known from search.words where tenant_id = p_tenant and market = p_market and locale = p_locale and word like v_word || '%' limit 1;
    v_stem := coalesce((tsvector_to_array(to_tsvector(search.dictionary(p_locale), v_word)))[1], v_word);
    if v_known is null and length(v_stem) >= 4 then
      select word into v_known from search.words where tenant_id = p_tenant and market = p_market and locale = p_locale and word like '%' || v_stem || '%' limit 1;
    end if;
    if v_known is null and numnode(plainto_tsquery(search.dictionary(p_locale), v_word)) > 0
       and not exists (select 1 from search.documents d where d.tenant_id = p_tenant and d.market = p_market and d.locale = p_locale and d.tsv @@ plainto_tsquery(search.dictionary(p_locale), v_word)) then
      select word into v_known from search.words
       where tenant_id = p_tenant and market = p_market and locale = p_locale and word % v_word
       order by similarity(word, v_word) desc, abs(length(word) - length(v_word)), word limit 1;
      if v_known is not null then v_word := v_known; v_stem := v_known; v_changed := true; end if;
    end if;
    v_words := v_words || v_word;
    v_part := to_tsquery('simple', quote_literal(v_word) || ':*');
    if numnode(plainto_tsquery(search.dictionary(p_locale), v_word)) > 0 then v_part := v_part || plainto_tsquery(search.dictionary(p_locale), v_word); end if;
    if length(v_stem) >= 4 then
      for v_inner in select word from search.words where tenant_id = p_tenant and market = p_market and locale = p_locale and word like '_%' || v_stem || '%' limit 24 loop
        v_part := v_part || to_tsquery('simple', quote_literal(v_inner));
      end loop;
    end if;
    v_all := case when v_all is null then v_part else v_all && v_part end;
    v_any := case when v_any is null then v_part else v_any || v_part end;
  end loop;
  v_fixed := case when v_changed then array_to_string(v_words, ' ') end;
end $$;

-- A page of cards with the counts of every facet, in one statement. A facet's counts leave its own filter out, so that a second value can still be chosen.
create function search.query(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ declare
  v_market text := p->>'market'; v_locale text := p->>'locale'; v_text text := coalesce(p->>'text', '');
  v_limit integer := (p->>'limit')::integer; v_sort text := p->>'sort';
  v_categories text[] := array(select jsonb_array_elements_text(p->'categories')); v_vendors text[] := array(select jsonb_array_elements_text(p->'vendors'));
  v_low bigint := (p->>'price_min')::bigint; v_high bigint := (p->>'price_max')::bigint;
  v_after double precision := (p->'after'->>0)::double precision; v_after_id uuid := (p->'after'->>1)::uuid;
  v_query tsquery; v_any tsquery; v_fixed text; v_answer jsonb;
begin
  perform search.guard(p_tenant);
  if v_text <> '' then
    select u.v_all, u.v_any, u.v_fixed into v_query, v_any, v_fixed from search.understand(p_tenant, v_market, v_locale, v_text) u;
    if v_query is null then return jsonb_build_object('total', 0, 'cards', '[]'::jsonb, 'next', null, 'fixed', null, 'categories', '[]'::jsonb, 'vendors', '[]'::jsonb, 'prices', null, 'attributes', '[]'::jsonb); end if;
    if not exists (select 1 from search.documents d where d.tenant_id = p_tenant and d.market = v_market and d.locale = v_locale and d.tsv @@ v_query) then v_query := v_any; end if;
  end if;
  with base as materialized (
    select d.*, d.vendor_handle = any(v_vendors) or v_vendors = '{}' as vendor_fits, d.category_handles && v_categories or v_categories = '{}' as category_fits,
           (v_low is null or d.price_minor >= v_low) and (v_high is null or d.price_minor <= v_high) as price_fits,
           array(select f.key from jsonb_each(p->'attributes') f where not d.attribute_keys && array(select f.key || '=' || value from jsonb_array_elements_text(f.value) value)) as misses
      from search.documents d
     where d.tenant_id = p_tenant and d.market = v_market and d.locale = v_locale and (v_query is null or d.tsv @@ v_query)
  ), hits as materialized (
    select b.listing_id, b.card,
           case v_sort when 'price_asc' then b.price_minor::double precision when 'price_desc' then -b.price_minor::double precision when 'newest' then -extract(epoch from b.published_at)::double precision
             else case when v_query is null then -(b.stock::double precision * 1e10 + extract(epoch from b.published_at))
               else -round(((ts_rank('{0.05, 0.1, 0.4, 1.0}', b.tsv, v_query, 1) * 4 + similarity(b.title_text, search.fold(coalesce(v_fixed, v_text)))) * (case b.stock when 0 then 0.3 else 1 end))::numeric, 6)::double precision end end as place
      from base b where b.vendor_fits and b.category_fits and b.price_fits and b.misses = '{}'
  ), page as (
    select * from hits where v_after is null or (place, listing_id) > (v_after, v_after_id) order by place, listing_id limit v_limit + 1
  ), shown as (select * from page order by place, listing_id limit v_limit),
  shelves as (
    select s.handle, s.name, count(*) as n from (
      select b.category_handles[k.at] as handle, b.category_names[k.at] as name from base b,
             lateral (select least(coalesce((select max(array_position(b.category_handles, c)) from unnest(v_categories) c), 0) + 1, cardinality(b.category_handles)) as at) k
       where b.vendor_fits and b.price_fits and b.misses = '{}' and b.category_fits
    ) s group by 1, 2
  ), sellers as (
    select b.vendor_handle as handle, min(b.card->'vendor'->>'name') as name, count(*) as n from base b where b.category_fits and b.price_fits and b.misses = '{}' group by 1
  ), answers as (
    select a->>'code' as code, min(a->>'name') as name, v->>'value' as value, min(v->>'label') as label, count(*) as n
      from base b, jsonb_array_elements(b.card->'facets') a, jsonb_array_elements(a->'values') v
     where b.vendor_fits and b.category_fits and b.price_fits and b.misses <@ array[a->>'code'] group by 1, 3
  )
  select jsonb_build_object(
    'total', (select count(*) from hits),
    'cards', coalesce((select jsonb_agg(card - 'facets' order by place, listing_id) from shown), '[]'),
    'next', case when (select count(*) from page) > v_limit then (select jsonb_build_array(place, listing_id) from shown order by place desc, listing_id desc limit 1) end,
    'fixed', v_fixed,
    'categories', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name, 'count', n) order by n desc, handle) from shelves), '[]'),
    'vendors', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name, 'count', n) order by n desc, handle) from sellers), '[]'),
    'prices', (select case when count(*) > 0 then jsonb_build_array(min(price_minor), max(price_minor)) end from base where vendor_fits and category_fits and misses = '{}'),
    'attributes', coalesce((select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'values', vs) order by code) from
      (select code, min(name) as name, jsonb_agg(jsonb_build_object('value', value, 'label', label, 'count', n) order by n desc, value) as vs from answers group by code) f), '[]')
  ) into v_answer;
  return v_answer;
end $$;

-- A few titles, shelves and makers for what is being typed.
create function search.suggest(p_tenant uuid, p_market text, p_locale text, p_text text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ declare v_fold text := search.fold(p_text); v_query tsquery; begin
  perform search.guard(p_tenant);
  select u.v_all into v_query from search.understand(p_tenant, p_market, p_locale, p_text) u;
  return (
    with found as materialized (
      select d.* from search.documents d where d.tenant_id = p_tenant and d.market = p_market and d.locale = p_locale and d.tsv @@ v_query
       order by similarity(d.title_text, v_fold) desc, d.stock desc, d.listing_id limit 200
    )
    select jsonb_build_object(
      'listings', coalesce((select jsonb_agg(card - 'facets') from (select card from found limit 5) f), '[]'),
      'categories', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name)) from
        (select distinct h.handle, h.name from found f, unnest(f.category_handles, f.category_names) h(handle, name) where search.fold(h.name) like v_fold || '%' order by 2 limit 3) c), '[]'),
      'vendors', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name)) from
        (select distinct f.vendor_handle as handle, f.card->'vendor'->>'name' as name from found f where search.fold(f.card->'vendor'->>'name') like '%' || v_fold || '%' limit 3) v), '[]')
    )
  );
end $$;

revoke all on function search.put(uuid, uuid, bigint, jsonb), search.query(uuid, jsonb), search.suggest(uuid, text, text, text), search.understand(uuid, text, text, text), search.guard(uuid) from public;
grant execute on function search.put(uuid, uuid, bigint, jsonb), search.query(uuid, jsonb), search.suggest(uuid, text, text, text) to stoa_app;
`;
