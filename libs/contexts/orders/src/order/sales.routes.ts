import { z } from 'zod';
import { type Route, route } from '@stoa/platform/http';
import { money, moneySchema, moneyView } from '@stoa/platform/money';
import { chooseMarket } from '@stoa/tenancy';
import { openWork, salesByDay } from './sales.query.js';

const salesView = z.object({
  time_zone: z.string(), work: z.object({ to_ship: z.int(), partly_shipped: z.int(), late: z.int() }),
  days: z.array(z.object({ day: z.iso.date(), orders: z.int(), total: moneySchema, commission: moneySchema })),
}).meta({ id: 'Sales' });

/** The figures a marketplace's day begins with. */
export const salesRoutes: Route[] = [
  route({
    method: 'get', path: '/v1/admin/sales', summary: 'Read what was sold day by day, and what waits to be shipped', audience: 'staff', permission: 'orders.read', response: salesView,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(14).meta({ description: 'How many days back, today counted. Days without a sale are left out.' }) }),
    example: () => ({ query: { days: 14 } }),
    handle: (ctx, { query }) =>
      ctx.inRead(async (tx) => {
        const { timeZone } = await chooseMarket(tx, null);
        const days = await salesByDay(tx, { days: query.days, timeZone });
        const { toShip, partlyShipped, late } = await openWork(tx, timeZone);
        return {
          time_zone: timeZone, work: { to_ship: toShip, partly_shipped: partlyShipped, late },
          days: days.map((one) => ({ day: one.day, orders: one.orders, total: moneyView(money(one.totalMinor, one.currency)), commission: moneyView(money(one.commissionMinor, one.currency)) })),
        };
      }),
  }),
];
