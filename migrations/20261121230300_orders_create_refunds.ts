import { lockToTenant } from '@stoa/platform/migration';

/** Refunds as the order's pages show them. The refund itself, its shares and its way through the gateway are payments'. */
export const sql = `
create table orders.refunds (
  tenant_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  state text not null check (state in ('pending', 'succeeded', 'failed')),
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  -- What of it each order, and each of their lines, gave back.
  parts jsonb not null,
  decided_at timestamptz not null,
  settled_at timestamptz,
  failed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references orders.order_groups (tenant_id, id),
  check (state <> 'succeeded' or settled_at is not null),
  check ((state = 'failed') = (failed_at is not null))
);
create index refunds_of_group on orders.refunds (tenant_id, group_id, decided_at);
${lockToTenant('orders.refunds')}

alter table orders.timeline
  drop constraint timeline_kind_check,
  add constraint timeline_kind_check check (kind in ('note_added', 'consignment_shipped', 'consignment_delivered', 'invoice_issued', 'mail_sent', 'refund_decided', 'refund_made', 'refund_failed'));
`;
