import fc from 'fast-check';
import type { Journal } from '@stoa/ledger';
import { aJournal, aMoneyFacts } from '../testing.js';
import type { MoneyFacts } from './money-facts.js';
import { moneyPage } from './money-page.js';

const broken = (facts: MoneyFacts) => moneyPage(facts).checks.filter((check) => !check.isOk).map((check) => check.code);
const withJournal = (facts: MoneyFacts, event: string, change: (journal: Journal) => Journal): MoneyFacts => ({ ...facts, journals: facts.journals.map((journal) => (journal.event === event ? change(journal) : journal)) });
const moreBy = (kind: string, minor: bigint) => (journal: Journal): Journal => ({ ...journal, entries: journal.entries.map((e) => (e.account.kind === kind ? { ...e, amountMinor: e.amountMinor + minor } : e)) });

test('457.30 by three vendors: every part, to the cent', () => {
  const page = moneyPage(aMoneyFacts());

  expect(page.parts.map((part) => [part.role, part.label, part.amountMinor])).toEqual([
    ['vendors', 'Three vendors', 40_385n], ['tax', 'Tax office', 1_110n], ['marketplace', 'Oma', 2_793n], ['platform', 'Stoa', 731n], ['gateway', 'Stripe', 711n],
  ]);
  expect(page.booked.capturedMinor).toBe(45_730n);
  expect(page.differenceMinor).toBe(0n);
  expect(page.checks).toEqual([
    { code: 'journals_balance', label: '10 journals, debits equal credits', amountMinor: 97_848n, isOk: true },
    { code: 'captured_is_handed_out', label: 'Captured equals what was handed out', amountMinor: 45_730n, isOk: true },
    { code: 'gateway_balance', label: 'Stripe’s balance after its fee equals gateway.pending', amountMinor: 45_019n, isOk: true },
    { code: 'recomputed', label: 'Recomputed from stored prices, packs and plan: the same to the cent', amountMinor: 45_730n, isOk: true },
  ]);
});

test('the statement, row by row as it is drawn', () => {
  const rows = moneyPage(aMoneyFacts()).rows;

  expect(rows.map((row) => [row.code, row.label, row.values, row.totalMinor])).toEqual([
    ['paid', 'Shopper paid', [19_190n, 19_590n, 6_950n], 45_730n],
    ['goods_net', 'Goods, net', [15_546n, 15_630n, 5_378n], 36_554n],
    ['shipping_net', 'Shipping, net', [580n, 832n, 462n], 1_874n],
    ['tax_1', 'VAT 19 %, Germany', [3_064n, 3_128n, 1_110n], 7_302n],
    ['tax_by_marketplace', 'Tax that Oma files', [null, null, -1_110n], -1_110n],
    ['commission', 'Commission', [-1_865n, -1_563n, -807n], -4_235n],
    ['vendors_receive', 'Vendors receive', [17_325n, 18_027n, 5_033n], 40_385n],
    ['tax_by_vendors', 'of it tax they file themselves', [3_064n, 3_128n, null], 6_192n],
    ['commission_total', 'Commission, to Oma', [null, null, null], 4_235n],
    ['platform_fee', 'Platform fee, to Stoa', [null, null, null], -731n],
    ['gateway_fee', 'Gateway fee, to Stripe', [null, null, null], -711n],
    ['marketplace_keeps', 'Oma keeps', [null, null, null], 2_793n],
  ]);
  expect(rows.find((row) => row.code === 'commission')?.how.map((how) => [how.line, how.netMinor, how.rule, how.amountMinor])).toEqual([
    ['Serving bowl “Ebbe”', 7_479n, 'Ceramics 12 %', 897n], ['Mug “Ebbe” × 4', 8_067n, 'Ceramics 12 %', 968n], ['Wool scarf “Halla”', 10_840n, 'Textiles 10 %', 1_084n],
    ['Canvas tote “Ruis” × 2', 4_790n, 'Textiles 10 %', 479n], ['Cherry spoon set', 5_378n, 'Woodwork 15 %', 807n],
  ]);
  expect(rows.find((row) => row.code === 'platform_fee')?.how).toMatchObject([{ netMinor: 36_554n, rule: '2 %, plan growth, once per order group, half up', amountMinor: 731n }]);
});

