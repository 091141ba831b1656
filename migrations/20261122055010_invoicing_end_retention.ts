/**
 * A document is kept until the end of a year, under a key of its own that the key of that year wraps. Then it is destroyed: number, days and amounts stay, so that series and books remain whole.
 * What may change is how long it is kept and, at the end, that nothing is left to read; contents cannot be replaced, as they only open under the document's own key.
 */
export const sql = `
alter table invoicing.documents
  add column retained_until date, -- null: from before, under the tenant's one key, until the worker has moved it
  add column wrapped_key text check (wrapped_key like 'v1.%'),
  add column destroyed_at timestamptz,
  alter column frozen drop not null,
  alter column frozen_sha256 drop not null,
  alter column issuer_name drop not null,
  add constraint documents_destroyed_whole check ((destroyed_at is null) = (frozen is not null) and (frozen is null) = (frozen_sha256 is null) and (frozen is null) = (issuer_name is null)),
  add constraint documents_kept_by_a_key check ((wrapped_key is not null) = (retained_until is not null and destroyed_at is null)),
  -- Nothing is destroyed while it is still to be kept anywhere on earth.
  add constraint documents_kept_long_enough check (destroyed_at is null or (destroyed_at at time zone 'UTC') >= retained_until + interval '1 day 12 hours');
create index documents_kept on invoicing.documents (tenant_id, retained_until, id) where destroyed_at is null;
create index documents_to_move on invoicing.documents (tenant_id, id) where frozen_sha256 not like 'hmac.%';
create index documents_corrections on invoicing.documents (tenant_id, corrects_id) where corrects_id is not null;
grant update (retained_until, wrapped_key, frozen, frozen_sha256, issuer_name, destroyed_at) on invoicing.documents to stoa_app;
`;
