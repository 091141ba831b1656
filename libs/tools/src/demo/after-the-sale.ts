import { refusal, waitUntil } from '../seed/product/client.js';
import type { Money } from '../seed/product/shopper.js';
import { openFile, openPage } from './browser.js';
import { type Sale, shown } from './buy.js';
import type { Hands, Selling } from './open-marketplace.js';

type MoneyPage = { difference: Money; total: Money; parts: { label: string; amount: Money }[]; statement: { rows: { label: string; total: Money; journal_ids: string[] }[] }; journals: unknown[]; checks: { label: string; ok: boolean }[]; payment: { fee: Money | null } };
type OrderPage = { number: string; parcels: { number: string; status: string; tracking_number: string | null; vendor: { name: string }; ships_from: { city: string }; tax_lines: { label: string; text: string; why: string[] }[] }[]; documents: { number: string; issuer: string; total: Money; url: string }[] };

const orderPage = (market: Selling, sale: Sale) => market.shop<OrderPage>('GET', `/v1/store/orders/${sale.tracking_token}`);

/** Step 7: one group, three orders, and where the money went. */
export async function followTheMoney({ tell, places }: Hands, market: Selling, sale: Sale): Promise<void> {
  const group = await orderPage(market, sale);
  tell.check(`one order group, ${group.parcels.length} orders`, group.parcels.length === 3, group.parcels.length);
  for (const parcel of group.parcels) tell.saw(`${parcel.number} ${parcel.vendor.name} from ${parcel.ships_from.city}: ${parcel.tax_lines[0]?.text}, ${parcel.tax_lines[0]?.why.at(-1)}`);
  const money = await waitUntil('the gateway’s fee', () => market.owner<MoneyPage>('GET', `/v1/admin/orders/${sale.id}/money`), (page) => page.payment.fee !== null, 60_000);
  for (const row of money.statement.rows) tell.saw(`${row.label.padEnd(34)} ${shown(row.total).padStart(10)}   ${row.journal_ids.length} journals`);
  tell.saw(money.parts.map((part) => `${part.label} ${shown(part.amount)}`).join(' + '));
  tell.check(`${money.journals.length} journals, and ${money.checks.map((check) => check.label.toLowerCase()).join('; ')}`, money.checks.every((check) => check.ok), money.checks);
  tell.check(`the difference is ${(money.difference.amount / 100).toFixed(2)}`, money.difference.amount === 0, money.difference);
  tell.link('where the money went', `${places.admin}/market/orders/${sale.id}/money`);
}

/** Step 8: an invoice per seller of record, and one mail with all of them. */
export async function readTheMail({ tell, mailbox, places }: Hands, market: Selling, sale: Sale): Promise<void> {
  const mail = await mailbox.waitFor(sale.email, (one) => one.subject.includes(sale.number));
  const { documents } = await orderPage(market, sale);
  for (const document of documents) tell.saw(`${document.number} by ${document.issuer}, ${shown(document.total)}`);
  tell.check(`one mail, “${mail.subject}”, with ${mail.files.map((file) => file.filename).join(', ')}`, mail.files.length === 3 && documents.length === 3, mail.files);
  tell.check('it leads to the order page', mail.links.some((link) => link.endsWith(`/orders/${sale.tracking_token}`)), mail.links);
  for (const document of documents) {
    const file = await openFile(places.api + document.url, { 'stoa-publishable-key': market.key });
    tell.check(`${document.number} is a PDF of ${Math.ceil(file.bytes / 1024)} kB`, file.isPdf);
  }
  const attached = new URL(mail.files[0]!.url, places.sandbox).href;
  tell.check('the attachment opens', (await openFile(attached)).isPdf);
  const mails = (await mailbox.list(sale.email)).filter((one) => one.subject.includes(sale.number));
  tell.check('it came once', mails.length === 1, mails);
  tell.link('the mail', `${places.sandbox}/mail/${mail.id}`);
  tell.link('an invoice as PDF', attached);
}

type Balance = { holds: { number: string; amount: Money; reason: string; until: string | null; words: string }[] };

