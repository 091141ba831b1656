import { randomUUID } from 'node:crypto';
import { type Client, waitUntil } from '../seed/product/client.js';
import type { OpenVendor } from '../seed/onboard-vendor.js';
import type { Money } from '../seed/product/shopper.js';
import { passTime } from '../seed/product/time.js';
import { type Sale, SCARF, shown, SPOON } from './buy.js';
import { openPage } from './browser.js';
import type { Hands, Selling } from './open-marketplace.js';

type Line = { id: string; sku: string; quantity: number };
type Group = { orders: { id: string; number: string; vendor: { name: string }; consignments: { id: string; lines: Line[] }[] }[]; payment: { state: string } };
type Preview = { shopper_gets: Money; vendors_give: Money; commission_returned: Money; marketplace_pays: Money; tax_by_marketplace: Money; taxes: { name: string; rate_pct: string; filed_by: string; amount: Money }[]; orders: { vendor: { name: string }; vendor_gives: Money }[] };
type Refund = Preview & { id: string; state: string; failure: string | null };
type Wish = { lines: { line_id: string; quantity: number; restock: boolean }[]; goodwill?: { order_id: string; amount: number } | null };
type VendorMoney = { orders: { order_id: string; held: Money; free: Money; sent: Money }[]; taken: { refund_id: string; from_held: Money; asked_back: Money; came_back: Money }[] };
type Balance = { paid_out: Money; held: Money; holds: { number: string; hold_days: number; amount: Money }[] };
type Transfer = { number: string; amount: Money; reversed: Money; state: string; words: string };
type MoneyPage = { difference: Money; total: Money; parts: { label: string; amount: Money }[]; checks: { label: string; ok: boolean }[] };

const DAY_MS = 86_400_000;

/** A scarf comes back while its money is still held: who pays what is read before it happens, and nobody is asked for money back. */
export async function refundWhileHeld(hands: Hands, market: Selling, sale: Sale): Promise<void> {
  const { tell, places } = hands;
  const [, weaver] = market.vendors;
  const group = await groupOf(market, sale);
  const order = orderOf(group, SCARF);
  const wish = { lines: [{ line_id: lineOf(group, SCARF).id, quantity: 1, restock: true }], goodwill: { order_id: orderOf(group, SPOON).id, amount: 200 } };
  const before = await held(weaver, order.number);
  const made = await refund(hands, market, sale, wish);
  const after = await waitUntil('the hold to be smaller', () => held(weaver, order.number), (amount) => amount !== before);
  const share = made.orders.find((one) => one.vendor.name === weaver.seed.name)!.vendor_gives.amount;
  tell.check(`${weaver.seed.name}’s share of ${euros(share)} came from what was held: ${euros(before)} is now ${euros(after)}`, after === before - share, { before, after, share });
  await theShopperIsTold(hands, market, sale, made);
  await moneyCloses(hands, market, sale);
  tell.link('the order with its refund', `${places.admin}/market/orders/${sale.id}`);
}

/** The other parcels arrive, the days of the hold pass, and the money is on the vendors' own accounts at Stripe. */
export async function payTheVendors(hands: Hands, market: Selling, sale: Sale): Promise<void> {
  const { tell, operator, places } = hands;
  const [potter, weaver, joiner] = market.vendors;
  for (const vendor of [potter, joiner]) await shipAndDeliver(vendor, sale);
  const holds = await Promise.all(market.vendors.map((vendor) => vendor.session<Balance>('GET', '/v1/vendor/balance')));
  const days = Math.max(...holds.flatMap((one) => one.holds.map((hold) => hold.hold_days)));
  const now = await passTime(operator, places, days * DAY_MS + 60_000);
  tell.check(`${days} days pass by the clock of the deployment: it is ${now.slice(0, 10)}`, Date.parse(now) > Date.now());
  for (const vendor of [potter, weaver, joiner]) {
    const sent = await waitUntil(`the transfer to ${vendor.seed.name}`, () => transferOf(vendor, sale), (one) => one?.state === 'sent', 90_000);
    const { paid_out } = await vendor.session<Balance>('GET', '/v1/vendor/balance');
    tell.check(`${vendor.seed.name}: ${shown(sent!.amount)} sent. ${sent!.words}`, paid_out.amount === sent!.amount.amount, { paid_out, sent });
    const atStripe = await stripeBalance(hands, market, vendor);
    tell.check(`its account at Stripe holds ${euros(atStripe)}`, atStripe === paid_out.amount, { atStripe, paid_out });
  }
  await moneyCloses(hands, market, sale);
  tell.link('the vendor’s balance', `${places.admin}/vendor/balance`);
}

