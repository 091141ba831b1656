import { z } from 'zod';
import type { TenantId } from '@stoa/platform/context';
import { wireId } from '@stoa/platform/typeid';
import type { ImpersonationId, InvitationId, MembershipId, UserId } from '@stoa/events/identity';
import type { VendorId } from '@stoa/events/vendors';
import type { TenantName } from '@stoa/tenancy';
import { ACCESS_SECONDS } from './access-token.js';
import type { Place } from './places.query.js';
import type { SignedIn } from './sign-in.js';
import type { User } from '../user/user.js';

export const userId = wireId<UserId, 'usr'>('usr');
export const membershipId = wireId<MembershipId, 'mbr'>('mbr');
export const impersonationId = wireId<ImpersonationId, 'vis'>('vis');
export const invitationId = wireId<InvitationId, 'inv'>('inv');
export const vendorId = wireId<VendorId, 'ven'>('ven');
const tenantId = wireId<TenantId, 'tnt'>('tnt');

export const password = z.string().min(10, 'At least 10 characters.').max(200);
export const signInBody = z.strictObject({ email: z.string().trim().min(3).max(254), password: z.string().min(1).max(200) });

export const userView = z.object({ id: userId.wire, email: z.string(), name: z.string(), is_operator: z.boolean() }).meta({ id: 'User' });
export const toUserView = (u: User): z.input<typeof userView> => ({ id: userId.toWire(u.id), email: u.email, name: u.name, is_operator: u.isOperator });

/** A place to work. The operator's has the id `operator` and no marketplace. */
export const placeView = z.object({
  id: z.union([membershipId.wire, impersonationId.wire, z.literal('operator')]), kind: z.enum(['staff', 'vendor', 'operator']), role: z.string(), permissions: z.array(z.string()),
  tenant: z.object({ id: tenantId.wire, name: z.string(), slug: z.string(), status: z.enum(['provisioning', 'live', 'suspended']) }).nullable(),
  vendor: z.object({ id: vendorId.wire, name: z.string() }).nullable(),
  visit: z.object({ reason: z.string(), ends_at: z.iso.datetime() }).nullable().meta({ description: 'Set where an operator looks at a marketplace and can change nothing.' }),
}).meta({ id: 'Membership' });

export const toPlaceView = (place: Place, tenant: TenantName): z.input<typeof placeView> => ({
  id: placeIdOf(place), kind: place.kind, role: place.role, permissions: place.permissions,
  tenant: { id: tenantId.toWire(tenant.id), name: tenant.name, slug: tenant.slug, status: tenant.status },
  vendor: place.vendorId && { id: vendorId.toWire(place.vendorId), name: place.placeName ?? tenant.name },
  visit: place.visit && { reason: place.visit.reason, ends_at: place.visit.endsAt.toISOString() },
});

const placeIdOf = (place: Pick<Place, 'id' | 'visit'>) => (place.visit ? impersonationId.toWire(place.id as ImpersonationId) : membershipId.toWire(place.id as MembershipId));

export const meView = z.object({ user: userView, memberships: z.array(placeView), membership: placeView.nullable() }).meta({ id: 'Me' });
export const sessionView = meView.extend({ access_token: z.string(), expires_in: z.int() }).meta({ id: 'Session' });

type Described = Pick<SignedIn, 'user' | 'places' | 'membership'>;

export function toMeView(described: Described, tenants: ReadonlyMap<TenantId, TenantName>, operatorPermissions: readonly string[]): z.input<typeof meView> {
  const memberships = described.places.flatMap((place) => {
    const tenant = tenants.get(place.tenantId);
    return tenant ? [toPlaceView(place, tenant)] : [];
  });
  if (described.user.isOperator) memberships.unshift({ id: 'operator', kind: 'operator', role: 'operator', permissions: [...operatorPermissions], tenant: null, vendor: null, visit: null });
  const place = described.places.find((one) => one.id === described.membership);
  const current = place ? placeIdOf(place) : described.membership === 'operator' ? 'operator' : null;
  return { user: toUserView(described.user), memberships, membership: memberships.find((one) => one.id === current) ?? null };
}

export const toSessionView = (me: z.input<typeof meView>, accessToken: string): z.input<typeof sessionView> => ({ ...me, access_token: accessToken, expires_in: ACCESS_SECONDS });
