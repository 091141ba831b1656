import { behindFunctions, type GlobalTable, globalTables } from '../global-tables.js';
import type { Policy, Table } from './catalog.query.js';

/** Something about a table that the design forbids. */
export type Finding = { table: string; problem: string };

export type Lists = { globals: readonly GlobalTable[]; behindFunctions: readonly string[] };

/** `to stoa_app using (tenant_id = current_setting('app.tenant_id')::uuid)`, as PostgreSQL writes it down. */
const ownTenant = (column: string) => `(${column} = (current_setting('app.tenant_id'::text))::uuid)`;
/** The relay marks what it has sent on; elsewhere it sees (tenant_id, due) and nothing more. */
const RELAY_READS_ALL = 'platform.outbox';
/** What the operator does to a tenant is told and recorded there. */
const CONTROL_INSERTS = ['platform.outbox', 'platform.audit'];

/** What is wrong with these tables, by the lists of this house. */
export const problemsIn = (tables: readonly Table[]): Finding[] => tables.flatMap((table) => findingsOf(table, { globals: globalTables, behindFunctions }));

/** Everything that is wrong with a table, in words. */
export function findingsOf(table: Table, { globals, behindFunctions: hidden }: Lists): Finding[] {
  const problems = [...always(table)];
  const global = globals.find((each) => each.table === table.name);
  if (table.kind === 'view') problems.push(...ofView(table));
  else if (hidden.includes(table.name)) problems.push(...ofHidden(table));
  else if (global) problems.push(...ofGlobal(table, global));
  else problems.push(...ofTenants(table));
  return problems.map((problem) => ({ table: table.name, problem }));
}

function always(table: Table): string[] {
  const problems: string[] = [];
  if (table.owner !== 'stoa_owner') problems.push(`is owned by ${table.owner}: one owner of all tables`);
  if (table.triggers.length > 0) problems.push(`has triggers (${table.triggers.join(', ')}): rules belong in the code or in constraints`);
  for (const { role, privilege } of [...table.grants, ...table.columnGrants]) if (role === 'public') problems.push(`grants ${privilege} to everybody`);
  for (const policy of table.policies) {
    if (!policy.permissive) problems.push(`policy ${policy.name} is RESTRICTIVE, which turns permissive on the shards of a distributed database`);
    if (/\bselect\b/i.test(`${policy.using} ${policy.check}`)) problems.push(`policy ${policy.name} asks another table`);
  }
  return [...problems, ...ofMutes(table)];
}

/** Under row-level security a grant without a policy is an empty table that says nothing: a sweeper finds nothing due for ever. */
function ofMutes(table: Table): string[] {
  if (!table.isEnabled) return [];
  const granted = new Set([...table.grants, ...table.columnGrants].filter(({ privilege }) => ROW_PRIVILEGES.includes(privilege)).map(({ role, privilege }) => `${role} ${privilege}`));
  const isLet = (role: string, privilege: string) => policiesTo(table, role).some(({ command }) => command === 'ALL' || command === privilege.toUpperCase());
  return [...granted].filter((one) => !isLet(...(one.split(' ') as [string, string]))).map((one) => `grants ${one}, and no policy lets it touch a row`);
}
const ROW_PRIVILEGES: readonly string[] = ['select', 'insert', 'update', 'delete'];

function ofTenants(table: Table): string[] {
  const tenantColumn = table.columns.find((column) => column.name === 'tenant_id');
  if (!tenantColumn) return ['has no tenant_id and is not on the list of global tables'];
  const problems: string[] = [];
  if (tenantColumn.type !== 'uuid' || tenantColumn.isNullable) problems.push('has a tenant_id that is not `uuid not null`');
  problems.push(...ofKeys(table), ...ofRowSecurity(table), ...ofAppPolicy(table, 'tenant_id'), ...ofRelay(table), ...ofControl(table));
  return problems;
}

