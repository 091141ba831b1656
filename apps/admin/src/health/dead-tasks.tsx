import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { Badge, ErrorFace, Face, Pager, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { deadTasksQuery, useRetryTasks, type DeadTask } from './health.queries.js';

/** Work of any marketplace that was given up after all its tries: what it was, what it said last, and the way to try it again. */
export function DeadTasks() {
  const tasks = useInfiniteQuery(deadTasksQuery);
  const retry = useRetryTasks();
  const { data, error, isPending, refetch } = rowsOf(tasks);
  const ids = data?.map((task) => task.id) ?? [];
  return (
    <section className="tablebox" aria-labelledby="h-dead">
      <header className="between dead-head">
        <div className="row"><h2 id="h-dead">Dead jobs</h2>{ids.length > 0 && <Badge tone="bad">{ids.length === 1 ? '1 needs a person' : `${ids.length}${tasks.hasNextPage ? ' or more' : ''} need a person`}</Badge>}</div>
        {ids.length > 1 && <button className="btn sm" type="button" disabled={retry.isPending} onClick={() => retry.mutate(ids)}><IconRefresh className="i s" aria-hidden />{ids.length === 2 ? 'Try both again' : `Try ${ids.length} again`}</button>}
      </header>
      {retry.error && <div className="dead-note"><Refusal error={retry.error} /></div>}
      {isPending ? <Skeleton lines={4} /> : error && !data ? <ErrorFace error={error} retry={refetch} /> : ids.length === 0 ? (
        <Face icon={<IconCircleCheck className="i" aria-hidden />} title="No job was given up" text="A job that fails ten times would stand here, with its last error." />
      ) : (
        <table className="t dead">
          <caption className="vh">Dead jobs</caption>
          <thead><tr><th scope="col">Job</th><th scope="col">Tenant</th><th scope="col">Last error</th><th scope="col" className="r">Tries</th><th scope="col" className="r">Since</th><th scope="col"><span className="vh">Try again</span></th></tr></thead>
          <tbody>{data?.map((task) => <TaskRow key={task.id} task={task} isBusy={retry.isPending} onRetry={() => retry.mutate([task.id])} />)}</tbody>
        </table>
      )}
      {data && ids.length > 0 && <div className="tfoot"><Pager shown={ids.length} hasMore={tasks.hasNextPage} onMore={() => void tasks.fetchNextPage()} isLoading={tasks.isFetchingNextPage} /></div>}
    </section>
  );
}

function TaskRow({ task, isBusy, onRetry }: { task: DeadTask; isBusy: boolean; onRetry: () => void }) {
  const name = jobName(task.handler);
  return (
    <tr>
      <td><span className="med">{name}</span><br /><span className="mono">{task.id}</span></td>
      <td><Link to="/operator/tenants/$id" params={{ id: task.tenant.id }}>{task.tenant.name}</Link></td>
      <td><span className="mono err-text">{task.error}</span><p className="small dim">It heard {task.event}.</p></td>
      <td className="r num">{task.attempts}</td>
      <td className="r dim"><Time iso={task.died_at} /></td>
      <td className="r"><button className="btn sm" type="button" disabled={isBusy} onClick={onRetry} aria-label={`Try ${name} of ${task.tenant.name} again`}>Try again</button></td>
    </tr>
  );
}

/** "notifications.mail_order" to "Mail order, notifications". */
function jobName(handler: string): string {
  const [context, verb = handler] = handler.split('.');
  const words = verb.replace(/_/g, ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${context && verb !== handler ? `, ${context}` : ''}`;
}
