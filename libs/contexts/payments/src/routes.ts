import { z } from 'zod';
import { route, type Route } from '@stoa/platform/http';
import { chooseMarket } from '@stoa/tenancy';
import type { PaymentsDeps } from './deps.js';
import { refundRoutes } from './refund/refund.routes.js';
import { bankTransferRoutes } from './bank-transfer/bank-transfer.routes.js';
import { getActiveGatewayAccount } from './gateway-account/gateway-account.repository.js';
import { methodsIn } from './method/method.js';
import { getMethods } from './method/method.repository.js';
import { methodRoutes } from './method/method.routes.js';

const paymentConfigView = z.object({ provider: z.literal('stripe'), publishable_key: z.string(), api_url: z.string(), methods: z.array(z.enum(['card', 'sepa_debit', 'bank_transfer'])), transfer_days: z.int().nullable() }).meta({ id: 'PaymentConfig' });

/** Webhooks are not here: they need the raw bytes, so the app mounts `receiveWebhook` itself. */
export const routes = (deps: PaymentsDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/payment-config', summary: 'Say how the browser reaches the payment company', audience: 'shopper', permission: 'none', response: paymentConfigView,
    owner: null, example: () => ({}),
    handle: async (ctx, { request }) => {
      const { gateway, offered, market } = await ctx.inRead(async (tx) => ({ gateway: await getActiveGatewayAccount(tx), offered: await getMethods(tx), market: await chooseMarket(tx, request.market) }));
      return {
        provider: 'stripe' as const, publishable_key: gateway.publishableKey, api_url: deps.browserApiUrl, methods: methodsIn(offered, market.currency),
        transfer_days: offered.bankTransfer ? (offered.transferTerms?.days ?? null) : null,
      };
    },
  }),
  ...refundRoutes,
  ...methodRoutes,
  ...bankTransferRoutes,
];
