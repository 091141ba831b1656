/** Pieces of SQL that every context's migrations share. They answer with text; the runner sends it. */

const policyOn = (table: string, column = 'tenant_id') => `
create policy tenant on ${table} to stoa_app
  using (${column} = current_setting('app.tenant_id')::uuid) with check (${column} = current_setting('app.tenant_id')::uuid);`;

const forced = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;`;

/** A context's own schema. */
export const schema = (name: string) => `
create schema ${name};
grant usage on schema ${name} to stoa_app, stoa_control, stoa_relay;`;

/** A tenant's table that the app reads and writes: the net under `tenant_id = $1`. With no tenant set it is an error, not all rows. */
export const lockToTenant = (table: string) => `${forced(table)}${policyOn(table)}
grant select, insert, update, delete on ${table} to stoa_app;`;

/** The same for a table whose rows stay as they were written: no grant changes or removes them. */
export const insertOnly = (table: string) => `${forced(table)}${policyOn(table)}
grant select, insert on ${table} to stoa_app;`;

/** Lets the relay ask which tenants have something due, and nothing else about their rows. The column is null once done. */
export const deadlineGrant = (table: string, column = 'due_at') => `
create policy due on ${table} for select to stoa_relay using (true);
grant select (tenant_id, ${column}) on ${table} to stoa_relay;`;

export type GlobalTable = {
  /** The column that carries the tenant; with it stoa_app has the ordinary policy. Null where rows belong to nobody: then stoa_app sees all it is granted. */
  tenantColumn?: string | null;
  /** What stoa_app may do, such as `select` or `select, insert, update`; null for nothing at all. */
  app?: string | null;
  /** What stoa_control may do. */
  control?: string | null;
};

/** A table that does not belong to one tenant. It must stand in libs/tools/src/global-tables.ts too. */
export function globalTable(table: string, { tenantColumn = null, app = null, control = 'select, insert, update, delete' }: GlobalTable = {}): string {
  const parts = [forced(table)];
  if (app) parts.push(tenantColumn ? policyOn(table, tenantColumn) : `create policy everyone on ${table} to stoa_app using (true) with check (true);`, `grant ${app} on ${table} to stoa_app;`);
  if (control) parts.push(`create policy control on ${table} to stoa_control using (true) with check (true);`, `grant ${control} on ${table} to stoa_control;`);
  return parts.join('\n');
}
