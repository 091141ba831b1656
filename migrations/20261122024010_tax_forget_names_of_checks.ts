import { deadlineGrant } from '@stoa/platform/migration';

/** Names and addresses that a register gives of a business may be a person's. They help while the answer speaks for the buyer, and go with it; number, answer and request id stay as evidence. */
export const sql = `
alter table tax.tax_id_checks add column forget_at timestamptz, add constraint tax_id_checks_forgets_names check (forget_at is not null or (name is null and address is null)) not valid;
-- The owner sees all rows for this one statement.
alter table tax.tax_id_checks no force row level security;
update tax.tax_id_checks set forget_at = checked_at + interval '1 day' where name is not null or address is not null;
alter table tax.tax_id_checks force row level security;
alter table tax.tax_id_checks validate constraint tax_id_checks_forgets_names;
create index tax_id_checks_to_forget on tax.tax_id_checks (forget_at) where forget_at is not null;
grant update (name, address, forget_at) on tax.tax_id_checks to stoa_app;
${deadlineGrant('tax.tax_id_checks', 'forget_at')}
`;