/** Step 9: a vendor ships, the shopper sees it, the vendor sees what is held; another vendor sees nothing. */
export async function ship({ tell, mailbox, places }: Hands, market: Selling, sale: Sale): Promise<void> {
  const [stranger, weaver] = market.vendors;
  const { data } = await weaver.session<{ data: { id: string; number: string; next_consignment_id: string }[] }>('GET', '/v1/vendor/orders');
  const order = data.find((row) => row.number.startsWith(sale.number))!;
  const tracking_number = '00340434161094042557';
  await weaver.session('PUT', `/v1/vendor/consignments/${order.next_consignment_id}/shipment`, { body: { carrier: 'DHL', tracking_number } });
  const parcel = (await orderPage(market, sale)).parcels.find((one) => one.number === order.number);
  tell.check(`${weaver.seed.name} ships ${order.number} with DHL ${parcel?.tracking_number}`, parcel?.status === 'shipped' && parcel.tracking_number === tracking_number, parcel);
  const page = await openPage(`${places.storefront(market.slug)}/orders/${sale.tracking_token}`);
  tell.check('the shopper’s page shows the number', page.status === 200 && page.html.includes(tracking_number), page.status);
  await mailbox.waitFor(sale.email, (one) => one.text?.includes(tracking_number) ?? false);
  const hold = async () => (await weaver.session<Balance>('GET', '/v1/vendor/balance')).holds.find((one) => one.number === order.number)!;
  const onItsWay = await waitUntil('the hold to know of it', hold, (one) => one.reason === 'on_its_way');
  tell.check(`held for the vendor: ${shown(onItsWay.amount)}. ${onItsWay.words}`, onItsWay.until === null);
  await weaver.session('PUT', `/v1/vendor/consignments/${order.next_consignment_id}/delivery`);
  const delivered = await waitUntil('the hold’s clock', hold, (one) => one.until !== null);
  tell.check(`delivered, it is held until ${delivered.until}. ${delivered.words}`, delivered.reason === 'return_window', delivered);
  const [theirs, none] = [await refusal(stranger.session('GET', `/v1/vendor/orders/${order.id}`)), await refusal(stranger.session('GET', '/v1/vendor/orders/ord_01h455vb4pex5vsknk084sn02q'))];
  tell.check(`${stranger.seed.name} opening that order gets ${theirs.status} ${theirs.code}, as for one that never was`, theirs.status === 404 && theirs.code === none.code && theirs.title === none.title, [theirs, none]);
  tell.link('the vendor’s order', `${places.admin}/vendor/orders/${order.id}`);
  tell.link('the vendor’s balance', `${places.admin}/vendor/balance`);
}

type Health = { tenants: number; invariants: { code: string; label: string; looked_at: number; breaks: number }[] };
type Trail = { data: { at: string; sentence: string; sealed: boolean }[] };

/** Step 10: who did what. */
export async function readTheTrail({ tell, operator, places }: Hands, market: Selling): Promise<void> {
  const trail = () => market.owner<Trail>('GET', '/v1/admin/audit?limit=100');
  const { data } = await waitUntil('the seals', trail, (page) => page.data.every((line) => line.sealed));
  for (const line of data.slice(0, 5)) tell.saw(`${line.at.slice(11, 19)}  ${line.sentence}`);
  for (const action of ['tenancy.tenant_created', 'vendors.vendor_approved', 'catalog.listing_published', 'orders.consignment_shipped']) {
    const [line] = (await market.owner<Trail>('GET', `/v1/admin/audit?filter[action]=${action}`)).data;
    tell.check(`it says: ${line?.sentence}`, line !== undefined, action);
  }
  // The clock was moved: what the worker does by the minute (the exchange rates of that day) has to come round first.
  const health = await waitUntil('what is done by the minute', () => operator<Health>('POST', '/v1/operator/health/check'), ({ invariants }) => invariants.every((one) => one.breaks === 0 || one.code !== 'tax.rates_come_in'), 90_000);
  const looked = health.invariants.reduce((sum, one) => sum + one.looked_at, 0);
  tell.check(`${health.invariants.length} invariants over ${health.tenants} marketplaces, ${looked} rows looked at, none broken`, health.invariants.every((one) => one.breaks === 0), health.invariants.filter((one) => one.breaks > 0));
  tell.link('the trail', `${places.admin}/market/audit`);
  tell.link('health', `${places.admin}/operator/health`);
}
