import type { Route } from '@stoa/platform/http';
import { stockRoutes } from './stock/stock.routes.js';
import { warehouseRoutes } from './warehouse/warehouse.routes.js';

export const inventoryRoutes: Route[] = [...warehouseRoutes, ...stockRoutes];
