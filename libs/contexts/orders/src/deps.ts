import type { TenantId } from '@stoa/platform/context';

/** The address of a picture in one of its widths. */
export type MediaUrl = (mediaId: string, width: number) => string;

/** What the routes of orders need of the world; made once by the composition root. */
export type OrderRouteDeps = {
  /** Seals the links of order pages. */
  readonly tokenSecret: string;
  /** Where a marketplace's pictures are served. */
  readonly mediaUrl: (tenantId: TenantId) => MediaUrl;
};
