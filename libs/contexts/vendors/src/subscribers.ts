import { on, type Subscription } from '@stoa/platform/events';
import { payoutAccountChanged } from '@stoa/events/payouts';
import { activateVendor } from './vendor/activate-vendor.js';

/** All that vendors does because of others: a vendor that can be paid has nothing left to set up. */
export const subscriptions: readonly Subscription[] = [
  on(payoutAccountChanged, 'vendors.activate_vendor', async (tx, event) => {
    if (event.payload.state === 'active') await activateVendor(tx, event.payload.vendorId);
  }),
];
