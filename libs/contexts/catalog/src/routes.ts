import type { FileStore } from '@stoa/platform/files';
import type { Route } from '@stoa/platform/http';
import type { PackSet } from '@stoa/tax';
import { categoryRoutes } from './category/category.routes.js';
import { taxCategoryRoutes } from './category/tax-category.routes.js';
import type { JudgeDeps } from './listing/judge.js';
import { listingRoutes } from './listing/listing.routes.js';
import { mediaRoutes } from './media/media.routes.js';

export { pictureRouter, pictureUploads } from './media/media.routes.js';

export type CatalogRouteDeps = JudgeDeps & { readonly files: FileStore; readonly packs: PackSet };
export const catalogRoutes = (deps: CatalogRouteDeps): Route[] => [...categoryRoutes, ...taxCategoryRoutes(deps), ...listingRoutes(deps), ...mediaRoutes(deps)];
