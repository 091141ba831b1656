/** What a second index is compared with: the version of every listing that was ever written, page by page. */
export const sql = `
create function search.known(p_tenant uuid, p_after uuid, p_limit integer) returns table (listing_id uuid, version bigint)
language plpgsql stable security definer set search_path = pg_catalog
as $$ begin
  perform search.guard(p_tenant);
  return query select s.listing_id, s.version from search.states s where s.tenant_id = p_tenant and (p_after is null or s.listing_id > p_after) order by s.listing_id limit p_limit;
end $$;
revoke all on function search.known(uuid, uuid, integer) from public;
grant execute on function search.known(uuid, uuid, integer) to stoa_app;
`;
