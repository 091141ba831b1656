/** The marketplace's documents are listed the newest first, and gathered by period. */
export const sql = `
create index documents_by_day on invoicing.documents (tenant_id, issued_at desc, id desc);
`;
