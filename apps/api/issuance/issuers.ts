import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EventJob } from '@stoa/platform/events';
import type { Answer, Asked, Place } from './protocol.js';

/** What is done to the work, and to those who do it. */
export type Trouble = {
  /** The first try of every so-manieth piece of work fails just before it would be committed; 0 for none. */
  readonly failEvery: number;
  /** A process is killed (SIGKILL) each time that so many pieces are done, one after the other; 0 for never. */
  readonly killEvery: number;
};
/** How it went: how often a piece had to be begun again because its process was killed under it, or because it failed on purpose. */
export type Issued = { readonly killed: number; readonly cutOff: number; readonly forced: number; readonly seconds: number };

type Issuer = { child: ChildProcess; readonly holds: Map<string, Asked> };

/** Processes side by side that do the same kind of work, as many workers would. */
export function openIssuers(program: string, place: Place, count = 2) {
  const start = (): ChildProcess => fork(program, [JSON.stringify(place)], { execArgv: ['--enable-source-maps'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const issuers = Array.from({ length: count }, (): Issuer => ({ child: start(), holds: new Map() }));

  /** Gives all of it to the processes, and what did not come to its end once more, until everything is done. */
  async function issue(jobs: readonly EventJob[], trouble: Trouble): Promise<Issued> {
    const began = performance.now();
    const waiting = jobs.map((job, index): Asked => ({ job, isToFail: trouble.failEvery > 0 && index % trouble.failEvery === trouble.failEvery - 1 }));
    let [done, killed, cutOff, forced] = [0, 0, 0, 0];
    await new Promise<void>((resolve, reject) => {
      const give = (issuer: Issuer) => {
        while (issuer.holds.size < place.width && waiting.length > 0) {
          const asked = waiting.shift()!;
          issuer.holds.set(asked.job.id, asked);
          if (issuer.child.connected) issuer.child.send(asked);
        }
      };
      const watch = (issuer: Issuer) => {
        const { child } = issuer;
        child.on('message', ({ job: id, error }: Answer) => {
          const held = issuer.holds.get(id);
          if (!held || issuer.child !== child) return;
          issuer.holds.delete(id);
          if (error === null) done += 1;
          else if (error === FORCED) (forced += 1, waiting.push({ ...held, isToFail: false }));
          else return reject(new Error(`${held.job.handler}: ${error}`));
          if (done === jobs.length) return resolve();
          if (error === null && trouble.killEvery > 0 && done % trouble.killEvery === 0 && waiting.length > 0) kill(issuers[killed % count]!);
          give(issuer);
        });
        child.on('error', reject);
        child.on('exit', (code, signal) => signal === 'SIGKILL' || reject(new Error(`A process that issues documents ended by itself (${signal ?? code ?? 'nobody knows how'}).`)));
        give(issuer);
      };
      /** Whatever it had begun may be there or not: nobody heard of it, so it is given to somebody else. */
      const kill = (issuer: Issuer) => {
        killed += 1;
        cutOff += issuer.holds.size;
        issuer.child.kill('SIGKILL');
        waiting.unshift(...issuer.holds.values());
        issuer.holds.clear();
        issuer.child = start();
        watch(issuer);
      };
      for (const issuer of issuers) {
        issuer.child.removeAllListeners();
        watch(issuer);
      }
      if (jobs.length === 0) resolve();
    });
    return { killed, cutOff, forced, seconds: (performance.now() - began) / 1_000 };
  }

  async function close(): Promise<void> {
    await Promise.all(issuers.map(async ({ child }) => {
      child.removeAllListeners();
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }));
  }
  return { issue, close, pids: () => issuers.flatMap(({ child }) => child.pid ?? []) };
}

const FORCED = 'It fails at the last moment.';