function ofKeys(table: Table): string[] {
  const problems: string[] = [];
  if (!table.indexes.some((index) => index.isUnique)) problems.push('has no primary key');
  for (const index of table.indexes) if (index.first !== 'tenant_id') problems.push(`index ${index.name} does not begin with tenant_id`);
  for (const exclusion of table.exclusions) if (exclusion.first !== 'tenant_id') problems.push(`exclusion ${exclusion.name} does not begin with tenant_id`);
  for (const key of table.foreignKeys) {
    if (key.firstColumn !== 'tenant_id' || key.firstTarget !== 'tenant_id') problems.push(`foreign key ${key.name} does not begin with tenant_id on both sides`);
    if (!['a', 'r', 'c'].includes(key.onDelete) || !['a', 'r', 'c'].includes(key.onUpdate)) problems.push(`foreign key ${key.name} sets null or default: restrict or cascade`);
  }
  return problems;
}

function ofRowSecurity(table: Table): string[] {
  const problems: string[] = [];
  if (!table.isEnabled) problems.push('has no row-level security');
  if (!table.isForced) problems.push('does not force row-level security on its owner');
  return problems;
}

function ofAppPolicy(table: Table, column: string): string[] {
  const policies = policiesTo(table, 'stoa_app');
  if (policies.length !== 1) return [`has ${policies.length} policies for stoa_app instead of the one called tenant`];
  const [policy] = policies as [Policy];
  const isOrdinary = policy.name === 'tenant' && policy.command === 'ALL' && policy.using === ownTenant(column) && policy.check === ownTenant(column);
  return isOrdinary ? [] : [`policy ${policy.name} is not the ordinary one (lockToTenant)`];
}

function ofRelay(table: Table): string[] {
  if (table.name === RELAY_READS_ALL) return [];
  const whole = table.grants.filter((grant) => grant.role === 'stoa_relay');
  const columns = table.columnGrants.filter((grant) => grant.role === 'stoa_relay');
  const type = (name: string) => table.columns.find((column) => column.name === name)?.type;
  const others = columns.filter(({ privilege, column }) => privilege !== 'select' || (column !== 'tenant_id' && type(column) !== 'timestamp with time zone'));
  const problems: string[] = [];
  if (whole.length > 0) problems.push('lets the relay see or do more than ask what is due (deadlineGrant)');
  if (others.length > 0) problems.push(`lets the relay have ${others.map((grant) => grant.column).join(', ')}`);
  for (const policy of policiesTo(table, 'stoa_relay')) if (policy.command !== 'SELECT') problems.push(`policy ${policy.name} lets the relay do more than read`);
  return problems;
}

function ofControl(table: Table): string[] {
  const grants = table.grants.filter((grant) => grant.role === 'stoa_control');
  const allowed = CONTROL_INSERTS.includes(table.name) ? ['insert'] : [];
  const more = grants.filter((grant) => !allowed.includes(grant.privilege));
  return more.length > 0 ? [`lets the operator ${more.map((grant) => grant.privilege).join(', ')} rows of tenants`] : [];
}

function ofGlobal(table: Table, global: GlobalTable): string[] {
  const app = table.grants.filter((grant) => grant.role === 'stoa_app');
  if (app.length === 0 && table.grants.length === 0) return [];
  const problems = ofRowSecurity(table);
  if (app.length === 0) return problems;
  if (global.tenantColumn) return [...problems, ...ofAppPolicy(table, global.tenantColumn)];
  if (!global.isForAll) problems.push('is open to stoa_app, though the list names no tenant column and does not say that it is the same for all');
  return problems;
}

function ofHidden(table: Table): string[] {
  const open = table.grants.filter((grant) => grant.role !== 'stoa_owner');
  return open.length > 0 ? [`is open to ${open.map((grant) => grant.role).join(', ')}: only functions that take the tenant may touch it`] : [];
}

function ofView(table: Table): string[] {
  return table.options.includes('security_invoker=true') || table.options.includes('security_invoker=on') ? [] : ['is a view that reads with its owner’s rights: with (security_invoker = true)'];
}

const policiesTo = (table: Table, role: string) => table.policies.filter((policy) => policy.roles.includes(role) || policy.roles.includes('public'));
