import { z } from 'zod';
import { moneySchema } from '@stoa/platform/money';
import { addressView } from '@stoa/privacy';
import { orderRefundView } from '../refund/refund.schemas.js';
import { consignmentStatus, documentId, explainedTaxView, instructionsView, orderStatus, paymentMethod, paymentState, pictureView } from '../order/order.schemas.js';

const stepView = z.object({ code: z.enum(['placed', 'shipped', 'delivered']), label: z.string(), at: z.iso.datetime().nullable(), expected: z.iso.date().nullable() });

const parcelView = z.object({
  number: z.string(), vendor: z.object({ handle: z.string(), name: z.string(), mark_color: z.string() }), ships_from: z.object({ city: z.string(), country: z.string() }),
  status: consignmentStatus, steps: z.array(stepView), carrier: z.string().nullable(), service: z.string(), tracking_number: z.string().nullable(),
  tracking_url: z.string().nullable(), adult_signature: z.boolean(), window: z.object({ from: z.string(), to: z.string() }).nullable(),
  lines: z.array(z.object({ listing_handle: z.string().nullable(), title: z.string(), option_text: z.string(), quantity: z.int(), line_total: moneySchema, media: pictureView.nullable() })),
  tax_lines: z.array(explainedTaxView),
}).meta({ id: 'OrderParcel' });

export const orderPageView = z.object({
  number: z.string(), placed_at: z.iso.datetime(), shopper_name: z.string().nullable(), email: z.string().nullable(), status: orderStatus,
  paid: z.object({ method: z.string(), brand: z.string().nullable(), last4: z.string().nullable(), at: z.iso.datetime().nullable() }).nullable(),
  payment: z.object({ state: paymentState, method: paymentMethod, pay_by: z.iso.datetime().nullable(), instructions: instructionsView.nullable() }),
  parcels: z.array(parcelView),
  summary: z.object({
    goods: moneySchema, shipping: moneySchema, tax: moneySchema, fees: z.array(z.object({ code: z.string(), name: z.string(), amount: moneySchema })), total: moneySchema,
    tax_included: z.boolean(), tax_known: z.boolean(),
    tax_lines: z.array(z.object({ label: z.string(), rate_pct: z.string().nullable(), base: moneySchema, amount: moneySchema, jurisdiction: z.string(), why: z.string() })),
  }),
  refunds: z.array(orderRefundView), refunded: moneySchema,
  documents: z.array(z.object({ id: documentId.wire, number: z.string(), issuer: z.string(), kind: z.string(), total: moneySchema, url: z.string() })),
  shipping_address: addressView.nullable(),
}).meta({ id: 'OrderPage' });

export const myOrderRow = z.object({
  number: z.string(), tracking_token: z.string(), status: orderStatus, placed_at: z.iso.datetime(), total: moneySchema, vendor_names: z.array(z.string()),
  payment_state: paymentState,
  /** What has come back to the shopper so far. */
  refunded: moneySchema,
}).meta({ id: 'MyOrder' });

export type OrderPageView = z.input<typeof orderPageView>;
