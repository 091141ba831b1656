import { newId } from './ids.js';
import type { TaskRow } from './tables.js';
import type { Clock, Scope, World } from './world.js';

export type TaskHandler = (scope: Scope, subject: string) => void;

/** Lets something happen at a time of the simulated clock. */
export function plan(scope: Scope, kind: string, due: number, subject: string): void {
  scope.world.store.put('tasks', { id: newId('task'), kind, due, account: scope.account, platform: scope.platform, subject });
}

export type Timeline = {
  clock: Clock;
  /** Moves the clock forward; what becomes due on the way happens, each at its own time. */
  advance(ms: number): void;
  /** Lets all tasks of a kind happen now, whenever they were due. */
  hasten(kind: string): void;
  isIdle(): boolean;
  start(world: World, handlers: Record<string, TaskHandler>): void;
  stop(): void;
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The simulated clock and what is planned on it. The offset to the wall clock is kept in the store. */
export function createTimeline(store: World['store'], log: (line: string) => void): Timeline {
  let timer: NodeJS.Timeout | null = null;
  let wakesAt = Infinity;
  let world: World | null = null;
  let handlers: Record<string, TaskHandler> = {};
  const offset = () => (store.get('settings', 'clock_offset_ms')?.value as number | undefined) ?? 0;
  const now = () => Date.now() + offset();
  const clock: Clock = { now, seconds: () => Math.floor(now() / 1000), isoNow: () => new Date(now()).toISOString() };
  const moveTo = (at: number) => {
    if (at > now()) store.put('settings', { id: 'clock_offset_ms', value: at - Date.now() });
  };
  const soonest = () => store.all('tasks').reduce<TaskRow | null>((first, task) => (first === null || task.due < first.due ? task : first), null);
  const next = (until: number) => {
    const task = soonest();
    return task && task.due <= until ? task : null;
  };

  const run = (task: TaskRow) => {
    try {
      store.change(() => {
        store.remove('tasks', task.id);
        const handler = handlers[task.kind];
        if (!handler) throw new Error(`Nothing is known to do for the task ${task.kind}.`);
        handler({ world: world!, account: task.account, platform: task.platform, request: null }, task.subject);
      });
    } catch (error) {
      // A task that breaks is named and taken out: kept, it would break every start from now on.
      log(`The task ${task.kind} of ${task.subject} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      store.change(() => store.remove('tasks', task.id));
    }
  };
  const runDue = () => {
    for (let task = next(now()); task; task = next(now())) run(task);
    rest();
  };
  const rest = () => wakeAt(soonest()?.due ?? Infinity);
  const wakeAt = (due: number) => {
    if (timer) clearTimeout(timer);
    wakesAt = due;
    timer = world && due !== Infinity ? setTimeout(runDue, Math.min(Math.max(due - now(), 0), LONGEST_TIMER_MS)) : null;
  };
  return {
    clock,
    advance(ms) {
      const target = now() + ms;
      for (let task = next(target); task; task = next(target)) {
        const { due } = task;
        store.change(() => moveTo(due));
        run(task);
      }
      store.change(() => moveTo(target));
      rest();
    },
    hasten(kind) {
      for (const task of store.all('tasks').filter((t) => t.kind === kind)) run(task);
    },
    isIdle: () => next(now()) === null,
    start(inWorld, given) {
      world = inWorld;
      handlers = given;
      store.onCommit((changes) => {
        for (const [table, , row] of changes) if (table === 'tasks' && row && (row as TaskRow).due < wakesAt) wakeAt((row as TaskRow).due);
      });
      runDue();
    },
    stop() {
      if (timer) clearTimeout(timer);
      world = null;
    },
  };
}
