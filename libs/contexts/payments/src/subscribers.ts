import type { Subscription } from '@stoa/platform/events';
import type { PaymentsDeps } from './deps.js';
import { provisionGatewayAccount } from './gateway-account/provision-gateway-account.js';

/** Everything this context does because of others. */
export const subscriptions = (deps: PaymentsDeps): Subscription[] => [provisionGatewayAccount(deps)];
