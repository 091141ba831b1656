import type pg from 'pg';

export type TakenJob = { readonly id: string; readonly data: object; readonly attempts: number };
export type JobCounts = { waiting: number; active: number; delayed: number; failed: number };

/** Each statement has a name: the server keeps it for the connection, planned. */
const ADD = `insert into platform.jobs (queue, id, data, state, added_at, due_at)
  select $1, j.id, j.data::json, 'waiting', now(), now() from unnest($2::text[], $3::text[]) as j (id, data) on conflict (queue, id) do nothing`;
/** What is over is written down by whoever comes for more. A lease that ran out makes a job due again: its worker died. */
const TAKE = `with over as (
    update platform.jobs set state = 'done', due_at = null, finished_at = now() where queue = $1 and id = any($2::text[]) and state = 'active'),
  due as (
    select id from platform.jobs where queue = $1 and due_at <= now() and id <> all($2::text[]) order by due_at, id limit $3 for update skip locked)
  update platform.jobs j set state = 'active', attempts = j.attempts + 1, due_at = now() + $4::int * interval '1 millisecond' from due
   where j.queue = $1 and j.id = due.id returning j.id, j.data, j.attempts`;
const RENEW = `update platform.jobs set due_at = now() + $3::int * interval '1 millisecond' where queue = $1 and id = any($2::text[]) and state = 'active'`;
const POSTPONE = `update platform.jobs set state = 'waiting', due_at = now() + $3::int * interval '1 millisecond', error = $4 where queue = $1 and id = $2 and state = 'active'`;
const BURY = `update platform.jobs set state = 'dead', due_at = null, finished_at = now(), error = $3 where queue = $1 and id = $2 and state = 'active'`;
const GIVE_BACK = `update platform.jobs set state = 'waiting', due_at = now(), attempts = attempts - 1 where queue = $1 and id = any($2::text[]) and state = 'active'`;
const FORGET = `delete from platform.jobs where queue = $1 and finished_at < now() - case state when 'done' then $2::int else $3::int end * interval '1 second'`;
const COUNT = `select count(*) filter (where state = 'waiting' and due_at <= now())::int as waiting, count(*) filter (where state = 'active')::int as active,
    count(*) filter (where state = 'waiting' and due_at > now())::int as delayed, count(*) filter (where state = 'dead')::int as failed
  from platform.jobs where queue = $1 and state <> 'done'`;

/** The jobs of one queue in PostgreSQL, as stoa_relay: who sees every event anyway. */
export function jobsOf(pool: pg.Pool, queue: string) {
  const send = <R extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) => pool.query<R>({ name: `jobs_${name}`, text, values: [queue, ...values] });
  return {
    add: async (jobs: readonly { id: string; data: object }[]): Promise<void> => void (await send('add', ADD, [jobs.map(({ id }) => id), jobs.map(({ data }) => JSON.stringify(data))])),
    /** Writes down which are over, and takes others for as long as a lease lasts. */
    take: async (over: readonly string[], limit: number, leaseMs: number): Promise<TakenJob[]> => (await send<TakenJob>('take', TAKE, [over, limit, leaseMs])).rows,
    renew: async (ids: readonly string[], leaseMs: number): Promise<void> => void (await send('renew', RENEW, [ids, leaseMs])),
    postpone: async (id: string, ms: number, error: string): Promise<void> => void (await send('postpone', POSTPONE, [id, ms, error])),
    bury: async (id: string, error: string): Promise<void> => void (await send('bury', BURY, [id, error])),
    /** Jobs that were taken and not begun. */
    giveBack: async (ids: readonly string[]): Promise<void> => void (await send('give_back', GIVE_BACK, [ids])),
    forget: async (kept: { doneSeconds: number; deadSeconds: number }): Promise<void> => void (await send('forget', FORGET, [kept.doneSeconds, kept.deadSeconds])),
    count: async (): Promise<JobCounts> => (await send<JobCounts>('count', COUNT, [])).rows[0]!,
  };
}
export type Jobs = ReturnType<typeof jobsOf>;
