/** An import that breaks on our side again and again is given up (`failed`), and its file goes after a while: the row stays. */
export const sql = `
alter table workspace.imports
  add column file_removed_at timestamptz,
  drop constraint imports_state_check,
  drop constraint imports_check1,
  drop constraint imports_check2,
  drop constraint imports_check3,
  add constraint imports_state_check check (state in ('reading', 'checking', 'checked', 'applying', 'done', 'unreadable', 'failed', 'canceled')),
  add constraint imports_problem_check check ((state in ('unreadable', 'failed')) = (problem is not null)),
  add constraint imports_confirmed_check check (case when state in ('applying', 'done') then confirmed_at is not null else confirmed_at is null or state in ('canceled', 'failed') end),
  add constraint imports_finished_check check ((state in ('done', 'unreadable', 'failed', 'canceled')) = (finished_at is not null));
create index imports_with_file on workspace.imports (tenant_id, created_at) where file_removed_at is null;
`;
