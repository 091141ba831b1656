import { schema } from '@stoa/platform/migration';

export const sql = `
-- Trusted extensions: the owner of a database may create them.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists citext;
create extension if not exists ltree;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

${schema('platform')}

-- In one message with begin. set_config(..., true) does the same here and nothing on a distributed database; 'set local' beside begin is refused there.
create function platform.set_tenant(tenant uuid) returns void language plpgsql as $$
begin
  execute format('set local app.tenant_id = %L', tenant);
end $$;
revoke all on function platform.set_tenant(uuid) from public;
grant execute on function platform.set_tenant(uuid) to stoa_app;
`;