/** A spoon comes back after its maker was paid: the shopper has the money at once, and the maker's share is asked back from its account. */
export async function refundAfterPayout(hands: Hands, market: Selling, sale: Sale): Promise<void> {
  const { tell, places } = hands;
  const [, , joiner] = market.vendors;
  const group = await groupOf(market, sale);
  const before = await stripeBalance(hands, market, joiner);
  const made = await refund(hands, market, sale, { lines: [{ line_id: lineOf(group, SPOON).id, quantity: 1, restock: false }] });
  const { taken } = await waitUntil('what was asked back', () => market.owner<VendorMoney>('GET', `/v1/admin/orders/${sale.id}/vendor-money`), (page) => page.taken.some((one) => one.refund_id === made.id && one.came_back.amount > 0), 90_000);
  const back = taken.find((one) => one.refund_id === made.id)!;
  tell.check(`${joiner.seed.name} was paid already: ${shown(back.asked_back)} was asked back, and came`, back.asked_back.amount === made.vendors_give.amount && back.came_back.amount === back.asked_back.amount, back);
  const after = await stripeBalance(hands, market, joiner);
  tell.check(`its account at Stripe held ${euros(before)}, and holds ${euros(after)}`, after === before - made.vendors_give.amount, { before, after });
  await moneyCloses(hands, market, sale);
  tell.link('where the money went, in the end', `${places.admin}/market/orders/${sale.id}/money`);
}

/** Reads who would pay what, decides it twice by the same key, and waits until the shopper has it. */
async function refund({ tell }: Hands, market: Selling, sale: Sale, wish: Wish): Promise<Refund> {
  const path = `/v1/admin/orders/${sale.id}/refunds`;
  const preview = await market.owner<Preview>('POST', `${path}/preview`, { body: wish });
  for (const share of preview.orders) tell.saw(`${share.vendor.name} gives ${shown(share.vendor_gives)}`);
  tell.saw(`${market.seed.name} gives ${shown(preview.commission_returned)} of commission back${preview.marketplace_pays.amount > 0 ? ` and pays ${shown(preview.marketplace_pays)} of goodwill` : ''}; ${preview.taxes.map((tax) => `${tax.name} ${tax.rate_pct} %: the ${tax.filed_by} files ${shown(tax.amount)} less`).join(', ')}`);
  tell.check(`before it happens: the shopper gets ${shown(preview.shopper_gets)}, and that is what the others give`, preview.shopper_gets.amount === preview.vendors_give.amount + preview.commission_returned.amount + preview.marketplace_pays.amount + preview.tax_by_marketplace.amount, preview);
  const call = { idempotencyKey: `demo-${randomUUID()}`, body: { ...wish, reason: 'returned', expected_amount: preview.shopper_gets } };
  const [first, second] = [await market.owner<Refund>('POST', path, call), await market.owner<Refund>('POST', path, call)];
  tell.check('the button pressed twice is one refund', first.id === second.id, [first.id, second.id]);
  const list = () => market.owner<{ refunds: Refund[] }>('GET', path);
  const { refunds } = await waitUntil('the refund', list, (page) => page.refunds.every((one) => one.state === 'succeeded' || one.state === 'failed'), 90_000);
  const made = refunds.find((one) => one.id === first.id)!;
  tell.check(`Stripe has refunded ${shown(made.shopper_gets)}`, made.state === 'succeeded', made);
  return made;
}

