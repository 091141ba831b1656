import { on, type Subscription } from '@stoa/platform/events';
import { provisioningPartDone, provisioningPartFailed } from '@stoa/events/tenancy';
import { tickPart } from './provisioning/tick-part.js';

/** Everything this context does because of others: it keeps count of what a new marketplace still lacks. */
export const tenancySubscriptions: Subscription[] = [
  on(provisioningPartDone, 'tenancy.tick_part', (tx, { payload }) => tickPart(tx, payload.part, { state: 'done', detail: payload.detail })),
  on(provisioningPartFailed, 'tenancy.note_failed_part', (tx, { payload }) => tickPart(tx, payload.part, { state: 'failed', detail: payload.detail })),
];
