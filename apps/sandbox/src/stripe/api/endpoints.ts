import { accountEndpoints } from '../account/account.endpoints.js';
import { balanceEndpoints } from '../balance/balance.endpoints.js';
import { cardEndpoints } from '../card/card.endpoints.js';
import { eventEndpoints } from '../event/event.endpoints.js';
import { webhookEndpoints } from '../event/webhook.endpoints.js';
import { paymentEndpoints } from '../payment/payment.endpoints.js';
import { taxEndpoints } from '../tax/tax.endpoints.js';
import { transferEndpoints } from '../transfer/transfer.endpoints.js';
import type { Endpoint } from './endpoint.js';

/** Everything of Stripe that the stand-in has. */
export const endpoints: readonly Endpoint[] = [
  ...paymentEndpoints,
  ...cardEndpoints,
  ...balanceEndpoints,
  ...transferEndpoints,
  ...taxEndpoints,
  ...accountEndpoints,
  ...eventEndpoints,
  ...webhookEndpoints,
];
