import type { How, Journal, MoneyPageData, StatementRow } from './money.queries.js';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
type Entry = [account: string, owner: string, minor: number];

/** A journal out of signed entries: plus is debit, minus is credit. */
function journal(id: string, event: string, label: string, entries: Entry[]): Journal {
  const side = (sign: 1 | -1) => eur(entries.reduce((sum, [, , minor]) => (minor * sign > 0 ? sum + minor * sign : sum), 0));
  return {
    id, event, label, occurred_at: '2026-11-18T19:42:31Z', source: { kind: 'order', id }, memo: [], totals: [{ debit: side(1), credit: side(-1) }],
    entries: entries.map(([account, owner, minor]) => ({ account, owner, currency: 'EUR', debit: minor > 0 ? eur(minor) : null, credit: minor < 0 ? eur(-minor) : null })),
  };
}

type RowParts = Partial<Omit<StatementRow, 'values' | 'total'>> & { code: string; label: string; values?: (number | null)[]; total: number };
const row = ({ values = [null, null, null], total, ...rest }: RowParts): StatementRow => ({ kind: 'plain', role: null, journal_ids: [], how: [], ...rest, values: values.map((value) => (value === null ? null : eur(value))), total: eur(total) });
const how = (line: string, net: number | null, rule: string, amount: number, decision: string | null = null): How => ({ line, net: net === null ? null : eur(net), rule, amount: eur(amount), decision_id: decision });

const vendors: [name: string, gross: number, share: number, commission: number, tax: number][] = [['Töpferei Brandt', 19_190, 17_325, 1_865, 0], ['Saarikuu Oy', 19_590, 18_027, 1_563, 0], ['Alder & Ash Ltd', 6_950, 5_033, 807, 1_110]];
const splits = ['jrn_split1', 'jrn_split2', 'jrn_split3'];
const commissions = ['jrn_com1', 'jrn_com2', 'jrn_com3'];

const journals: Journal[] = [
  journal('jrn_captured', 'captured', 'Captured', [['gateway.pending', 'Stripe', 45_730], ['order.clearing', 'Oma', -45_730]]),
  ...vendors.map(([name, gross, , , tax], i) => journal(splits[i] ?? '', 'split', 'Split to its owners', [['order.clearing', 'Oma', gross], ['vendor.held', name, tax - gross], ...(tax > 0 ? [['tax.payable', 'DE', -tax] satisfies Entry] : [])])),
  ...vendors.map(([name, , , commission], i) => journal(commissions[i] ?? '', 'commission', 'Commission', [['vendor.held', name, commission], ['tenant.payable', 'Oma', -commission]])),
  journal('jrn_platform', 'platform_fee', 'Platform fee', [['tenant.payable', 'Oma', 731], ['rev.platform_fee', 'Stoa', -731]]),
  journal('jrn_fee', 'fee', 'Gateway fee', [['exp.gateway_fee', 'Stripe', 711], ['gateway.pending', 'Stripe', -711]]),
  journal('jrn_recharged', 'fee_recharged', 'Gateway fee recharged', [['tenant.payable', 'Oma', 711], ['rev.fee_recovered', 'Stoa', -711]]),
];

const node = (id: string, label: string, amount: number, role: MoneyPageData['flow']['nodes'][number]['role'], striped = false) => ({ id, label, sub: '', amount: eur(amount), role, striped, held_until: null });
const link = (from: string, to: string, amount: number, role: MoneyPageData['flow']['links'][number]['role']) => ({ from, to, amount: eur(amount), role });

