import type { GateMode, Point } from './gate.js';

/** What the suite asks of the process under test, over the channel between parent and child. */
export type Order =
  | { readonly do: 'set'; readonly mode: GateMode }
  | { readonly do: 'look' }
  | { readonly do: 'move'; readonly ms: number }
  | { readonly do: 'recover' }
  | { readonly do: 'release' }
  | { readonly do: 'passed' }
  /** Whatever was compiled so far is compiled for all that come. */
  | { readonly do: 'keep code' };
export type Numbered = { readonly id: number; readonly order: Order };
export type Reply =
  | { readonly kind: 'up'; readonly hears: readonly { event: string; handler: string }[] }
  | { readonly kind: 'held' }
  | { readonly kind: 'done'; readonly id: number; readonly points?: readonly Point[]; /** How much of what a look began is not over yet. */ readonly busy?: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };
