import { lockToTenant } from '@stoa/platform/migration';

/** What the marketplace paid a vendor from its own bank account, of orders that shoppers paid into it. */
export const sql = `
create table payouts.bank_payouts (
  tenant_id uuid not null,
  id uuid not null,
  vendor_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- As it stands on the bank statement.
  paid_on date not null,
  reference text not null check (length(reference) between 1 and 140),
  recorded_by_kind text not null,
  recorded_by_id text not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, id)
);
create index bank_payouts_by_vendor on payouts.bank_payouts (tenant_id, vendor_id, recorded_at, id);
${lockToTenant('payouts.bank_payouts')}

alter table payouts.transfers
  add column bank_payout_id uuid,
  add constraint transfers_bank_payout foreign key (tenant_id, bank_payout_id) references payouts.bank_payouts (tenant_id, id) not valid, -- there are none yet, and row security hides what there is from the one who looks
  drop constraint transfers_check1,
  add constraint transfers_way_known check ((state in ('sending', 'sent')) <= (key_no > 0 and (bank_payout_id is not null or (gateway_account_id is not null and charge_ref is not null and account_ref is not null)))),
  drop constraint transfers_check2,
  add constraint transfers_sent_by_name check ((state = 'sent') = (sent_at is not null and (transfer_ref is not null or bank_payout_id is not null)));
create index transfers_to_pay_by_bank on payouts.transfers (tenant_id, vendor_id) where state = 'waiting' and reason = 'paid_by_bank_transfer';
create index transfers_by_bank_payout on payouts.transfers (tenant_id, bank_payout_id) where bank_payout_id is not null;
`;
