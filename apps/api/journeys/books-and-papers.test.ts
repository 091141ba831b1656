import { refusal } from '@stoa/tools/seed/product/client';
import { request } from 'undici';
import type { MailSummary } from '@stoa/app-sandbox/sandbox';
import { aWorld, type Bought, bought, countOf, MUG, openMarketplace, SCARF, SPOON, stockOf, sum, toldAndTasked } from './marketplace.testing.js';

const world = aWorld();
let sale: Bought;
beforeAll(async () => {
  sale = await bought(world.journey, world.oma);
}, 60_000);

type Amount = { amount: number };
type Row = { code: string; values: (Amount | null)[]; total: Amount; journal_ids: string[]; how: { line: string; rule: string; amount: Amount }[] };
type JournalView = { id: string; event: string; entries: { account: string; owner: string; debit: Amount | null; credit: Amount | null }[] };
type MoneyPage = { total: Amount; difference: Amount; parts: { label: string; amount: Amount }[]; statement: { rows: Row[]; columns: { vendor_name: string }[] }; journals: JournalView[]; checks: { code: string; ok: boolean }[] };
const moneyPage = (id = sale.id) => world.oma.owner<MoneyPage>('GET', `/v1/admin/orders/${id}/money`);

type Parcel = { number: string; status: string; vendor: { name: string }; ships_from: { city: string }; lines: { title: string; quantity: number; line_total: Amount }[] };
type OrderPage = { number: string; status: string; parcels: Parcel[]; summary: { total: Amount; tax: Amount }; documents: { number: string; issuer: string; total: Amount; url: string }[] };
const orderPage = (token = sale.tracking_token) => world.oma.shop<OrderPage>('GET', `/v1/store/orders/${token}`);

test('one order group, an order for each of three vendors, and the goods of one line from two warehouses are two consignments, nearest in priority first', async () => {
  const group = await orderPage();
  expect(group.parcels.map((parcel) => [parcel.vendor.name, parcel.ships_from.city, parcel.lines.map((line) => [line.title, line.quantity, line.line_total.amount])])).toEqual([
    ['Keramik Lindqvist', 'Fiskars', [['Becher „Usva“, Moos', 2, 6_800]]], ['Weberei Holtkamp', 'Bielefeld', [['Schal, Krapp', 1, 12_900]]], ['Alder & Ash', 'Hamburg', [['Kochlöffel, Ulme, hell', 1, 2_600]]],
  ]);
  expect(group.summary).toMatchObject({ total: { amount: 24_130 }, tax: { amount: 3_853 } });
  expect(await stockOf(world.oma, MUG)).toEqual({ onHand: 6, reserved: 0 });

  const oma = await openMarketplace(world.journey); // mugs lie 3 in Fiskars and 5 in Kiel
  const many = await bought(world.journey, oma, { [MUG]: 5 });
  const { parcels } = await oma.shop<OrderPage>('GET', `/v1/store/orders/${many.tracking_token}`);
  expect(parcels.map((parcel) => [parcel.ships_from.city, sum(parcel.lines.map((line) => line.quantity))])).toEqual([['Fiskars', 3], ['Kiel', 2]]);
  expect([await countOf(world.journey, oma, 'orders.orders'), await countOf(world.journey, oma, 'orders.consignments')]).toEqual([1, 2]);
}, 60_000);

test('where the money went: each line of the sale to the cent, every booked line opens its journals, and the difference is 0.00', async () => {
  const page = await moneyPage();

  // By hand: 68.00, 129.00 and 26.00 with 19 % inside, shipping 7.90, 4.90, 5.50. The British vendor's tax is the marketplace's to file. Commission of net goods 12, 10, 15 %; 2 % of 187.39; 1.5 % + 0.25 of 241.30.
  expect(page.statement.rows.map((row) => [row.code, row.values.map((value) => value?.amount ?? null), row.total.amount])).toEqual([
    ['paid', [7_590, 13_390, 3_150], 24_130], ['goods_net', [5_714, 10_840, 2_185], 18_739], ['shipping_net', [664, 412, 462], 1_538], ['tax_1', [1_212, 2_138, 503], 3_853],
    ['tax_by_marketplace', [null, null, -503], -503], ['commission', [-686, -1_084, -328], -2_098], ['vendors_receive', [6_904, 12_306, 2_319], 21_529], ['tax_by_vendors', [1_212, 2_138, null], 3_350],
    ['commission_total', [null, null, null], 2_098], ['platform_fee', [null, null, null], -375], ['gateway_fee', [null, null, null], -387], ['marketplace_keeps', [null, null, null], 1_336],
  ]);
  expect(page.parts.map((part) => [part.label, part.amount.amount])).toEqual([['Three vendors', 21_529], ['Tax office', 503], ['Oma', 1_336], ['Stoa', 375], ['Stripe', 387]]);
  expect(page.difference).toEqual({ amount: 0, currency: 'EUR' });
  expect(page.checks.filter((check) => !check.ok)).toEqual([]);
  expect(page.statement.rows.find((row) => row.code === 'commission')!.how.map((how) => [how.line, how.rule, how.amount.amount])).toEqual([
    ['Becher „Usva“, Moos × 2', 'Ceramics 12 %', 686], ['Schal, Krapp', 'Wool & linen 10 %', 1_084], ['Kochlöffel, Ulme, hell', 'Woodwork 15 %', 328],
  ]);
  const named = new Set(page.statement.rows.flatMap((row) => row.journal_ids));
  expect(named).toEqual(new Set(page.journals.map((journal) => journal.id)));
  for (const id of named) expect(await world.oma.owner('GET', `/v1/admin/journals/${id}`)).toEqual(page.journals.find((journal) => journal.id === id));
});

