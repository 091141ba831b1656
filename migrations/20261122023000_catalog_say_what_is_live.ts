/** Asked by a listing's page beside other questions, in one statement: with the rights of who asks, so row-level security stands as it does under every table. */
export const sql = `
create function catalog.live_listing(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog
as $$ begin
  return (select jsonb_build_object('id', l.id, 'versionId', l.live_version_id) from catalog.listings l where l.tenant_id = p_tenant and l.handle = p->>'handle' and l.live_version_id is not null);
end $$;
revoke all on function catalog.live_listing(uuid, jsonb) from public;
grant execute on function catalog.live_listing(uuid, jsonb) to stoa_app;
`;
