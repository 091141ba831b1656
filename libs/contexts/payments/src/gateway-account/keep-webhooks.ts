import type { Ctx } from '@stoa/platform/context';
import { seal } from '@stoa/platform/crypto';
import type { PaymentsDeps } from '../deps.js';
import { webhookUrl } from './gateway-account.js';
import { getGatewayAccount, listEndpoints, saveEndpoint } from './gateway-account.repository.js';

/** Moves the marketplace's webhooks to the address under which we are reached today, and opens a new endpoint where the gateway has lost the old one.
 *  Asks the gateway nothing while the address is the same; answers with how many were moved. */
export async function keepWebhooks(deps: PaymentsDeps, ctx: Ctx): Promise<number> {
  const astray = await ctx.inTx(async (tx) => {
    const stale = (await listEndpoints(tx)).filter((endpoint) => endpoint.url !== webhookUrl(deps.webhookBaseUrl, endpoint.gatewayAccountId));
    const found = [];
    for (const endpoint of stale) found.push({ endpoint, account: await getGatewayAccount(tx, endpoint.gatewayAccountId) });
    return found;
  });
  for (const { endpoint, account } of astray) {
    const gateway = account;
    const url = webhookUrl(deps.webhookBaseUrl, endpoint.gatewayAccountId);
    const moved = await deps.provider.moveWebhook(ctx, { gateway, scope: endpoint.scope, endpointRef: endpoint.endpointRef, url });
    if (moved === 'moved') {
      await ctx.inTx((tx) => saveEndpoint(tx, { ...endpoint, url }));
      continue;
    }
    const opened = await deps.provider.openWebhook(ctx, { gateway, scope: endpoint.scope, idempotencyKey: `webhook:${endpoint.endpointRef}:${url}`, url });
    const secretSealed = seal(deps.sealingKey, opened.secret, endpoint.gatewayAccountId);
    await ctx.inTx((tx) => saveEndpoint(tx, { ...endpoint, endpointRef: opened.endpointRef, secretSealed, url }));
  }
  return astray.length;
}
