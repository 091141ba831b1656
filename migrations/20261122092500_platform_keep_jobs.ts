import { globalTable } from '@stoa/platform/migration';

/** The embedded queue: what the relay has handed out and nobody has finished (docs/decisions/0023). `due_at` says from when on a job may be taken: at once, after a failure
 *  later, and of one under way its lease. It is null once the job is over; then it stays for a while, so that it is not added again. */
export const sql = `
create table platform.jobs (
  queue text not null,
  id text not null,
  data json not null,
  state text not null check (state in ('waiting', 'active', 'done', 'dead')),
  attempts int not null default 0,
  added_at timestamptz not null,
  due_at timestamptz,
  finished_at timestamptz,
  error text,
  primary key (queue, id),
  check ((due_at is null) = (state in ('done', 'dead'))),
  check ((finished_at is null) = (due_at is not null))
);
create index jobs_due on platform.jobs (queue, due_at, id) where due_at is not null;
create index jobs_over on platform.jobs (queue, finished_at) where finished_at is not null;
${globalTable('platform.jobs', { control: null })}
create policy relay on platform.jobs to stoa_relay using (true) with check (true);
grant select, insert, update, delete on platform.jobs to stoa_relay;
`;
