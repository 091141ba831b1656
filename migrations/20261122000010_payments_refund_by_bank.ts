/** What came by bank transfer somebody of the marketplace sends back, and says so: no gateway is asked, so nothing of it is ever due. */
export const sql = `
alter table payments.refunds
  add column way text not null default 'gateway' check (way in ('gateway', 'bank_transfer')),
  -- As it stands on the bank statement.
  add column sent_on date,
  add column sent_reference text check (length(sent_reference) between 1 and 140),
  drop constraint refunds_check2,
  add constraint refunds_due_while_open check ((way = 'gateway' and state in ('decided', 'pending')) = (due_at is not null)),
  add constraint refunds_sent_by_bank check ((sent_on is null) = (sent_reference is null) and (sent_on is null or way = 'bank_transfer') and (way <> 'bank_transfer' or state <> 'succeeded' or sent_on is not null));
create index refunds_to_send on payments.refunds (tenant_id, decided_at) where way = 'bank_transfer' and state = 'decided';
`;
