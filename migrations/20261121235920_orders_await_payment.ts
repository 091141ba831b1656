/** Orders that are placed before their money is there: a debit takes days, a bank transfer as long as the shopper. Until then nothing may be shipped. */
export const sql = `
alter table orders.order_groups
  drop constraint order_groups_status_check,
  add constraint order_groups_status_check check (status in ('awaiting_payment', 'to_ship', 'partly_shipped', 'shipped', 'delivered', 'cancelled')),
  drop constraint order_groups_payment_state_check,
  add constraint order_groups_payment_state_check check (payment_state in ('awaiting', 'unpaid', 'paid', 'part_refunded', 'refunded', 'disputed')),
  add column payment_method text not null default 'card' check (payment_method in ('card', 'sepa_debit', 'bank_transfer')),
  -- Null for groups that were paid when they were placed, before this was kept.
  add column paid_at timestamptz,
  add column pay_by timestamptz,
  -- Where the shopper was told to send the money; the marketplace may change its account later.
  add column payment_instructions jsonb,
  add constraint order_groups_wait_for_money check ((payment_state = 'awaiting') = (status = 'awaiting_payment'));

alter table orders.orders
  drop constraint orders_status_check,
  add constraint orders_status_check check (status in ('awaiting_payment', 'to_ship', 'partly_shipped', 'shipped', 'delivered', 'cancelled'));

alter table orders.consignments
  drop constraint consignments_status_check,
  add constraint consignments_status_check check (status in ('awaiting_payment', 'to_ship', 'shipped', 'delivered', 'cancelled'));

alter table orders.timeline
  drop constraint timeline_kind_check,
  add constraint timeline_kind_check check (kind in
    ('note_added', 'consignment_shipped', 'consignment_delivered', 'invoice_issued', 'mail_sent', 'refund_decided', 'refund_made', 'refund_failed', 'payment_received', 'payment_missed'));
`;
