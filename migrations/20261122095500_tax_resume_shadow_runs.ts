/** A run that was given up keeps the version it was about, so that somebody may try it again where it stopped. */
export const sql = `
alter table tax.shadow_runs drop constraint shadow_runs_check1;
alter table tax.shadow_runs add constraint shadow_runs_body check (case state when 'running' then body is not null when 'failed' then true else body is null end);
`;