test('a commission says its fixed part, its least and its most, and which of them had the last word; the page recomputes it', () => {
  const facts = aMoneyFacts([{ vendorName: 'Töpferei Brandt', remitter: 'vendor', lines: [
    { title: 'Bowl', quantity: 2, net: 5_000n, tax: 950n, bp: 1_000n, fixed: 30n, rule: 'Ceramics 10 % + €0.30 a piece' },
    { title: 'Saucer', quantity: 3, net: 600n, tax: 114n, bp: 1_000n, min: 100n, rule: 'Saucers 10 %, at least €1.00 a piece' },
    { title: 'Floor vase', net: 90_000n, tax: 17_100n, bp: 1_000n, max: 5_000n, rule: 'Vases 10 %, at most €50.00 a piece' },
    { title: 'Bead', quantity: 2, net: 50n, tax: 9n, bp: 1_000n, min: 100n, rule: 'Beads 10 %, at least €1.00 a piece' }] }]);
  const page = moneyPage(facts);

  expect(page.rows.find((row) => row.code === 'commission')?.how.map((how) => [how.line, how.rule, how.amountMinor])).toEqual([
    ['Bowl × 2', 'Ceramics 10 % + €0.30 a piece', 560n], ['Saucer × 3', 'Saucers 10 %, at least €1.00 a piece; raised to the least', 300n],
    ['Floor vase', 'Vases 10 %, at most €50.00 a piece; cut to the most', 5_000n], ['Bead × 2', 'Beads 10 %, at least €1.00 a piece; no more than the goods themselves', 50n],
  ]);
  expect(broken(facts)).toEqual([]);
  const [order] = facts.group.orders;
  const dearer = { ...order!, lines: order!.lines.map((line) => (line.commission && line.title === 'Bowl' ? { ...line, commission: { ...line.commission, fixedMinor: 31n } } : line)) };
  expect(broken({ ...facts, group: { ...facts.group, orders: [dearer] } })).toContain('recomputed');
});

test('each booked row names its journals, and together they name every journal of the sale', () => {
  const facts = aMoneyFacts();
  const rows = moneyPage(facts).rows;
  const eventsOf = (code: string) => rows.find((row) => row.code === code)?.journalIds.map((id) => facts.journals.find((journal) => journal.id === id)?.event);

  expect(eventsOf('paid')).toEqual(['captured', 'split', 'split', 'split']);
  expect(eventsOf('goods_net')).toEqual(['split', 'split', 'split']);
  expect(eventsOf('tax_by_marketplace')).toEqual(['split']);
  expect(eventsOf('tax_by_vendors')).toEqual(['split', 'split']);
  expect(eventsOf('commission')).toEqual(['commission', 'commission', 'commission']);
  expect(eventsOf('platform_fee')).toEqual(['platform_fee']);
  expect(eventsOf('gateway_fee')).toEqual(['fee', 'fee_recharged']);
  expect(eventsOf('marketplace_keeps')).toEqual(['commission', 'commission', 'commission', 'platform_fee', 'fee', 'fee_recharged']);
  expect(rows.filter((row) => row.journalIds.length === 0)).toEqual([]);
  expect(new Set(rows.flatMap((row) => row.journalIds))).toEqual(new Set(facts.journals.map((journal) => journal.id)));
});

test('each tax row says how it was made, line by line, and the lines add up to it; delivery is named by its vendor', () => {
  const rows = moneyPage(aMoneyFacts()).rows.filter((row) => row.code.startsWith('tax_') || row.code === 'shipping_net');

  for (const row of rows) expect([row.code, row.how.reduce((sum, how) => sum + how.amountMinor, 0n)]).toEqual([row.code, row.totalMinor < 0n ? -row.totalMinor : row.totalMinor]);
  expect(rows.find((row) => row.code === 'shipping_net')?.how.map((how) => how.line)).toEqual(['Parcel, Töpferei Brandt', 'Parcel, Saarikuu Oy', 'Parcel, Alder & Ash Ltd']);
});

test('the picture: what flows into an order flows out of it, and what flows into the commission goes to its three owners', () => {
  const { flow } = moneyPage(aMoneyFacts());
  const out = (id: string) => flow.links.filter((link) => link.from === id).reduce((a, link) => a + link.amountMinor, 0n);
  const into = (id: string) => flow.links.filter((link) => link.to === id).reduce((a, link) => a + link.amountMinor, 0n);

  for (const node of flow.nodes) {
    if (node.id !== 'payment') expect([node.id, into(node.id)]).toEqual([node.id, node.amountMinor]);
    if (['payment', 'order', 'commission'].includes(node.role)) expect([node.id, out(node.id)]).toEqual([node.id, node.amountMinor]);
  }
  expect(flow.nodes.filter((node) => node.isStriped).map((node) => [node.label, node.sub])).toEqual([
    ['Töpferei Brandt', 'Held, not shipped yet'], ['Saarikuu Oy', 'Held, not shipped yet'], ['Alder & Ash Ltd', 'Held, not shipped yet'],
  ]);
});

test('many tax offices of one sale are one in the picture, and what flows to it is what they get', () => {
  const spread = (journal: Journal): Journal => ({
    ...journal, entries: journal.entries.flatMap((e) => (e.account.kind === 'tax.payable' ? ['CA-STATE', 'CA-LOCAL', 'CA-LATC'].map((dimension, i) => ({ ...e, account: { ...e.account, dimension }, amountMinor: i === 0 ? e.amountMinor + 2n : -1n })) : [e])),
  });

  const { flow } = moneyPage(withJournal(aMoneyFacts(), 'split', spread));

  expect(flow.nodes.filter((node) => node.role === 'tax').map((node) => [node.id, node.label, node.sub, node.amountMinor])).toEqual([['tax:all', 'Tax offices', '3 that Oma files with', 1_110n]]);
  expect(flow.links.filter((link) => link.role === 'tax').map((link) => [link.to, link.amountMinor])).toEqual([['tax:all', 1_110n]]);
});

