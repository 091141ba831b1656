/** Ranks by one ladder that every index can climb (libs/contexts/search/README.md, "Order"), on terms that the application has understood: synonyms and the parts of compounds come with them.
 *  A slip of spelling is mended only when nothing was found, by the fewest letters to change. */
export const sql = `
create extension if not exists fuzzystrmatch;

-- A word as it is, and as its stem; only as it is where its stem means other things too.
create function search.means(p_locale text, p_word text, p_literally boolean) returns tsquery language sql stable set search_path = pg_catalog
as $$ select case when p_literally then plainto_tsquery('simple', p_word) else plainto_tsquery('simple', p_word) || plainto_tsquery(search.dictionary(p_locale), p_word) end $$;

-- What compounds end in this word or an inflection of it: Schneidebrett for Brett, but not Getrocknetes for Rock.
create function search.compounds(p_tenant uuid, p_market text, p_locale text, p_word text, p_literally boolean) returns tsquery language plpgsql stable set search_path = pg_catalog
as $$ declare v_stem text := coalesce((tsvector_to_array(to_tsvector(search.dictionary(p_locale), p_word)))[1], p_word); v_head text; v_all tsquery; begin
  if length(p_word) < 3 then return null; end if;
  if p_literally or length(v_stem) < 4 then v_stem := p_word; end if;
  for v_head in
    select word from search.words
     where tenant_id = p_tenant and market = p_market and locale = p_locale and (word like '%' || v_stem || '%' or word like '%' || p_word || '%')
       and word ~ case when p_literally or length(p_word) = 3 then '^.{3,}' || p_word || '$' else '^.{3,}(' || v_stem || '|' || p_word || ').{0,2}$' end
     order by word limit 60
  loop
    v_all := search.either(v_all, plainto_tsquery('simple', v_head));
  end loop;
  return v_all;
end $$;

create function search.either(p_one tsquery, p_other tsquery) returns tsquery language sql immutable set search_path = pg_catalog
as $$ select case when p_one is null or numnode(p_one) = 0 then p_other when p_other is null or numnode(p_other) = 0 then p_one else p_one || p_other end $$;

create function search.both(p_one tsquery, p_other tsquery) returns tsquery language sql immutable set search_path = pg_catalog
as $$ select case when p_one is null or numnode(p_one) = 0 then p_other when p_other is null or numnode(p_other) = 0 then p_one else p_one && p_other end $$;

create function search.begins(p_word text) returns tsquery language sql immutable set search_path = pg_catalog
as $$ select to_tsquery('simple', quote_literal(p_word) || ':*') $$;

-- The rungs on which one term can be met: how strongly, by what, and in which weights of the document.
create function search.rungs(p_tenant uuid, p_market text, p_locale text, p_term jsonb) returns table (weight double precision, query tsquery, place text)
language plpgsql stable set search_path = pg_catalog
as $$ declare v_word text; v_part jsonb; v_exact tsquery; v_other tsquery; v_begins tsquery; v_heads tsquery; v_some tsquery; v_parts tsquery; v_literal jsonb := coalesce(p_term->'literal', '[]'); begin
  for v_word in select p_term->>'word' union all select jsonb_array_elements_text(p_term->'like') loop
    v_exact := search.either(v_exact, search.means(p_locale, v_word, v_literal ? v_word));
    v_begins := search.either(v_begins, search.begins(v_word));
    v_heads := search.either(v_heads, search.compounds(p_tenant, p_market, p_locale, v_word, v_literal ? v_word));
  end loop;
  for v_word in select jsonb_array_elements_text(p_term->'also') loop
    v_other := search.either(v_other, search.either(search.means(p_locale, v_word, v_literal ? v_word), search.compounds(p_tenant, p_market, p_locale, v_word, v_literal ? v_word)));
  end loop;
  for v_part in select jsonb_array_elements(p_term->'parts') loop
    v_some := null;
    for v_word in select jsonb_array_elements_text(v_part) loop
      v_some := search.either(v_some, search.either(search.means(p_locale, v_word, v_literal ? v_word), search.either(search.begins(v_word), search.compounds(p_tenant, p_market, p_locale, v_word, v_literal ? v_word))));
    end loop;
    v_parts := search.both(v_parts, v_some);
  end loop;
  return query select r.w, r.q, r.p from (values
    (10::double precision, v_exact, 'a'), (7, v_heads, 'a'), (6, v_begins, 'a'), (5.5, v_other, 'a'), (5, v_parts, 'ab'),
    (4, v_exact, 'b'), (3, v_other, 'b'), (3, v_heads, 'b'), (2, v_begins, 'b'), (1, v_exact, 'd'), (0.5, v_other, 'd')) r(w, q, p) where numnode(r.q) > 0;
end $$;

-- Finds what meets all terms, and how well: the best rung of each term, one more for each word that the title says letter by letter, and the more of the title they are the better. Else it mends the spelling of the words that nobody knows; else finds what meets any.
create function search.find(p_tenant uuid, p_market text, p_locale text, p_terms jsonb, out ids uuid[], out scores double precision[], out respelt text)
language plpgsql stable set search_path = pg_catalog, public set pg_trgm.similarity_threshold = 0.15
as $$ declare
  v_at integer; v_term jsonb; v_one tsquery; v_all tsquery; v_any tsquery; v_query tsquery; v_rung record; v_known text; v_spelt text[] := '{}'; v_changed boolean := false;
  v_terms integer[] := '{}'; v_weights double precision[] := '{}'; v_queries tsquery[] := '{}'; v_places text[] := '{}'; v_words text[] := '{}'; v_each tsquery[] := '{}'; v_least integer;
begin
  for v_at, v_term in select n, t from jsonb_array_elements(p_terms) with ordinality x(t, n) loop
    v_one := null;
    for v_rung in select * from search.rungs(p_tenant, p_market, p_locale, v_term) loop
      v_terms := v_terms || v_at; v_weights := v_weights || v_rung.weight; v_queries := v_queries || v_rung.query; v_places := v_places || v_rung.place;
      v_one := search.either(v_one, v_rung.query);
    end loop;
    v_words := v_words || (v_term->>'word') || array(select jsonb_array_elements_text(v_term->'like'));
    v_each := v_each || v_one; v_all := search.both(v_all, v_one); v_any := search.either(v_any, v_one);
  end loop;
  for v_least, v_query in select 1, v_any where cardinality(v_each) = 1 union all select n, q from (values (1, cardinality(v_each), v_all), (2, 1, v_any)) x(at, n, q) where cardinality(v_each) > 1 loop
    select array_agg(d.listing_id), array_agg(s.score + (select count(*) from unnest(v_words) w where w = any(f.title)) + 2.0 / greatest(cardinality(f.title), 1)) into ids, scores
      from search.documents d,
           lateral (select ts_filter(d.tsv, '{a}') as a, ts_filter(d.tsv, '{b}') as b, ts_filter(d.tsv, '{a,b}') as ab, ts_filter(d.tsv, '{d}') as d, array(select w from regexp_split_to_table(d.title_text, '[^[:alnum:]]+') w where w <> '') as title offset 0) f,
           lateral (select sum(best.weight) as score, count(*) as met from (
             select max(r.weight) as weight from unnest(v_terms, v_weights, v_queries, v_places) r(term, weight, query, place)
              where case r.place when 'a' then f.a when 'b' then f.b when 'ab' then f.ab else f.d end @@ r.query group by r.term) best) s
     where d.tenant_id = p_tenant and d.market = p_market and d.locale = p_locale and d.tsv @@ v_query and s.met >= v_least;
    exit when ids is not null;
    if v_spelt = '{}' then
      for v_at, v_term in select n, t from jsonb_array_elements(p_terms) with ordinality x(t, n) loop
        v_known := v_term->>'word';
        if not exists (select 1 from search.documents d where d.tenant_id = p_tenant and d.market = p_market and d.locale = p_locale and d.tsv @@ v_each[v_at]) then
          -- Words stay in the vocabulary when their goods go: only what still finds something is offered.
          select c.word into v_known from (
            select word, levenshtein_less_equal(word, v_known, 2) as changes, similarity(word, v_known) as likeness from search.words
             where tenant_id = p_tenant and market = p_market and locale = p_locale and word % v_known and word <> v_known and levenshtein_less_equal(word, v_known, 2) <= (case when length(v_known) < 5 then 1 else 2 end)
             order by 2, 3 desc, 1 limit 8) c
           where exists (select 1 from search.documents d where d.tenant_id = p_tenant and d.market = p_market and d.locale = p_locale and d.tsv @@ plainto_tsquery('simple', c.word))
           order by c.changes, c.likeness desc, c.word limit 1;
          v_changed := v_changed or v_known is not null;
        end if;
        v_spelt := v_spelt || coalesce(v_known, v_term->>'word');
      end loop;
      if v_changed then
        respelt := array_to_string(v_spelt, ' ');
        return;
      end if;
    end if;
  end loop;
  ids := coalesce(ids, '{}'); scores := coalesce(scores, '{}');
end $$;

-- A page of cards with the counts of every facet, in one statement. A facet's counts leave its own filter out, so that a second value can still be chosen.
create or replace function search.query(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ declare
  v_market text := p->>'market'; v_locale text := p->>'locale'; v_text text := coalesce(p->>'text', '');
  v_limit integer := (p->>'limit')::integer; v_sort text := p->>'sort';
  v_categories text[] := array(select jsonb_array_elements_text(p->'categories')); v_vendors text[] := array(select jsonb_array_elements_text(p->'vendors'));
  v_low bigint := (p->>'price_min')::bigint; v_high bigint := (p->>'price_max')::bigint;
  v_after double precision := (p->'after'->>0)::double precision; v_after_id uuid := (p->'after'->>1)::uuid;
  v_ids uuid[]; v_scores double precision[]; v_respelt text; v_answer jsonb;
begin
  perform search.guard(p_tenant);
  if v_text <> '' then
    select f.ids, f.scores, f.respelt into v_ids, v_scores, v_respelt from search.find(p_tenant, v_market, v_locale, p->'terms') f;
    if v_respelt is not null then return jsonb_build_object('respelt', v_respelt); end if;
  end if;
  with base as materialized (
    select d.*, s.score, d.vendor_handle = any(v_vendors) or v_vendors = '{}' as vendor_fits, d.category_handles && v_categories or v_categories = '{}' as category_fits,
           (v_low is null or d.price_minor >= v_low) and (v_high is null or d.price_minor <= v_high) as price_fits,
           array(select f.key from jsonb_each(p->'attributes') f where not d.attribute_keys && array(select f.key || '=' || value from jsonb_array_elements_text(f.value) value)) as misses
      from search.documents d left join unnest(v_ids, v_scores) s(listing_id, score) using (listing_id)
     where d.tenant_id = p_tenant and d.market = v_market and d.locale = v_locale and (v_text = '' or d.listing_id = any(v_ids))
  ), hits as materialized (
    select b.listing_id, b.card,
           case v_sort when 'price_asc' then b.price_minor::double precision when 'price_desc' then -b.price_minor::double precision when 'newest' then -extract(epoch from b.published_at)::double precision
             else case when v_text = '' then -(b.stock::double precision * 1e10 + extract(epoch from b.published_at)) else -round((b.score * (case b.stock when 0 then 0.3 else 1 end))::numeric, 4)::double precision end end as place
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
    'fixed', null,
    'categories', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name, 'count', n) order by n desc, handle) from shelves), '[]'),
    'vendors', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name, 'count', n) order by n desc, handle) from sellers), '[]'),
    'prices', (select case when count(*) > 0 then jsonb_build_array(min(price_minor), max(price_minor)) end from base where vendor_fits and category_fits and misses = '{}'),
    'attributes', coalesce((select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'values', vs) order by code) from
      (select code, min(name) as name, jsonb_agg(jsonb_build_object('value', value, 'label', label, 'count', n) order by n desc, value) as vs from answers group by code) f), '[]')
  ) into v_answer;
  return v_answer;
end $$;

-- A few titles, shelves and makers for what is being typed: {market, locale, text (folded), terms}.
create function search.suggest(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$ declare v_fold text := p->>'text'; v_ids uuid[]; v_scores double precision[]; v_respelt text; begin
  perform search.guard(p_tenant);
  select f.ids, f.scores, f.respelt into v_ids, v_scores, v_respelt from search.find(p_tenant, p->>'market', p->>'locale', p->'terms') f;
  if v_respelt is not null then return jsonb_build_object('respelt', v_respelt); end if;
  return (
    with found as materialized (
      select d.*, s.score * (case d.stock when 0 then 0.3 else 1 end) as place from unnest(v_ids, v_scores) s(listing_id, score) join search.documents d using (listing_id)
       where d.tenant_id = p_tenant and d.market = p->>'market' and d.locale = p->>'locale' order by place desc, d.listing_id limit 200
    )
    select jsonb_build_object(
      'listings', coalesce((select jsonb_agg(card - 'facets' order by place desc, listing_id) from (select * from found order by place desc, listing_id limit 5) f), '[]'),
      'categories', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name) order by name) from
        (select distinct h.handle, h.name from found f, unnest(f.category_handles, f.category_names) h(handle, name) where search.fold(h.name) like v_fold || '%' order by 2 limit 3) c), '[]'),
      'vendors', coalesce((select jsonb_agg(jsonb_build_object('handle', handle, 'name', name) order by name) from
        (select distinct f.vendor_handle as handle, f.card->'vendor'->>'name' as name from found f where position(v_fold in search.fold(f.card->'vendor'->>'name')) > 0 order by 2 limit 3) v), '[]')
    )
  );
end $$;

drop function search.suggest(uuid, text, text, text);
drop function search.understand(uuid, text, text, text);
revoke all on function search.means(text, text, boolean), search.compounds(uuid, text, text, text, boolean), search.rungs(uuid, text, text, jsonb), search.find(uuid, text, text, jsonb), search.suggest(uuid, jsonb) from public;
grant execute on function search.suggest(uuid, jsonb) to stoa_app;
`;
