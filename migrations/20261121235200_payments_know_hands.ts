/** What somebody does at the payment company's own pages, with no word of ours: refunds are taken over, transfers are heard of. */
export const sql = `
alter table payments.refunds add column origin text not null default 'stoa' check (origin in ('stoa', 'gateway'));
create unique index refunds_by_ref on payments.refunds (tenant_id, refund_ref) where refund_ref is not null;
alter table payments.webhook_inbox
  drop constraint webhook_inbox_subject_check,
  add constraint webhook_inbox_subject_check check (subject in ('payment', 'account', 'transfer'));

alter table payouts.debts add column taken_back_minor bigint not null default 0 check (taken_back_minor between 0 and amount_minor);
alter table payouts.transfers
  drop constraint transfers_reason_check,
  add constraint transfers_reason_check check (reason in ('no_payout_account', 'account_restricted', 'not_settled', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused', 'taken_back_by_hand'));
`;
