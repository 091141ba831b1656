/** A marketplace may also accept a local rate (`US-TX:local`), a standard rate and a fee by name: the first table knew goods alone. */
export const sql = `
alter table tax.accepted_drafts
  drop constraint accepted_drafts_draft_check,
  add constraint accepted_drafts_draft_check check (draft ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?:[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$');
`;