test('the journals: captured to clearing; split to vendors and the tax office; commission; platform fee; Stripe’s fee and its recharge; each balances and the clearing is empty', async () => {
  const { journals } = await moneyPage();

  expect(journals.map((journal) => `${journal.event}: ${journal.entries.map((entry) => `${entry.debit ? 'Dr' : 'Cr'} ${entry.account} ${entry.owner} ${(entry.debit ?? entry.credit)!.amount}`).join(', ')}`)).toEqual([
    'captured: Dr gateway.pending Stripe 24130, Cr order.clearing Oma 24130',
    'split: Dr order.clearing Oma 7590, Cr vendor.held Keramik Lindqvist 7590', 'commission: Dr vendor.held Keramik Lindqvist 686, Cr tenant.payable Oma 686',
    'split: Dr order.clearing Oma 13390, Cr vendor.held Weberei Holtkamp 13390', 'commission: Dr vendor.held Weberei Holtkamp 1084, Cr tenant.payable Oma 1084',
    'split: Dr order.clearing Oma 3150, Cr vendor.held Alder & Ash 2647, Cr tax.payable DE 503', 'commission: Dr vendor.held Alder & Ash 328, Cr tenant.payable Oma 328',
    'platform_fee: Dr tenant.payable Oma 375, Cr rev.platform_fee Stoa 375', 'fee: Dr exp.gateway_fee Stripe 387, Cr gateway.pending Stripe 387', 'fee_recharged: Dr tenant.payable Oma 387, Cr rev.fee_recovered Stoa 387',
  ]);
  const flow = journals.flatMap((journal) => journal.entries).filter((entry) => entry.account === 'order.clearing').map((entry) => (entry.credit?.amount ?? 0) - (entry.debit?.amount ?? 0));
  expect(sum(flow)).toBe(0);
  const health = await world.journey.operator<{ invariants: { code: string; looked_at: number; breaks: number }[] }>('POST', '/v1/operator/health/check');
  expect(health.invariants.filter((one) => one.breaks > 0)).toEqual([]);
  expect(health.invariants.find((one) => one.code === 'ledger.journals_balance')!.looked_at).toBeGreaterThanOrEqual(10);
});

test('each seller of record has its own invoice, and its numbers run on without a gap from sale to sale', async () => {
  const oma = await openMarketplace(world.journey);
  const sales = [await bought(world.journey, oma), await bought(world.journey, oma, { [SCARF]: 1 }), await bought(world.journey, oma, { [MUG]: 1, [SPOON]: 2 })];

  const documents = await Promise.all(sales.map(async (one) => (await oma.shop<OrderPage>('GET', `/v1/store/orders/${one.tracking_token}`)).documents.map((document) => `${document.number} ${document.issuer} ${document.total.amount}`).sort()));
  expect(documents).toEqual([
    ['KL-2026-00001 Keramik Lindqvist Oy 7590', 'OMA-2026-00001 Oma Markt eG 3150', 'WH-2026-00001 Weberei Holtkamp GmbH 13390'],
    ['WH-2026-00002 Weberei Holtkamp GmbH 13390'],
    ['KL-2026-00002 Keramik Lindqvist Oy 4190', 'OMA-2026-00002 Oma Markt eG 5750'],
  ]);
}, 60_000);

