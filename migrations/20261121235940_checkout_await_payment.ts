/** `awaiting`: the order group stands, its goods are held, and its money is on its way. `refunded`: money that came too late has been sent back. An ended try may have an order group too: one that was cancelled because no money came. */
export const sql = `
alter table checkout.completions
  drop constraint completions_state_check,
  add constraint completions_state_check check (state in ('paying', 'awaiting', 'placed', 'declined', 'abandoned', 'needs_refund', 'refunded')),
  drop constraint completions_check,
  drop constraint completions_check1,
  drop constraint completions_check2,
  add constraint completions_open_or_ended check ((state in ('paying', 'awaiting')) = (ended_at is null)),
  add constraint completions_open_are_due check ((state in ('paying', 'awaiting')) = (due_at is not null)),
  add constraint completions_ordered_have_group check (state not in ('placed', 'awaiting') or order_group_id is not null);
drop index checkout.completions_one_live_per_cart;
create unique index completions_one_live_per_cart on checkout.completions (tenant_id, cart_id) where state in ('paying', 'awaiting', 'placed');
`;
