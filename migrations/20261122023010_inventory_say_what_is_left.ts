/** Asked by a listing's page beside other questions, in one statement: with the rights of who asks, so row-level security stands as it does under every table. */
export const sql = `
create function inventory.available(p_tenant uuid, p jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog
as $$ begin
  return (select coalesce(jsonb_object_agg(s.variant_id, s.available), '{}') from (
    select l.variant_id, sum(l.on_hand - l.reserved)::integer as available
      from inventory.levels l join inventory.warehouses w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
     where l.tenant_id = p_tenant and w.active and l.variant_id = any(array(select jsonb_array_elements_text(p->'variants'))::uuid[])
     group by l.variant_id) s);
end $$;
revoke all on function inventory.available(uuid, jsonb) from public;
grant execute on function inventory.available(uuid, jsonb) to stoa_app;
`;
