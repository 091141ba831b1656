import type { TxCtx } from '@stoa/platform/context';
import { insertClosings, type Closing } from './closing.repository.js';

/** Closes months, in their order: whatever is booked from now on is dated behind them, even if it began before. One that is closed already, lies before a closed one
 *  or is not over yet is left alone. Answers with those that were closed. */
export async function closeMonths(ctx: TxCtx, months: readonly { readonly period: string; readonly until: Date }[]): Promise<Closing[]> {
  return months.length === 0 ? [] : insertClosings(ctx, months);
}