async function theShopperIsTold({ tell, mailbox, places }: Hands, market: Selling, sale: Sale, made: Refund): Promise<void> {
  const mail = await mailbox.waitFor(sale.email, (one) => one.subject.includes('erstattet'));
  tell.check(`the shopper is mailed: “${mail.subject}”`, mail.subject.includes(sale.number), mail.subject);
  const order = await market.shop<{ refunded: Money; refunds: { state: string }[] }>('GET', `/v1/store/orders/${sale.tracking_token}`);
  const page = await openPage(`${places.storefront(market.slug)}/orders/${sale.tracking_token}`);
  tell.check(`and the order’s page says that ${shown(order.refunded)} came back`, order.refunded.amount === made.shopper_gets.amount && page.html.includes('Erstattungen'), order.refunded);
  tell.link('the mail about the refund', `${places.sandbox}/mail/${mail.id}`);
}

async function moneyCloses({ tell }: Hands, market: Selling, sale: Sale): Promise<void> {
  const page = await market.owner<MoneyPage>('GET', `/v1/admin/orders/${sale.id}/money`);
  tell.saw(page.parts.map((part) => `${part.label} ${shown(part.amount)}`).join(' + '));
  tell.check(`“where the money went” still closes: ${shown(page.total)}, difference ${euros(page.difference.amount)}`, page.difference.amount === 0 && page.checks.every((check) => check.ok), page.checks);
}

async function shipAndDeliver(vendor: OpenVendor, sale: Sale): Promise<void> {
  const { data } = await vendor.session<{ data: { id: string; number: string }[] }>('GET', '/v1/vendor/orders');
  const { consignments } = await vendor.session<{ consignments: { id: string; status: string }[] }>('GET', `/v1/vendor/orders/${data.find((row) => row.number.startsWith(sale.number))!.id}`);
  for (const { id } of consignments.filter((one) => one.status === 'to_ship')) {
    await vendor.session('PUT', `/v1/vendor/consignments/${id}/shipment`, { body: { carrier: 'DHL', tracking_number: '00340434161094042564' } });
    await vendor.session('PUT', `/v1/vendor/consignments/${id}/delivery`);
  }
  await waitUntil('the hold’s clock', () => vendor.session<{ holds: { number: string; until: string | null }[] }>('GET', '/v1/vendor/balance'), ({ holds }) => holds.filter((hold) => hold.number.startsWith(sale.number)).every((hold) => hold.until !== null));
}

/** What Stripe's own books say lies on the vendor's account. */
async function stripeBalance({ places }: Hands, market: Selling, vendor: OpenVendor): Promise<number> {
  const { data } = await market.owner<{ data: { vendor: { name: string }; account_ref: string | null }[] }>('GET', '/v1/admin/transfers?filter[state]=sent');
  const account = data.find((one) => one.vendor.name === vendor.seed.name)?.account_ref ?? '';
  const answer = await fetch(`${places.sandbox}/v1/balance`, { headers: { authorization: `Bearer ${places.stripeKey}`, 'stripe-account': account } });
  const balance = (await answer.json()) as Record<'available' | 'pending', { amount: number; currency: string }[]>;
  return [...balance.available, ...balance.pending].filter((one) => one.currency === 'eur').reduce((sum, one) => sum + one.amount, 0);
}

const groupOf = (market: Selling, sale: Sale): Promise<Group> => market.owner<Group>('GET', `/v1/admin/orders/${sale.id}`);
const orderOf = (group: Group, sku: string) => group.orders.find((order) => order.consignments.some((one) => one.lines.some((line) => line.sku === sku)))!;
const lineOf = (group: Group, sku: string): Line => orderOf(group, sku).consignments.flatMap((one) => one.lines).find((line) => line.sku === sku)!;
const held = async ({ session }: { session: Client }, number: string): Promise<number> => (await session<Balance>('GET', '/v1/vendor/balance')).holds.filter((hold) => hold.number === number).reduce((sum, hold) => sum + hold.amount.amount, 0);
const transferOf = async ({ session }: { session: Client }, sale: Sale): Promise<Transfer | undefined> => (await session<{ data: Transfer[] }>('GET', '/v1/vendor/transfers')).data.find((one) => one.number.startsWith(sale.number));
const euros = (minor: number): string => shown({ amount: minor, currency: 'EUR' });
