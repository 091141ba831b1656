/** A cart names the check of the tax id that a business buys under. */
export const sql = `
alter table checkout.carts add column tax_id_check_id uuid;
`;
