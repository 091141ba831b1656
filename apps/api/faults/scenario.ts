import type { World } from './world.js';

/** `done`: all of it happened. `undone`: nothing of it did, or all was taken back. Anything between is not an end. */
export type End = 'done' | 'undone';

/** Something that is about to happen in a prepared world. */
export type Act = {
  /** What sets it going: a person's request, a bank's answer, a day that has passed. */
  go(): Promise<unknown>;
  /** Where the books say that it ended; null while it has not. */
  end(): Promise<End | null>;
  /** What is not as it must be once it is done, beyond what every story is asked. */
  wrong?(): Promise<readonly string[]>;
};

/** A story whose every step is a place to die. A new one needs these lines and its place in the list of main.ts. */
export type Scenario = {
  readonly name: string;
  /** Who set it going. `nobody` of ours: it ends done. Whoever `may_leave` when we die: then it may also end undone, and asking again with the same key ends it done. Whoever `stays` asks until it is done. */
  readonly asker: 'nobody' | 'may_leave' | 'stays';
  prepare(world: World): Promise<Act>;
};
