import { z } from 'zod';
import { v1, type Endpoint } from '../api/endpoint.js';
import { refused } from '../api/errors.js';
import { address, currency, expand, flag, ignored, int, metadata, text } from '../api/params.js';
import { calculate } from './calculation.js';

const behavior = z.enum(['exclusive', 'inclusive']);
const line = z.strictObject({ amount: int, quantity: int.optional(), reference: text.optional(), tax_behavior: behavior.optional(), tax_code: text.optional(), metadata: metadata.optional(), product: ignored });
const params = z.strictObject({
  currency, expand, line_items: z.array(line).min(1).max(1_000), customer: ignored, customer_details: z.strictObject({ address, address_source: z.enum(['billing', 'shipping']), tax_ids: ignored, taxability_override: ignored, ip_address: ignored }),
  ship_from_details: z.strictObject({ address }).optional(), shipping_cost: z.strictObject({ amount: int, tax_behavior: behavior.optional(), tax_code: text.optional() }).optional(), tax_date: int.optional(), preview: flag.optional(),
});
export type CalculationParams = z.output<typeof params>;

/** Stripe Tax: what a sale would be taxed. A calculation is nobody's debt. */
export const taxEndpoints: readonly Endpoint[] = [
  v1.post('/v1/tax/calculations', {
    params,
    handle: ({ scope, params: asked }) => {
      const { country, postal_code: postcode } = asked.customer_details.address;
      if (!country || (country === 'US' && !/^\d{5}(-\d{4})?$/.test(postcode ?? '')) || postcode === '00000') {
        throw refused('customer_tax_location_invalid', "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.", { param: 'customer_details[address]' });
      }
      return calculate(asked, scope.world.clock);
    },
  }),
];
