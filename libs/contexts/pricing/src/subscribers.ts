import { on, type Subscription } from '@stoa/platform/events';
import { listingPublished } from '@stoa/events/catalog';
import { recordPrices } from './price/record-prices.js';

/** All that pricing does because of others. */
export const subscriptions: readonly Subscription[] = [on(listingPublished, 'pricing.record_prices', (tx, event) => recordPrices(tx, event.payload.versionId))];
