import type { World } from './world.js';

/** `done`: all of it happened. `undone`: nothing of it did, or all was taken back. Anything between is not an end. */
export type End = 'done' | 'undone';

/** Something that is about to happen in a prepared world. */
export type Act = {
  /** What sets it going: a person's request, a bank's answer, a day that has passed. */
  go(): Promise<unknown>;
  /** Where the books say that it ended; null while it has not. */
  end(): Promise<End | null>;
};

/** A story whose every step is a place to die. A new one needs these lines and its place in the list of main.ts. */
export type Scenario = {
  readonly name: string;
  /** Whether whoever set it going may have asked for nothing, as far as we can know, if we died: then it may also end undone, and asking again with the same key ends it done. */
  readonly isAsked: boolean;
  prepare(world: World): Promise<Act>;
};
