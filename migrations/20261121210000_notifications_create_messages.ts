import { insertOnly, schema } from '@stoa/platform/migration';

/** Which mail went out when, about what. Neither words nor addresses nor links: those are made anew from the state when a mail is sent. */
export const sql = `
${schema('notifications')}

create table notifications.messages (
  tenant_id uuid not null,
  id uuid not null,
  template text not null,
  subject_kind text not null,
  subject_id uuid not null,
  locale text not null,
  message_id text not null,
  attachments integer not null check (attachments >= 0),
  sent_at timestamptz not null,
  primary key (tenant_id, id)
);
create index messages_about on notifications.messages (tenant_id, subject_kind, subject_id);
${insertOnly('notifications.messages')}
`;
