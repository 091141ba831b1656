import type { TenantId } from '@stoa/platform/context';
import type { ImpersonationId, UserId } from '@stoa/events/identity';
import { memberPermissions, type MemberPermission } from '../membership/permissions.js';

/** An operator looks at a marketplace as its staff see it: for a reason that its people can read, for a short time, and without touching anything. */
export type Impersonation = {
  readonly id: ImpersonationId;
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly reason: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: UserId | null;
};

export const USUAL_MINUTES = 30;
export const MOST_MINUTES = 60;

/** Is the operator still in there? The time box ends it by itself. */
export const isUnderWay = (one: Pick<Impersonation, 'endedAt' | 'endsAt'>, now: Date): boolean => one.endedAt === null && now < one.endsAt;

/** Pages whose calls ask for more than to read: one sees what waits there, and is refused when one decides. */
const SEEN_AS_WELL: readonly string[] = ['vendors.review', 'catalog.review', 'identity.invite'];

/** What an operator sees there: all that is read, and never the marketplace's keys. That nothing is changed is held elsewhere, whatever stands here. */
export const visitorPermissions: readonly MemberPermission[] = memberPermissions.filter((permission) => permission.endsWith('.read') || SEEN_AS_WELL.includes(permission));
