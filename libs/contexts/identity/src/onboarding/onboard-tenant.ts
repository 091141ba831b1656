import type { ControlTxCtx } from '@stoa/platform/context';
import { createTenant, type NewTenant, type Tenant } from '@stoa/tenancy';
import { inviteMember } from '../invitation/invite-member.js';
import type { Invitation } from '../invitation/invitation.js';
import { unknownRulePacks } from './onboarding.errors.js';

/** The rule packs that are installed, by their ids. */
export type InstalledPacks = { readonly packs: { has(id: string): boolean } };

/** Opens a marketplace and invites its first owner, in one transaction: there is no marketplace that nobody can enter. */
export async function onboardTenant(ctx: ControlTxCtx, installed: InstalledPacks, input: NewTenant & { firstStaff: { email: string; name: string | null } }): Promise<{ tenant: Tenant; publishableKey: string; invitation: Invitation }> {
  const { firstStaff, ...newTenant } = input;
  const unknown = newTenant.markets.flatMap((market) => market.rulePacks).filter((id) => !installed.packs.has(id));
  if (unknown.length > 0) throw unknownRulePacks([...new Set(unknown)]);
  const { tenant, publishableKey } = await createTenant(ctx, newTenant);
  const invitation = await inviteMember({ ...ctx, tenantId: tenant.id }, { ...firstStaff, kind: 'staff', role: 'owner', vendorId: null, locale: tenant.locale });
  return { tenant, publishableKey, invitation };
}
