/** Money that came by bank transfer lies outside the payment company and cannot be sent through it. */
export const sql = `
alter table payouts.transfers
  drop constraint transfers_reason_check,
  add constraint transfers_reason_check check
    (reason in ('no_payout_account', 'account_restricted', 'not_settled', 'paid_by_bank_transfer', 'insufficient_funds', 'rate_limited', 'no_answer', 'gateway_refuses', 'refused', 'taken_back_by_hand'));
`;
