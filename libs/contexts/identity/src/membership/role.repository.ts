import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import { roleCodes, type MemberKind, type MemberPermission } from './permissions.js';

export type Role = { kind: MemberKind; code: string; permissions: readonly MemberPermission[] };
type Row = { tenant_id: TenantId; kind: MemberKind; code: string; permissions: MemberPermission[] };
type InTenant = { tx: Knex.Transaction; tenantId: TenantId };

const roles = (ctx: InTenant) => ctx.tx<Row>('identity.roles').where('tenant_id', ctx.tenantId);

export async function listRoles(ctx: InTenant): Promise<Role[]> {
  const rows = (await roles(ctx)).map(({ kind, code, permissions }) => ({ kind, code, permissions }));
  const rank = (role: Role) => (roleCodes[role.kind] as readonly string[]).indexOf(role.code);
  return rows.sort((a, b) => a.kind.localeCompare(b.kind) || rank(a) - rank(b));
}

export async function findRole(ctx: InTenant, kind: MemberKind, code: string): Promise<Role | null> {
  const row = await roles(ctx).where({ kind, code }).first();
  return row ? { kind: row.kind, code: row.code, permissions: row.permissions } : null;
}

/** Keeps those that are there: a marketplace may have changed them. */
export async function insertMissingRoles(ctx: InTenant, all: readonly Role[]): Promise<void> {
  await ctx.tx('identity.roles').insert(all.map((role) => ({ tenant_id: ctx.tenantId, kind: role.kind, code: role.code, permissions: [...role.permissions] }))).onConflict(['tenant_id', 'kind', 'code']).ignore();
}
