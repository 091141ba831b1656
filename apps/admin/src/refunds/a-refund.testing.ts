import type { OrderGroup, Refund, RefundPreview, Refunds, VendorMoney } from './refund.queries.js';

export const GROUP = 'ogr_01h455vb4pex5vsknk084sn02q';
export const [ORDER, OTHER] = ['ord_01h455vb4pex5vsknk084sn02q', 'ord_01h455vb4pex5vsknk084sn02r'] as const;
export const [MUG, CON] = ['orl_01h455vb4pex5vsknk084sn02q', 'con_01h455vb4pex5vsknk084sn02q'] as const;
export const eur = (amount: number) => ({ amount, currency: 'EUR' });
const vendor = { id: 'ven_01h455vb4pex5vsknk084sn02q', name: 'Töpferei Brandt' };

/** An order of four mugs at 24.00, sent for 6.90; of which one was given back before. */
export const aGroup = (change: Partial<OrderGroup> = {}): OrderGroup => ({
  id: GROUP, number: 'O-10482', status: 'shipped', placed_at: '2026-11-18T19:42:31.000Z', market: 'de', locale: 'de', version: 1, payment: { state: 'paid', captured: eur(10_290), attempt_id: 'pat_1', card: { brand: 'visa', last4: '4242' } },
  shopper: { name: 'Lena Vogt', address: null, country: 'DE' }, goods: eur(9_600), shipping: eur(690), fees: eur(0), tax: eur(1_643), total: eur(10_290), tax_included: true, platform_fee: { plan: 'growth', basis_points: 200, net_goods: eur(8_067), amount: eur(161) },
  orders: [{
    id: ORDER, order_group_id: GROUP, number: 'O-10482-1', vendor, status: 'shipped', placed_at: '2026-11-18T19:42:31.000Z', price_mode: 'incl', goods: eur(9_600), shipping: eur(690), fees: [], tax: eur(1_643), total: eur(10_290), commission: eur(968), tax_by_marketplace: [], tax_lines: [],
    consignments: [{ id: CON, status: 'shipped', ships_from: { city: 'Leipzig', country: 'DE' }, service: 'Standard', carrier: 'DHL', shipped_with: 'DHL', tracking_number: '1', shipped_at: '2026-11-19T09:00:00.000Z', lines: [{ id: MUG, title: 'Mug “Ebbe”', option_text: '', sku: 'TB-1', quantity: 4, unit_price: eur(2_400), line_total: eur(9_600), media: null }] }],
  }],
  refunds: [], refunded: eur(0), timeline: [], documents: [], ...change,
} as unknown as OrderGroup);

export const refunds = (change: Partial<Refunds> = {}): Refunds => ({
  captured: eur(10_290), left: eur(7_890), policy: { commission: 'returned', goodwill_by: 'marketplace' }, refunds: [],
  refundable: [
    { kind: 'goods', id: MUG, order_id: ORDER, consignment_id: CON, title: 'Mug “Ebbe”', pieces: 3, amount: eur(7_200) }, { kind: 'shipping', id: CON, order_id: ORDER, consignment_id: CON, title: 'Standard', pieces: 0, amount: eur(690) },
  ], ...change,
});
export const vendorMoney = (change: Partial<VendorMoney['orders'][number]> = {}, taken: VendorMoney['taken'] = []): VendorMoney => ({
  orders: [{ order_id: ORDER, number: 'O-10482-1', vendor_id: vendor.id, held: eur(17_325), held_until: null, free: eur(0), sent: eur(0), paid_by_bank: eur(0), ...change }], taken,
});

/** One mug and 5.00 of goodwill, as the design draws it. */
const reckoning = {
  shopper_gets: eur(2_900), vendors_give: eur(2_158), commission_returned: eur(242), marketplace_pays: eur(500), tax_by_marketplace: eur(0),
  orders: [{ order_id: ORDER, number: 'O-10482-1', vendor, shopper_gets: eur(2_900), vendor_gives: eur(2_158), commission_returned: eur(242), marketplace_pays: eur(500), tax_by_marketplace: eur(0) }],
  taxes: [{ authority: 'DE', name: 'Germany', rate_pct: '19', filed_by: 'vendor' as const, amount: eur(383) }],
  parts: [{ kind: 'goods' as const, id: MUG, title: 'Mug “Ebbe”', quantity: 1, restock: false, goodwill: false, net: eur(2_017), tax: eur(383), gross: eur(2_400), commission: eur(242) }],
  policy: { commission: 'returned' as const, goodwill_by: 'marketplace' as const },
};
export const preview = (change: Partial<RefundPreview> = {}): RefundPreview => ({ ...reckoning, not_returned: { platform_fee: eur(161), gateway_fee: eur(711) }, left_after: eur(4_990), ...change });
export const aRefund = (change: Partial<Refund> = {}): Refund => ({
  ...reckoning, id: 'rfd_01h455vb4pex5vsknk084sn02q', order_group_id: GROUP, state: 'succeeded', origin: 'stoa', way: 'gateway', sent: null, reason: 'damaged', note: null, failure: null, decided_at: '2026-11-20T09:00:00.000Z', settled_at: '2026-11-20T09:00:03.000Z', failed_at: null, ...change,
});
