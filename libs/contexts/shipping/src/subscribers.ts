import type { Subscription } from '@stoa/platform/events';
import { onPart } from '@stoa/events/tenancy';
import { insertZones } from './rate/rate.repository.js';

/** All that shipping does because of others: a new marketplace delivers where its markets are. */
export const subscriptions: readonly Subscription[] = [
  onPart('shipping.zone', 'shipping.provision', async (tx, facts) => {
    const zones = facts.markets.map((market) => ({ code: market.code, countries: market.countries, regions: market.regions }));
    await insertZones(tx, zones);
    return zones.map((zone) => (zone.regions.length > 0 ? zone.regions : zone.countries).join(', ')).join(' · ');
  }),
];
