import type { TenantId } from '@stoa/platform/context';
import type { MediaUrl } from '@stoa/orders';
import type { TaxIdDeps, TaxSourceDeps } from '@stoa/tax';
import type { CheckoutDeps } from './completion/complete-checkout.js';

/** What checkout's routes need of the world; made once by the composition root. */
export type CheckoutRouteDeps = CheckoutDeps & TaxIdDeps & TaxSourceDeps & {
  /** Where a marketplace's pictures are served. */
  readonly mediaUrl: (tenantId: TenantId) => MediaUrl;
  /** The marketplace's own address, for the way back from the bank's page; without a slash at the end. */
  readonly storefrontUrl: (tenantSlug: string) => string;
};