test('a vendor whose order was delivered is striped until its day, and solid once free', () => {
  const facts = aMoneyFacts();
  const until = new Date('2026-12-04T10:00:00Z');
  const [first, second, third] = facts.holds;
  const delivered = { ...facts, holds: [{ ...first!, deliveredAt: new Date('2026-11-20T10:00:00Z'), until }, { ...second!, state: 'free' as const }, { ...third!, shippedAt: until }] };

  const nodes = moneyPage(delivered).flow.nodes.filter((node) => node.role === 'vendors');

  expect(nodes.map((node) => [node.isStriped, node.heldUntil, node.sub])).toEqual([[true, until, 'Held'], [false, null, 'Free to be paid out'], [true, null, 'Held, clock starts at delivery']]);
});

test('before the gateway has named its fee, the page says so and still comes out even', () => {
  const facts = aMoneyFacts();
  const early: MoneyFacts = { ...facts, attempt: { ...facts.attempt, fee: null, net: null, settlementRef: null }, journals: facts.journals.filter((journal) => !journal.event.startsWith('fee')) };

  const page = moneyPage(early);

  expect(page.differenceMinor).toBe(0n);
  expect(page.parts.at(-1)).toMatchObject({ role: 'gateway', amountMinor: 0n });
  expect(page.rows.find((row) => row.code === 'gateway_fee')).toMatchObject({ label: 'Gateway fee, not known yet', totalMinor: 0n, journalIds: [] });
  expect(broken(early)).toEqual([]);
});

test.each<[string, (facts: MoneyFacts) => MoneyFacts, string[]]>([
  ['a journal that is off by a cent', (f) => withJournal(f, 'captured', moreBy('gateway.pending', 1n)), ['journals_balance', 'captured_is_handed_out', 'gateway_balance', 'recomputed']],
  ['a commission that is not the stored rate’s', (f) => withJournal(f, 'commission', (j) => moreBy('tenant.payable', -1n)(moreBy('vendor.held', 1n)(j))), ['recomputed']],
  ['a platform fee that is not the plan’s', (f) => withJournal(f, 'platform_fee', (j) => moreBy('tenant.payable', 5n)(moreBy('rev.platform_fee', -5n)(j))), ['recomputed']],
  ['an order left in the clearing', (f) => ({ ...f, journals: f.journals.filter((j) => j.source.id !== f.group.orders[0]!.id) }), ['captured_is_handed_out', 'recomputed']],
  ['a gateway that says another balance', (f) => ({ ...f, attempt: { ...f.attempt, net: { minor: 45_018n, currency: 'EUR' } } }), ['gateway_balance']],
  ['a tax that its packs work out otherwise', (f) => ({ ...f, taxes: { lookedAt: 3, differing: ['txd'] } }), ['recomputed']],
])('%s is noticed', (_name, change, codes) => {
  expect(broken(change(aMoneyFacts()))).toEqual(codes);
});

test('a released hold changes nobody’s part', () => {
  const facts = aMoneyFacts();
  const [hold] = facts.holds;
  const released = aJournal('hold', hold!.id, 'released', [['vendor.held', hold!.vendorId, hold!.amount.minor], ['vendor.payable', hold!.vendorId, -hold!.amount.minor]]);

  const page = moneyPage({ ...facts, journals: [...facts.journals, released], holds: [{ ...hold!, state: 'free' }, ...facts.holds.slice(1)] });

  expect(page.parts[0]).toMatchObject({ amountMinor: 40_385n });
  expect(page.rows.find((row) => row.code === 'vendors_receive')?.journalIds).toContain(released.id);
});

test('whatever was sold, the difference is zero and every check holds', () => {
  const line = fc.record({ title: fc.constant('Thing'), net: fc.bigInt(1n, 1_000_000n), tax: fc.bigInt(0n, 250_000n), bp: fc.bigInt(0n, 3_000n) });
  const order = fc.record({ vendorName: fc.constant('V'), remitter: fc.constantFrom('vendor' as const, 'platform' as const), lines: fc.array(line, { minLength: 1, maxLength: 5 }) });
  fc.assert(fc.property(fc.array(order, { minLength: 1, maxLength: 5 }), fc.bigInt(0n, 500n), (sold, feeBp) => {
    const facts = aMoneyFacts(sold, feeBp);
    expect(moneyPage(facts).differenceMinor).toBe(0n);
    expect(broken(facts)).toEqual([]);
  }), { numRuns: 500 });
});

