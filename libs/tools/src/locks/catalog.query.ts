import type { Knex } from 'knex';

export type Policy = { name: string; roles: readonly string[]; permissive: boolean; command: string; using: string | null; check: string | null };
export type Index = { name: string; first: string | null; isUnique: boolean };
export type ForeignKey = { name: string; firstColumn: string; firstTarget: string; onDelete: string; onUpdate: string };
export type Grant = { role: string; privilege: string };
/** What the database itself says about one of its tables or views. */
export type Table = {
  name: string;
  kind: 'table' | 'view';
  owner: string;
  options: readonly string[];
  isEnabled: boolean;
  isForced: boolean;
  columns: readonly { name: string; type: string; isNullable: boolean }[];
  policies: readonly Policy[];
  indexes: readonly Index[];
  exclusions: readonly { name: string; first: string | null }[];
  foreignKeys: readonly ForeignKey[];
  triggers: readonly string[];
  grants: readonly Grant[];
  columnGrants: readonly { role: string; privilege: string; column: string }[];
};

/** Every table and view that is ours, or the one named. */
export async function readCatalog(tx: Knex | Knex.Transaction, only: string | null = null): Promise<Table[]> {
  const { rows } = await tx.raw(`
    select n.nspname || '.' || c.relname as name, case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind, pg_get_userbyid(c.relowner) as owner,
      coalesce(c.reloptions, '{}') as options, c.relrowsecurity as "isEnabled", c.relforcerowsecurity as "isForced",
      (select coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isNullable', not a.attnotnull) order by a.attnum), '[]')
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select coalesce(jsonb_agg(jsonb_build_object('name', p.policyname, 'roles', to_jsonb(p.roles), 'permissive', p.permissive = 'PERMISSIVE', 'command', p.cmd, 'using', p.qual, 'check', p.with_check)), '[]')
         from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname) as policies,
      (select coalesce(jsonb_agg(jsonb_build_object('name', i.indexrelid::regclass::text, 'first', (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]), 'isUnique', i.indisunique)), '[]')
         from pg_index i where i.indrelid = c.oid) as indexes,
      (select coalesce(jsonb_agg(jsonb_build_object('name', k.conname, 'first', (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = k.conkey[1]))), '[]')
         from pg_constraint k where k.conrelid = c.oid and k.contype = 'x') as exclusions,
      (select coalesce(jsonb_agg(jsonb_build_object('name', k.conname, 'onDelete', k.confdeltype, 'onUpdate', k.confupdtype,
         'firstColumn', (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]), 'firstTarget', (select a.attname from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1]))), '[]')
         from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys",
      (select coalesce(jsonb_agg(t.tgname), '[]') from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
      (select coalesce(jsonb_agg(jsonb_build_object('role', case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end, 'privilege', lower(x.privilege_type))), '[]')
         from aclexplode(c.relacl) x where x.grantee <> c.relowner) as grants,
      (select coalesce(jsonb_agg(jsonb_build_object('role', case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end, 'privilege', lower(x.privilege_type), 'column', a.attname)), '[]')
         from pg_attribute a, aclexplode(a.attacl) x where a.attrelid = c.oid and x.grantee <> c.relowner) as "columnGrants"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      and (?::text is null or n.nspname || '.' || c.relname = ?)
    order by 1`, [only, only]);
  return rows;
}

/** Functions that run with the rights of their owner, and whether their search_path is pinned. */
export async function readOwnersFunctions(tx: Knex | Knex.Transaction): Promise<{ name: string; isPinned: boolean }[]> {
  const { rows } = await tx.raw(`
    select n.nspname || '.' || p.proname as name, coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) as "isPinned"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema')
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`);
  return rows;
}

/** Roles of ours that could pass by every policy. */
export async function readMightyRoles(tx: Knex | Knex.Transaction): Promise<string[]> {
  const { rows } = await tx.raw("select rolname from pg_roles where rolname like 'stoa\\_%' and (rolsuper or rolbypassrls or rolcreaterole)");
  return rows.map((row: { rolname: string }) => row.rolname);
}
