import type { TenantId } from '@stoa/platform/context';

/** The cache tag of everything shoppers of a marketplace see of its goods. */
export const shopTag = (tenantId: TenantId): string => `shop:${tenantId}`;
