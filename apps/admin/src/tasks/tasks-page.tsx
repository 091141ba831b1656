import { IconCircleCheck } from '@tabler/icons-react';
import { Face, Note, Page, Pager, Refusal, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { rowsOf } from '../app/rows.js';
import { useMay } from '../app/session.js';
import { deadTasksQuery, useRetryTask, type DeadTask } from './task.queries.js';

/** Work that was tried many times and given up: what, why, and a way to try it again. */
export function TasksPage() {
  const tasks = useInfiniteQuery(deadTasksQuery);
  const rows = rowsOf(tasks);
  const retry = useRetryTask();
  const mayRetry = useMay('tasks.write');
  return (
    <Page title="Failed work" full lead="What Stoa tried again and again and then gave up. Nothing of it is lost: it waits here with its reason.">
      <div className="stack g12">
        <div role="status">{retry.isSuccess && retry.variables && <Note tone="ok">“{taskWords(retry.variables.handler)}” is tried again now. It comes back here if it fails once more.</Note>}</div>
        <Refusal error={retry.error} />
        <Table<DeadTask> caption="Work that was given up, newest first" rows={rows} rowKey={(task) => task.id}
          columns={[
            { key: 'what', head: 'What', cell: (task) => <><span className="med">{taskWords(task.handler)}</span><br /><span className="tiny faint">after <span className="mono">{task.event}</span></span></> },
            { key: 'why', head: 'Why it failed', cell: (task) => <span className="small">{task.error}</span> },
            { key: 'tries', head: 'Tries', cell: (task) => <span className="num">{task.attempts}<span className="only-phone"> tries</span></span>, right: true },
            { key: 'gave-up', head: 'Given up', cell: (task) => <Time iso={task.died_at} /> },
            { key: 'retry', head: <span className="vh">Action</span>, cell: (task) => mayRetry ? <button className="btn sm" type="button" disabled={retry.isPending} onClick={() => retry.mutate(task)}>Try again<span className="vh"> {taskWords(task.handler)}</span></button> : null, right: true },
          ]}
          empty={<Face icon={<IconCircleCheck className="i" aria-hidden />} title="Nothing has failed" text="Mails, documents, search and payouts are all done or under way." />}
          footer={rows.data && <Pager shown={rows.data.length} hasMore={tasks.hasNextPage} onMore={() => void tasks.fetchNextPage()} isLoading={tasks.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}

/** `notifications.send_order_mail` as "Send order mail". */
export function taskWords(handler: string): string {
  const words = (handler.split('.')[1] ?? handler).replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
