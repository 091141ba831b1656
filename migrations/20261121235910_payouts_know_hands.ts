/** What somebody does with transfers at the payment company's own pages, with no word of ours. */
export const sql = `
alter table payouts.debts add column taken_back_minor bigint not null default 0 check (taken_back_minor between 0 and amount_minor);
alter table payouts.transfers
  drop constraint transfers_reason_check,
  add constraint transfers_reason_check check (reason in ('no_payout_account', 'account_restricted', 'not_settled', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused', 'taken_back_by_hand'));
`;
