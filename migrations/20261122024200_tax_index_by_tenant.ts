/** Every index begins with its tenant: what is due is looked for in one marketplace at a time. */
export const sql = `
drop index tax.shadow_runs_due;
create index shadow_runs_due on tax.shadow_runs (tenant_id, due_at) where due_at is not null;
drop index tax.tax_id_checks_to_forget;
create index tax_id_checks_to_forget on tax.tax_id_checks (tenant_id, forget_at) where forget_at is not null;
`;
