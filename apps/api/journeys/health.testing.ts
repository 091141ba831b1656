import { checks as ledgerChecks } from '@stoa/ledger';
import { checks as orderChecks } from '@stoa/orders';
import { checks as paymentChecks } from '@stoa/payments';
import { checks as payoutChecks } from '@stoa/payouts';
import type { Journey } from './journey.testing.js';

/** Everything that must hold of a marketplace's money and does not: each broken check with what it found. */
export const healthChecks = (journey: Journey, marketplace: { readonly id: string }): Promise<{ code: string; what: string }[]> =>
  journey.within(marketplace.id).inRead(async (tx) => {
    const found: { code: string; what: string }[] = [];
    for (const check of [...ledgerChecks, ...orderChecks, ...paymentChecks, ...payoutChecks]) found.push(...(await check.run(tx)).breaks.map(({ what }) => ({ code: check.code, what })));
    return found;
  });
