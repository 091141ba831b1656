/** What somebody does at the payment company's own pages, with no word of ours: refunds are taken over, and transfers are heard of. */
export const sql = `
alter table payments.refunds add column origin text not null default 'stoa' check (origin in ('stoa', 'gateway'));
create unique index refunds_by_ref on payments.refunds (tenant_id, refund_ref) where refund_ref is not null;
alter table payments.webhook_inbox
  drop constraint webhook_inbox_subject_check,
  add constraint webhook_inbox_subject_check check (subject in ('payment', 'account', 'transfer'));
`;
