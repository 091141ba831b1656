import { z } from 'zod';
import { route, type Route } from '@stoa/platform/http';
import type { PaymentsDeps } from './deps.js';
import { refundRoutes } from './refund/refund.routes.js';
import { getActiveGatewayAccount } from './gateway-account/gateway-account.repository.js';

const paymentConfigView = z.object({ provider: z.literal('stripe'), publishable_key: z.string(), api_url: z.string() }).meta({ id: 'PaymentConfig' });

/** Webhooks are not here: they need the raw bytes, so the app mounts `receiveWebhook` itself. */
export const routes = (deps: PaymentsDeps): Route[] => [
  route({
    method: 'get', path: '/v1/store/payment-config', summary: 'Say how the browser reaches the payment company', audience: 'shopper', permission: 'none', response: paymentConfigView,
    owner: null, example: () => ({}),
    handle: async (ctx) => {
      const gateway = await ctx.inRead((tx) => getActiveGatewayAccount(tx));
      return { provider: gateway.provider, publishable_key: gateway.publishableKey, api_url: deps.browserApiUrl };
    },
  }),
  ...refundRoutes,
];
