import { AsyncLocalStorage } from 'node:async_hooks';

/** A place where the process may die: who works there, what is called, the how-manieth time since the gate was set, and on which side of the call. */
export type Point = { readonly origin: string; readonly call: string; readonly nth: number; readonly side: 'before' | 'after'; /** A call to the world, which can run longer than its lease; a commit cannot. */ readonly isCall: boolean };
export const keyOf = ({ origin, call, nth, side }: Omit<Point, 'isCall'>): string => `${side.padEnd(6)}  ${call} (${nth})  in ${origin}`;

export type GateMode =
  | { readonly mode: 'open' }
  /** Notes every point that is passed. */
  | { readonly mode: 'record' }
  /** Dies at the point, as by a power cut: SIGKILL, no clean-up, no last word. */
  | { readonly mode: 'kill'; readonly key: string }
  /** Stays in the call until released, while everything else goes on. */
  | { readonly mode: 'hold'; readonly key: string };

export type Gate = {
  set(mode: GateMode): void;
  /** The points passed since the gate was set to record, in their order. */
  passed(): readonly Point[];
  release(): void;
  /** Whom it holds just now. */
  holds(): string | null;
  /** Hears when somebody is being held. */
  onHeld(listener: () => void): void;
  /** Everything that `work` does is done in this name, however long it takes. */
  within<T>(origin: string, work: () => T): T;
  /** Begins a call; the answer is asked before it and after it. */
  call(name: string, options: { isCall: boolean; origin?: string; side?: Point['side'] }): (side: Point['side']) => Promise<void>;
};

/** Nobody named: the relay, and the sweeper of tasks. */
const NOBODY = 'relay and sweeper';

/** What the suite itself does, as moving the clock. */
export const SUITE = 'the suite';

/** Where the suite decides over life and death. Points are named by who calls what the how-manieth time, so that they are the same in every run, however the work interleaves. */
export function openGate(die: () => void = () => process.kill(process.pid, 'SIGKILL')): Gate {
  const origins = new AsyncLocalStorage<string>();
  const counts = new Map<string, number>();
  let now: GateMode = { mode: 'open' };
  let seen: Point[] = [];
  let heldBy: { origin: string; promise: Promise<void>; release: () => void } | null = null;
  let tell: () => void = () => undefined;

  const pass = async (point: Point): Promise<void> => {
    if (now.mode === 'record') seen.push(point);
    if ((now.mode !== 'kill' && now.mode !== 'hold') || keyOf(point) !== now.key) return;
    if (now.mode === 'kill') {
      die();
      return new Promise(() => undefined); // whatever the signal still lets run gets no further than here
    }
    if (heldBy) return;
    let release: () => void = () => undefined;
    heldBy = { origin: point.origin, promise: new Promise((resolve) => (release = resolve)), release: () => release() };
    tell();
    await heldBy.promise;
  };
  return {
    set: (mode) => {
      now = mode;
      seen = [];
      counts.clear();
      heldBy = null;
    },
    passed: () => seen,
    release: () => {
      heldBy?.release();
      heldBy = null;
    },
    holds: () => heldBy?.origin ?? null,
    onHeld: (listener) => void (tell = listener),
    within: (origin, work) => origins.run(origin, work),
    call: (name, { isCall, origin = origins.getStore() ?? NOBODY, side: only = '' }) => {
      const counted = `${origin} ${name} ${only}`;
      const nth = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, nth);
      return (side) => pass({ origin, call: name, nth, side, isCall });
    },
  };
}
