/** Pieces that were sold may come back. Whoever brought them is the movement's source. */
export const sql = `
alter table inventory.movements
  drop constraint movements_kind_check,
  drop constraint movements_check,
  add constraint movements_kind_check check (kind in ('received', 'adjusted', 'sold', 'returned')),
  add constraint movements_check check ((kind in ('sold', 'returned')) = (source_id is not null)),
  add constraint movements_returned_check check (kind <> 'returned' or quantity > 0);
`;
