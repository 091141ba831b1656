import { fork, type ChildProcess } from 'node:child_process';
import type { GateMode, Point } from './gate.js';
import type { Numbered, Order, Reply } from './protocol.js';

/** The process died while it was asked something: what the suite is there for. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** A process under test: API and worker, alive until it is killed. */
export type Child = {
  readonly hears: readonly { event: string; handler: string }[];
  isAlive(): boolean;
  /** Settles when it dies, with the signal that ended it. */
  readonly died: Promise<string>;
  set(mode: GateMode): Promise<void>;
  /** Lets the clockwork tick; answers with how much of it is still under way. */
  look(): Promise<number>;
  move(ms: number): Promise<void>;
  recover(): Promise<void>;
  release(): Promise<void>;
  passed(): Promise<readonly Point[]>;
  keepCode(): Promise<void>;
  /** Settles when somebody is being held. */
  held(): Promise<void>;
  kill(): Promise<void>;
};
/** A process that has read its code and waits for the word. */
export type Spare = { start(): Promise<Child>; dismiss(): Promise<void> };

const UP_MS = 120_000;
/** Starts whole bundles from the cache of their code. */
const QUICK = 'libs/tools/launcher/quick.mjs';

export function spareProcess(program: string, env: Record<string, string>): Spare {
  const child = fork(QUICK, [program], { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const died = new Promise<string>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)));
  return {
    start: () => started(child, died),
    dismiss: async () => {
      child.kill('SIGKILL');
      await died;
    },
  };
}

async function started(child: ChildProcess, died: Promise<string>): Promise<Child> {
  const waiting = new Map<number, { resolve(reply: Extract<Reply, { kind: 'done' }>): void; reject(error: Error): void }>();
  let [next, isAlive, onHeld] = [1, true, () => undefined as void];
  let up: (hears: Child['hears']) => void = () => undefined;
  const isUp = new Promise<Child['hears']>((resolve) => (up = resolve));
  void died.then((how) => {
    isAlive = false;
    for (const { reject } of waiting.values()) reject(new Died(how));
    waiting.clear();
  });
  child.on('message', (reply: Reply) => {
    if (reply.kind === 'up') return up(reply.hears);
    if (reply.kind === 'held') return onHeld();
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'done') asked?.resolve(reply);
    else asked?.reject(new Error(reply.error));
  });
  const ask = (order: Order) => new Promise<Extract<Reply, { kind: 'done' }>>((resolve, reject) => {
    if (!isAlive) return reject(new Died('before it was asked'));
    const id = next++;
    waiting.set(id, { resolve, reject });
    const numbered: Numbered = { id, order };
    child.send(numbered, (error) => error && waiting.delete(id) && reject(new Died(error.message)));
  });
  const tell = async (order: Order): Promise<void> => void (await ask(order));
  child.send('start');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error(`The process was not up in ${UP_MS / 1_000} s.`)), UP_MS)));
  const hears = await Promise.race([isUp, late, died.then((how) => Promise.reject(new Error(`The process ended before it was up: ${how}.`)))]).finally(() => clearTimeout(timer));
  return {
    hears, died,
    isAlive: () => isAlive,
    set: (mode) => tell({ do: 'set', mode }), look: async () => (await ask({ do: 'look' })).busy ?? 0, move: (ms) => tell({ do: 'move', ms }), recover: () => tell({ do: 'recover' }), release: () => tell({ do: 'release' }),
    passed: async () => (await ask({ do: 'passed' })).points ?? [],
    keepCode: () => tell({ do: 'keep code' }),
    held: () => new Promise((resolve) => (onHeld = resolve)),
    kill: async () => {
      child.kill('SIGKILL');
      await died;
    },
  };
}
