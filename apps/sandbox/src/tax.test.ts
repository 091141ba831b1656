import { refusal, withSandbox } from './testing.js';

const sale = (postcode: string) => ({
  currency: 'usd', line_items: [{ amount: 10_000, reference: 'line-0', tax_code: 'txcd_99999999' }, { amount: 333, quantity: 3, reference: 'line-1', tax_code: 'txcd_99999999' }], shipping_cost: { amount: 1_000 },
  customer_details: { address: { country: 'US', state: 'GA', postal_code: postcode, city: 'Athens' }, address_source: 'shipping' as const }, expand: ['line_items.data.tax_breakdown'],
});

test('a calculation says what state, county and city ask of each line, the same for the same address', () =>
  withSandbox(async ({ stripe }) => {
    const first = await stripe.tax.calculations.create(sale('30601'), { idempotencyKey: 'tax:1' });
    expect(first).toMatchObject({ object: 'tax.calculation', amount_total: 11_333 + 822, tax_amount_exclusive: 822, shipping_cost: { amount: 1_000, amount_tax: 73 } });
    const [line, small] = first.line_items!.data;
    expect(line).toMatchObject({ reference: 'line-0', amount_tax: 725 });
    expect(line!.tax_breakdown!.map((row) => [row.jurisdiction.level, row.tax_rate_details!.percentage_decimal, row.amount])).toEqual([['state', '4', 400], ['county', '2', 200], ['city', '1.25', 125]]);
    expect(small!.tax_breakdown!.map(({ amount }) => amount)).toEqual([13, 7, 4]);
    expect((await stripe.tax.calculations.create(sale('30601'), { idempotencyKey: 'tax:1' })).id).toBe(first.id);
    expect((await stripe.tax.calculations.create(sale('30601'))).id).not.toBe(first.id);
  }));

test('an address that is none is refused, and where nobody is registered nothing is collected', () =>
  withSandbox(async ({ stripe }) => {
    expect(await refusal(stripe.tax.calculations.create(sale('00000')))).toMatchObject({ code: 'customer_tax_location_invalid' });
    const nowhere = await stripe.tax.calculations.create(sale('30699'));
    expect(nowhere.line_items!.data[0]!.tax_breakdown).toEqual([expect.objectContaining({ amount: 0, taxability_reason: 'not_collecting', tax_rate_details: null })]);
  }));
