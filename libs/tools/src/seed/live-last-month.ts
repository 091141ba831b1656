import type { BusinessTime } from './business-time.js';
import type { OpenTenant } from './onboard-tenant.js';
import { placeOrders, type Shelf } from './place-orders.js';
import { waitUntil } from './product/client.js';
import type { LastMonthSeed } from './world/types.js';

const WAIT_MS = 90_000;
/** The days of holding are over by then, and the month is not. */
const UNTIL_PAID_OUT_DAYS = 15;

type Transfer = { number: string; state: string; reversed: { amount: number } };
type Group = { id: string; number: string };
type Line = { id: string; quantity: number };
type Preview = { shopper_gets: { amount: number; currency: string } };

/** Last month of a vendor from its first order to its money: sold, delivered, paid out, one piece refunded after that. So there is a statement that is closed. */
export async function liveLastMonth(time: BusinessTime, tenant: OpenTenant, shelf: Shelf, { orders, vendor: handle }: LastMonthSeed): Promise<void> {
  const vendor = shelf.vendors.find((one) => one.handle === handle);
  if (!vendor) throw new Error(`${handle} sells nothing.`);
  await placeOrders(tenant, shelf, orders);
  await time.pass(UNTIL_PAID_OUT_DAYS);
  const transfers = async () => (await vendor.session<{ data: Transfer[] }>('GET', '/v1/vendor/transfers')).data;
  const sent = await waitUntil('last month’s money to be sent', transfers, (all) => all.length === orders.length && all.every((one) => one.state === 'sent'), WAIT_MS);
  await refundOnePiece(tenant, sent[0]!.number);
  const owed = async () => (await vendor.session<{ owed: { amount: number } }>('GET', '/v1/vendor/balance')).owed.amount;
  await waitUntil('the refund to be asked for', transfers, (all) => all.some((one) => one.reversed.amount > 0), WAIT_MS);
  await waitUntil('its money to be back', owed, (amount) => amount === 0, WAIT_MS);
}

async function refundOnePiece({ owner }: OpenTenant, orderNumber: string): Promise<void> {
  const { data } = await owner<{ data: Group[] }>('GET', '/v1/admin/orders?limit=100');
  const group = data.find((one) => orderNumber.startsWith(one.number));
  if (!group) throw new Error(`Nobody has the order ${orderNumber}.`);
  const { orders } = await owner<{ orders: { number: string; consignments: { lines: Line[] }[] }[] }>('GET', `/v1/admin/orders/${group.id}`);
  const line = orders.find((order) => order.number === orderNumber)?.consignments[0]?.lines[0];
  if (!line) throw new Error(`The order ${orderNumber} has no line.`);
  const wish = { lines: [{ line_id: line.id, quantity: 1, restock: false }] };
  const { shopper_gets } = await owner<Preview>('POST', `/v1/admin/orders/${group.id}/refunds/preview`, { body: wish });
  await owner('POST', `/v1/admin/orders/${group.id}/refunds`, { body: { ...wish, reason: 'damaged', expected_amount: shopper_gets }, idempotencyKey: `last-month-${group.id}` });
}
