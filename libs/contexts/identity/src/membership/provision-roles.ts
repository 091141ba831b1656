import type { Knex } from 'knex';
import type { TenantId } from '@stoa/platform/context';
import { defaultRoles, type MemberKind } from './permissions.js';
import { insertMissingRoles, listRoles, type Role } from './role.repository.js';

/** Gives a new marketplace its first roles; answers the operator's detail line. */
export async function provisionRoles(ctx: { tx: Knex.Transaction; tenantId: TenantId }): Promise<string> {
  await insertMissingRoles(ctx, startingRoles);
  const roles = await listRoles(ctx);
  const count = (kind: MemberKind) => roles.filter((role) => role.kind === kind).length;
  return `${count('staff')} staff roles, ${count('vendor')} vendor roles`;
}

const startingRoles: readonly Role[] = (['staff', 'vendor'] as const).flatMap((kind) => Object.entries(defaultRoles[kind]).map(([code, permissions]) => ({ kind, code, permissions })));
