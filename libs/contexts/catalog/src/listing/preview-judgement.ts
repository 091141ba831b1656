import type { TxCtx } from '@stoa/platform/context';
import type { VendorId } from '@stoa/events/catalog';
import { getVendor } from '@stoa/vendors';
import { judge, type Goods, type JudgeDeps } from './judge.js';
import type { Judgement } from './judgement.js';

/** What the rule packs would say of goods that a vendor is still describing. Nothing is kept. */
export async function previewJudgement(ctx: TxCtx, deps: JudgeDeps, vendorId: VendorId, goods: Goods): Promise<Judgement> {
  return judge(ctx, deps, await getVendor(ctx, vendorId), goods);
}
