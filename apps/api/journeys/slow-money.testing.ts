import { type Cart, completeBy, debitTokenFor, fillCart, IBANS, type Placed } from '@stoa/tools/seed/product/shopper';
import type { Client } from '@stoa/tools/seed/product/client';
import { basketOf, LENA, placed, SPOON, type World } from './marketplace.testing.js';

export type OrderPage = {
  number: string; status: string; paid: { method: string; last4: string | null; at: string } | null; summary: { total: { amount: number; currency: string } };
  payment: { state: string; method: string; pay_by: string | null; instructions: { account_number: string; reference: string; amount: { amount: number } } | null };
};
export type Ordered = Placed['order_group'] & { readonly session: Client; readonly cart: Cart; readonly email: string };
export const TERMS = { account_holder: 'Oma Marktplatz GmbH', account_number: 'DE89 3704 0044 0532 0130 00', bank_code: 'COBADEFFXXX', bank_name: 'Commerzbank', days: 7 };

let shoppers = 0;

/** Ways of paying whose money takes days, as a shopper, a vendor and staff of one marketplace use them. */
export function slowMoney(world: World) {
  const email = () => `mia${(shoppers += 1)}@posteo.example`;
  const cartFor = (goods: Record<string, number>, to: string) => fillCart(world.oma.shop.as({ address: `198.51.100.${shoppers}` }), { ...basketOf(world.oma, goods), email: to });
  const ordered = async (goods: Record<string, number>, pay: (session: Client, cart: Cart, to: string) => Promise<Placed>): Promise<Ordered> => {
    const to = email();
    const { session, cart } = await cartFor(goods, to);
    return { ...(await pay(session, cart, to)).order_group, session, cart, email: to };
  };
  return {
    offer: (methods: { card?: boolean; sepa_debit?: boolean; bank_transfer?: boolean }) => world.oma.owner('PUT', '/v1/admin/payment-methods', { body: { card: true, sepa_debit: false, bank_transfer: false, transfer_terms: TERMS, ...methods } }),
    byDebit: (iban: string = IBANS.pays, goods: Record<string, number> = { [SPOON]: 1 }) => ordered(goods, async (session, cart, to) => {
      const confirmation_token = await debitTokenFor(session, iban, { name: LENA.name, email: to });
      const done = await completeBy(session, cart, { method: 'sepa_debit', confirmation_token });
      return { outcome: 'placed', order_group: placed(done) };
    }),
    byTransfer: (goods: Record<string, number> = { [SPOON]: 1 }) => ordered(goods, async (session, cart) => ({ outcome: 'placed', order_group: placed(await completeBy(session, cart, { method: 'bank_transfer' })) })),
    cartFor: (goods: Record<string, number> = { [SPOON]: 1 }) => cartFor(goods, email()),
    page: (order: { tracking_token: string }) => world.oma.shop<OrderPage>('GET', `/v1/store/orders/${order.tracking_token}`),
    receive: (order: Ordered, more: { amount?: number; on?: string; key?: string; as?: Client } = {}) => (more.as ?? world.oma.owner)('POST', `/v1/admin/orders/${order.id}/transfer-receipts`, {
      idempotencyKey: more.key ?? `receipt-${order.number}`, body: { amount: { amount: more.amount ?? order.cart.summary.total.amount, currency: 'EUR' }, received_on: more.on ?? '2026-03-01', note: 'Statement 41' },
    }),
    /** What the books hold of each kind, in minor units. */
    booked: (): Promise<Record<string, number>> => world.journey.within(world.oma.id).inRead(async (tx) => {
      const { rows } = await tx.tx.raw<{ rows: { kind: string; minor: bigint }[] }>('select a.kind, sum(e.amount_minor)::bigint as minor from ledger.entries e join ledger.accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id where e.tenant_id = ? group by 1', [tx.tenantId]);
      return Object.fromEntries(rows.map((row) => [row.kind, Number(row.minor)]));
    }),
    mailsTo: async (to: string): Promise<string[]> => {
      const answer = await fetch(`${world.journey.sandbox.url}/mail.json?to=${to}`);
      return ((await answer.json()) as { data: { subject: string }[] }).data.map((mail) => mail.subject).reverse();
    },
  };
}
