/** Roles made before there was `ledger.configure` learn it, where they keep tax returns as filed: as new marketplaces begin. */
export const sql = `
-- The owner sees all rows for this one statement.
alter table identity.roles no force row level security;
update identity.roles set permissions = array_append(permissions, 'ledger.configure') where kind = 'staff' and 'tax.file' = any (permissions) and not 'ledger.configure' = any (permissions);
alter table identity.roles force row level security;
`;
