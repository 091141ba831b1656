import type { TxCtx } from './context.js';

/** What a look at an invariant found: how many rows it looked at, and what breaks it, in words for an operator. */
export type InvariantVerdict = { readonly looked_at: number; readonly breaks: readonly { readonly what: string }[] };

/** Something that must always hold in a tenant. Contexts export theirs as `checks`; the composition root collects them. */
export type InvariantCheck = { readonly code: string; readonly label: string; readonly how: string; run(ctx: TxCtx): Promise<InvariantVerdict> };