/** 457.30 EUR by three vendors, the sale that is drawn in the look of the admin. */
export function aMoneyPage(change: Partial<MoneyPageData> = {}): MoneyPageData {
  return {
    order_group_id: 'ogr_01h455vb4pex5vsknk084sn02q', number: 'O-10482', currency: 'EUR', placed_at: '2026-11-18T19:42:31Z', shopper_name: 'Lena Hartmann',
    payment: { id: 'pat_1', card: { brand: 'visa', last4: '4242' }, captured_at: '2026-11-18T19:42:31Z', charge_ref: 'ch_1', settlement_ref: 'txn_1', gross: eur(45_730), fee: eur(711), net: eur(45_019) },
    total: eur(45_730),
    parts: [
      { role: 'vendors', label: 'Three vendors', amount: eur(40_385), striped: true, held_until: null }, { role: 'tax', label: 'Tax office', amount: eur(1_110), striped: false, held_until: null },
      { role: 'marketplace', label: 'Oma', amount: eur(2_793), striped: false, held_until: null }, { role: 'platform', label: 'Stoa', amount: eur(731), striped: false, held_until: null }, { role: 'gateway', label: 'Stripe', amount: eur(711), striped: false, held_until: null },
    ],
    flow: {
      nodes: [node('payment', 'Captured in one payment', 45_730, 'payment'), ...vendors.map(([name, gross], i) => node(`order:${i}`, name, gross, 'order')), node('commission', 'Commission', 4_235, 'commission'), ...vendors.map(([name, , share], i) => node(`vendor:${i}`, name, share, 'vendors', true)), node('tax:DE', 'Tax office, DE', 1_110, 'tax'), node('marketplace', 'Oma', 2_793, 'marketplace'), node('platform', 'Stoa', 731, 'platform'), node('gateway', 'Stripe', 711, 'gateway')],
      links: [...vendors.flatMap(([, gross, share, commission, tax], i) => [link('payment', `order:${i}`, gross, 'order'), link(`order:${i}`, `vendor:${i}`, share, 'vendors'), link(`order:${i}`, 'commission', commission, 'commission'), ...(tax > 0 ? [link(`order:${i}`, 'tax:DE', tax, 'tax')] : [])]), link('commission', 'marketplace', 2_793, 'marketplace'), link('commission', 'platform', 731, 'platform'), link('commission', 'gateway', 711, 'gateway')],
    },
    statement: { columns: vendors.map(([name], i) => ({ order_id: `ord_${i}`, number: `O-10482-${i + 1}`, vendor_name: name })), rows },
    journals,
    checks: [{ code: 'captured_is_handed_out', label: 'Captured equals what was handed out', amount: eur(45_730), ok: true }],
    difference: eur(0), checked_at: '2026-11-21T09:14:02Z',
    ...change,
  };
}

const rows: StatementRow[] = [
  row({ code: 'paid', label: 'Shopper paid', kind: 'total', values: [19_190, 19_590, 6_950], total: 45_730, journal_ids: ['jrn_captured', ...splits] }),
  row({ code: 'goods_net', label: 'Goods, net', values: [15_546, 15_630, 5_378], total: 36_554, journal_ids: splits }),
  row({ code: 'shipping_net', label: 'Shipping, net', values: [580, 832, 462], total: 1_874, journal_ids: splits }),
  row({ code: 'tax_1', label: 'VAT 19 %, Germany', values: [3_064, 3_128, 1_110], total: 7_302, journal_ids: splits }),
  row({ code: 'tax_by_marketplace', label: 'Tax that Oma files', kind: 'deduction', role: 'tax', values: [null, null, -1_110], total: -1_110, journal_ids: ['jrn_split3'], how: [how('Cherry spoon set', 5_378, 'VAT 19 %, Germany, to DE', 1_022, 'txd_1'), how('Parcel, Alder & Ash Ltd', 462, 'VAT 19 %, Germany, to DE', 88, 'txd_1')] }),
  row({ code: 'commission', label: 'Commission', kind: 'deduction', role: 'marketplace', values: [-1_865, -1_563, -807], total: -4_235, journal_ids: commissions, how: [how('Serving bowl “Ebbe”', 7_479, 'Ceramics 12 %', 897), how('Mug “Ebbe” × 4', 8_067, 'Ceramics 12 %', 968), how('Wool scarf “Halla”', 10_840, 'Textiles 10 %', 1_084), how('Canvas tote “Ruis” × 2', 4_790, 'Textiles 10 %', 479), how('Cherry spoon set', 5_378, 'Woodwork 15 %', 807)] }),
  row({ code: 'vendors_receive', label: 'Vendors receive', kind: 'result', role: 'vendors', values: [17_325, 18_027, 5_033], total: 40_385, journal_ids: [...splits, ...commissions] }),
  row({ code: 'commission_total', label: 'Commission, to Oma', kind: 'total', role: 'marketplace', total: 4_235, journal_ids: commissions }),
  row({ code: 'platform_fee', label: 'Platform fee, to Stoa', kind: 'deduction', role: 'platform', total: -731, journal_ids: ['jrn_platform'], how: [how('Net goods', 36_554, '2 %, plan growth, once per order group, half up', 731)] }),
  row({ code: 'gateway_fee', label: 'Gateway fee, to Stripe', kind: 'deduction', role: 'gateway', total: -711, journal_ids: ['jrn_fee', 'jrn_recharged'] }),
  row({ code: 'marketplace_keeps', label: 'Oma keeps', kind: 'result', role: 'marketplace', total: 2_793, journal_ids: [...commissions, 'jrn_platform', 'jrn_fee', 'jrn_recharged'] }),
];
