import type { TxCtx } from '@stoa/platform/context';
import type { PackSet } from '../pack/pack.js';
import { packsAt } from '../pack/packs-at.js';
import { findOverlay } from './overlay.repository.js';

/** The packs by which a sale of this moment is judged in this marketplace. */
export const packsNow = async (ctx: TxCtx, deps: { packs: PackSet }): Promise<PackSet> => packsAt(deps.packs, (await findOverlay(ctx))?.packs ?? [], ctx.now).packs;