test('one mail per order group, in the shopper’s language, when all of its invoices are there, and they are attached: real PDFs, the same bytes that the order page gives', async () => {
  const mails = world.journey.sandbox.mail.list().filter((mail: MailSummary) => mail.to.includes('lena@posteo.example') && mail.subject.includes(sale.number));
  expect(mails.map((mail: MailSummary) => [mail.subject, mail.attachments])).toEqual([[`Ihre Bestellung ${sale.number}`, 3]]);

  const mail = await world.journey.mailbox.read(mails[0]!.id);
  expect(mail.files.map((file) => [file.filename, file.content_type]).sort()).toEqual([['KL-2026-00001.pdf', 'application/pdf'], ['OMA-2026-00001.pdf', 'application/pdf'], ['WH-2026-00001.pdf', 'application/pdf']]);
  expect(mail.text).toContain('241,30');
  expect(mail.links.some((link) => link.endsWith(`/orders/${sale.tracking_token}`))).toBe(true);
  const { documents } = await orderPage();
  for (const file of mail.files) {
    const document = documents.find((one) => `${one.number}.pdf` === file.filename)!;
    const [attached, downloaded] = await Promise.all([bytesOf(new URL(file.url, world.journey.sandbox.url).href), bytesOf(`${world.journey.apiUrl}${document.url}`)]);
    expect(attached.subarray(0, 5).toString()).toBe('%PDF-');
    expect(attached.equals(downloaded)).toBe(true);
  }
  expect(await countOf(world.journey, world.oma, 'notifications.messages')).toBe(mailsOf(world.oma.slug) + 1);
});

/** Mails to people who work at the marketplace: invitations and approvals. */
const mailsOf = (slug: string): number => world.journey.sandbox.mail.list().filter((mail: MailSummary) => mail.to.some((to) => to.includes(`+${slug}@`))).length;

async function bytesOf(url: string): Promise<Buffer> {
  const answer = await request(url, { headers: { 'stoa-publishable-key': world.oma.key } });
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${await answer.body.text()}`);
  return Buffer.from(await answer.body.arrayBuffer());
}

test('no event and no task row holds a token of a mail, nor the shopper’s address', async () => {
  const invitations = (await Promise.all(world.journey.sandbox.mail.list().filter((mail: MailSummary) => mail.to.some((to) => to.includes(`+${world.oma.slug}@`))).map((mail: MailSummary) => world.journey.mailbox.read(mail.id))))
    .flatMap((mail) => mail.links).flatMap((link) => /\/invitation\/([^/?#]+)/.exec(link)?.[1] ?? []);
  expect(invitations.length).toBeGreaterThanOrEqual(4);
  const stored = await toldAndTasked(world.journey, world.oma);

  expect(stored).toContain('orders.group_placed');
  expect(stored).toContain('invoicing.group_documents_complete');
  for (const secret of [...invitations, sale.tracking_token].flatMap((token) => [token, ...token.split('.').filter((part) => part.length > 20)])) expect(stored).not.toContain(secret);
  for (const personal of ['lena@posteo.example', 'Lena Vogt', 'Gartenweg']) expect(stored).not.toContain(personal);
});

test('an order page opens for nobody but the holder of its link', async () => {
  const [group, seal] = sale.tracking_token.split('.') as [string, string];
  const forged = `${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`;
  for (const token of [`${group}.${forged}`, `${'A'.repeat(group.length)}.${seal}`, 'x'.repeat(64)]) expect(await refusal(orderPage(token))).toMatchObject({ status: 404, code: 'orders.tracking_link_unknown' });
  const elsewhere = await openMarketplace(world.journey);
  expect(await refusal(elsewhere.shop('GET', `/v1/store/orders/${sale.tracking_token}`))).toMatchObject({ status: 404 });
}, 60_000);

test('when the month is over, the vendor finds the marketplace’s invoice for its commission among its documents, and staff one for each vendor', async () => {
  type Listed = { data: { kind: string; number: string; total: Amount; order_group_id: string | null; is_ready: boolean; has_xml: boolean }[] };
  await world.journey.pass(32 * 86_400_000);
  await world.journey.settle();
  await world.journey.settle();

  const own = await world.oma.potter.session<Listed>('GET', '/v1/vendor/documents?filter[kind]=commission_invoice');
  const all = await world.oma.owner<Listed>('GET', '/v1/admin/documents?filter[kind]=commission_invoice');
  const { statement } = await moneyPage();
  const commission = statement.rows.find((row) => row.code === 'commission')!;
  const potters = commission.values[statement.columns.findIndex((column) => column.vendor_name === 'Keramik Lindqvist')]!;
  expect(own.data.map((one) => [one.total.amount, one.order_group_id, one.is_ready])).toEqual([[-potters.amount, null, true]]);
  expect(all.data).toHaveLength(3);
  expect(sum(all.data.map((one) => one.total.amount))).toBe(-commission.total.amount);
}, 120_000);
