import { AsyncLocalStorage } from 'node:async_hooks';
import type { Ctx } from '@stoa/platform/context';
import type { Database, Work } from '@stoa/platform/database';
import type { Subscription } from '@stoa/platform/events';
import type { Queue } from '@stoa/platform/queue';
import type { Gate } from './gate.js';

/** The one wrapper at the seam of ports and commits: what is watched keeps its identity, so that whoever was given it before is watched too. */
export type Watch = {
  /** Every method named of a port. */
  port<T extends object>(name: string, port: T, methods: readonly (keyof T & string)[]): void;
  commits(db: Database): void;
  queue(queue: Queue): void;
  /** The same handlers, each working in its own name. */
  handlers(subscriptions: readonly Subscription[]): Subscription[];
};

type Method = (...args: readonly unknown[]) => unknown;

export function watchWith(gate: Gate): Watch {
  /** What a relay's transaction moves, known once it has been given to the queue. */
  const moved = new AsyncLocalStorage<Set<string>>();
  return {
    port: (name, port, methods) => {
      for (const method of methods) {
        const original = (port[method] as Method).bind(port);
        replace(port, method, async (...args) => {
          const at = gate.call(`${name}.${method}`, { isCall: true });
          await at('before');
          const answer = await original(...args);
          await at('after');
          return answer;
        });
      }
    },
    commits: (db) => {
      for (const role of ['transactionAs', 'transactionAsControl'] as const) {
        const original = (db[role] as Method).bind(db);
        replace(db, role, async (...args) => {
          const work = args.at(-1) as Work<unknown>;
          let at: ReturnType<Gate['call']> | null = null;
          const value = await original(...args.slice(0, -1), async (tx: Parameters<Work<unknown>>[0]) => {
            const made = await work(tx);
            const { rows } = await tx.raw<{ rows: { xid: string | null }[] }>('select pg_current_xact_id_if_assigned() as xid');
            if (rows[0]!.xid === null) return made; // it only read: nothing is committed
            at = gate.call('commit', { isCall: false });
            await at('before');
            return made;
          });
          await (at as ReturnType<Gate['call']> | null)?.('after');
          return value;
        });
      }
      const relay = db.transactionAsRelay.bind(db);
      replace(db, 'transactionAsRelay', (work) => moved.run(new Set(), async () => {
        const value = await relay(async (tx) => {
          const made = await (work as Work<unknown>)(tx);
          await every('before', moved.getStore()!, 'relay.commit');
          return made;
        });
        await every('after', moved.getStore()!, 'relay.commit');
        return value;
      }));
    },
    queue: (queue) => {
      const add = queue.add.bind(queue);
      queue.add = async (name, jobs) => {
        const events = new Set(jobs.map(({ data }) => (data as { event: { name: string } }).event.name));
        for (const event of events) moved.getStore()?.add(event);
        await every('before', events, 'queue.add');
        await add(name, jobs);
        await every('after', events, 'queue.add');
      };
    },
    handlers: (subscriptions) => subscriptions.map((one) => ({
      ...one,
      // Who comes at the same time differs from run to run: each alone passes the same points every time.
      run: (ctx, event) => gate.within(one.handler, () => (one.alone ?? one.run)(ctx, event)),
      task: one.task && { ...one.task, perform: (ctx: Ctx, task: Parameters<NonNullable<Subscription['task']>['perform']>[1]) => gate.within(one.handler, () => one.task!.perform(ctx, task)) },
    })),
  };

  /** How a relay batches differs from run to run; which events it moves does not. */
  async function every(side: 'before' | 'after', events: ReadonlySet<string>, call: string): Promise<void> {
    for (const event of [...events].sort()) await gate.call(`${call} of ${event}`, { isCall: false, origin: 'relay', side })(side);
  }
}

const replace = (target: object, method: string, by: Method): void => void Object.assign(target, { [method]: by });
