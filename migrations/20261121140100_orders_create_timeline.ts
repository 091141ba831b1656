import { insertOnly, lockToTenant } from '@stoa/platform/migration';

/** What happened to an order group after it was placed, and the documents others issued for it. */
export const sql = `
create table orders.timeline (
  tenant_id uuid not null,
  id uuid not null,
  group_id uuid not null,
  order_id uuid,
  kind text not null check (kind in ('note_added', 'consignment_shipped', 'consignment_delivered', 'invoice_issued', 'mail_sent')),
  note text check (length(note) between 1 and 2000),
  details jsonb not null,
  actor_kind text not null,
  actor_id text not null,
  happened_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references orders.order_groups (tenant_id, id),
  check ((kind = 'note_added') = (note is not null))
);
create index timeline_of_group on orders.timeline (tenant_id, group_id, happened_at);
${insertOnly('orders.timeline')}

create table orders.group_documents (
  tenant_id uuid not null,
  group_id uuid not null,
  document_id uuid not null,
  order_id uuid,
  kind text not null,
  number text not null,
  issuer_name text not null,
  total_minor bigint not null,
  issued_at timestamptz not null,
  primary key (tenant_id, group_id, document_id),
  foreign key (tenant_id, group_id) references orders.order_groups (tenant_id, id)
);
${lockToTenant('orders.group_documents')}
`;
