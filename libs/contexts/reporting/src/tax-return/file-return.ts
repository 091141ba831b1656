import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { localMoment, periodBounds } from '@stoa/platform/local-time';
import { money } from '@stoa/platform/money';
import type { PackSet } from '@stoa/tax';
import { chooseMarket } from '@stoa/tenancy';
import { gatherReturns } from './gather-returns.js';
import { nameOfKey, type ReturnKey, type Returns, UNEXPLAINED, zoneOf } from './tax-return.js';
import { doesNotTie, figuresChanged, filedAlready, periodNotOver } from './tax-return.errors.js';
import { insertFiled, listFiled, lockReturn } from './tax-return.repository.js';

export type Filing = { readonly period: string; readonly key: ReturnKey; readonly reference: string; /** What whoever files was shown. */ readonly expectedMinor: bigint };

/** Keeps a return as it was filed. Only of a period that is over, with records and books the same to the cent (difference 0.00, or nothing is filed), once; what
 *  is given back of these sales later lowers a later return, as the one-stop shops ask for (2006/112/EC Art. 369h(3), 369t(2)). */
export async function fileReturn(ctx: TxCtx, { packs }: { packs: PackSet }, { period, key, reference, expectedMinor }: Filing): Promise<void> {
  const name = nameOfKey(key);
  await lockReturn(ctx, name);
  const zone = zoneOf(packs, key.place, (await chooseMarket(ctx, null)).timeZone);
  const { to } = periodBounds(period, zone);
  if (ctx.now < to) throw periodNotOver(period, localMoment(to, zone).day);
  const overlapping = (await listFiled(ctx, name)).find((one) => overlap(one.period, period));
  if (overlapping) throw filedAlready(period, overlapping.period);
  const returns = await gatherReturns(ctx, { packs }, period);
  const blocks = blocking(returns, key);
  if (blocks > 0) throw doesNotTie(blocks);
  const figures = returns.of(key);
  if (figures.recordsMinor !== expectedMinor) throw figuresChanged(money(figures.recordsMinor, key.currency));
  await insertFiled(ctx, { name, period, reference, figures });
  await audit(ctx, { action: 'reporting.tax_return_filed', subject: { kind: 'tax_return', id: `${name}/${period}` }, before: null, after: { owed_minor: figures.recordsMinor.toString(), currency: key.currency, reference } });
}

/** How many rows stand in the way: differences in the return itself, and bookings in its currency that nothing explains, as they may belong to it. */
export const blocking = (returns: Returns, key: ReturnKey): number =>
  returns.all().filter((one) => nameOfKey(one.key) === nameOfKey(key) || (one.key.scheme === UNEXPLAINED && one.key.currency === key.currency)).reduce((count, one) => count + one.figures.differences.length, 0);

/** Two periods of the calendar overlap when one begins within the other. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [periodBounds(a, 'UTC'), periodBounds(b, 'UTC')];
  return first.from < second.to && second.from < first.to;
}
