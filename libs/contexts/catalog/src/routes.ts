import type { FileStore } from '@stoa/platform/files';
import type { Route } from '@stoa/platform/http';
import { categoryRoutes } from './category/category.routes.js';
import type { JudgeDeps } from './listing/judge.js';
import { listingRoutes } from './listing/listing.routes.js';
import { mediaRoutes } from './media/media.routes.js';

export { pictureRouter, pictureUploads } from './media/media.routes.js';

export type CatalogRouteDeps = JudgeDeps & { readonly files: FileStore };
export const catalogRoutes = (deps: CatalogRouteDeps): Route[] => [...categoryRoutes, ...listingRoutes(deps), ...mediaRoutes(deps)];
