import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { packsNow } from '../overlay/packs-now.js';
import type { PackSet } from '../pack/pack.js';
import { limitNotFound, yearNotCounted, type OutsideSales } from './outside-sales.js';
import { findOutsideSales, putOutsideSales } from './outside-sales.repository.js';
import { limitsOf } from './threshold.js';
import { dayAt } from './year.js';

/** Writes down what was sold to a place outside the marketplace in a year; it counts towards the limit from now on. Saying it again takes the place of what was said. */
export async function enterOutsideSales(ctx: TxCtx, deps: { packs: PackSet }, { reason, ...said }: OutsideSales & { reason: string }): Promise<void> {
  const packs = await packsNow(ctx, deps);
  const today = dayAt(packs, said.place, ctx.now);
  if (!limitsOf(packs, said.place, today).some(({ threshold, place }) => threshold.of === 'platform' && threshold.code === said.code && place === said.place)) throw limitNotFound();
  const year = Number(today.slice(0, 4));
  if (said.year > year || said.year < year - 1) throw yearNotCounted();
  const before = await findOutsideSales(ctx, said);
  await putOutsideSales(ctx, said);
  await audit(ctx, { action: 'tax.outside_sales_entered', subject: { kind: 'tenant', id: ctx.tenantId }, before: before && shown(before), after: shown(said), reason });
}

const shown = ({ code, place, year, currency, netMinor, sales }: OutsideSales) => ({ code, place, year, currency, net: Number(netMinor), sales });
