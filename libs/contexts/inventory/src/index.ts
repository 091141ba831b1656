export { reserve, planAllocation, release, commit, extendReservation, type Wanted } from './stock/reserve.js';
export { restock, type Returned } from './stock/restock.js';
export { setStock } from './stock/set-stock.js';
export { availability, listLevels, type Count } from './stock/level.repository.js';
export { stockFlag, LOW_STOCK, type Allocation, type Demand, type Level, type Plan, type Reservation, type Sent, type Shortage, type StockFlag } from './stock/stock.js';
export { warehousesOfVendor } from './warehouse/warehouse.repository.js';
export { openWarehouse } from './warehouse/keep-warehouse.js';
export type { Warehouse, WarehouseAddress } from './warehouse/warehouse.js';
export { checks } from './stock/checks.query.js';
