import { Page } from '@stoa/web-ui';
import { DeadTasks } from './dead-tasks.js';

/** Jobs that need a person, of all marketplaces. */
export function DeadTasksPage() {
  return <Page title="Jobs" full lead="Every job is tried ten times, with longer and longer pauses. What still fails is listed here until somebody tries it again."><DeadTasks /></Page>;
}
