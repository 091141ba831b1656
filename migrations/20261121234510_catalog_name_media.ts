/** The name of the file a picture came in: a table of listings names its pictures by it. */
export const sql = `
alter table catalog.media add column file_name text check (length(file_name) between 1 and 600);
create index media_by_file_name on catalog.media (tenant_id, vendor_id, file_name, id desc) where file_name is not null;
`;
