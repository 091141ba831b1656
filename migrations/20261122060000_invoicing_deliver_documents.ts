import { deadlineGrant, lockToTenant } from '@stoa/platform/migration';

/** How documents reach people: every attempt to deliver one, and for each document where it stands now. Addresses of mails stand in neither. */
export const sql = `
create table invoicing.deliveries (
  tenant_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  channel text not null check (channel in ('mail', 'peppol')),
  state text not null check (state in ('waiting', 'sent', 'delivered', 'refused', 'failed')),
  route jsonb,
  message_ref text,
  reason text,
  asked_by text not null check (asked_by in ('issue', 'staff')),
  asked_at timestamptz not null,
  sent_at timestamptz,
  settled_at timestamptz,
  looks integer not null default 0,
  look_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id),
  check ((channel = 'peppol') = (route is not null)),
  check (look_at is null or (state = 'sent' and message_ref is not null)),
  check ((state in ('refused', 'failed')) = (reason is not null))
);
create index deliveries_of_document on invoicing.deliveries (tenant_id, document_id, asked_at);
create index deliveries_to_look_at on invoicing.deliveries (tenant_id, look_at) where look_at is not null;
${lockToTenant('invoicing.deliveries')}
${deadlineGrant('invoicing.deliveries', 'look_at')}

create table invoicing.document_states (
  tenant_id uuid not null,
  document_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'delivered', 'refused', 'failed')),
  channel text check (channel in ('mail', 'peppol')),
  reason text,
  changed_at timestamptz not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references invoicing.documents (tenant_id, id)
);
create index document_states_open on invoicing.document_states (tenant_id, state, document_id) where state in ('waiting', 'refused', 'failed');
${lockToTenant('invoicing.document_states')}
`;
