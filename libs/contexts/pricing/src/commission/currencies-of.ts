import type { TxCtx } from '@stoa/platform/context';
import { listMarkets } from '@stoa/tenancy';

/** The currencies that the marketplace sells in, each once. */
export const currenciesOf = async (ctx: TxCtx): Promise<string[]> => [...new Set((await listMarkets(ctx)).map((market) => market.currency))].sort();
