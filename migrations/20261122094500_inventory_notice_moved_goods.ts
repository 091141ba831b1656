/** Fails a statement that would promise goods which are not there any more as planned. */
export const sql = `
create function inventory.goods_have_moved() returns int language plpgsql as $$
begin
  raise exception 'the goods are not where they were planned to come from' using errcode = 'ST001';
end $$;
`;
