import { z } from 'zod';
import { type Route, route } from '@stoa/platform/http';
import { bringAccessPointKey, dropAccessPointKey } from './access-point-key.js';
import { findAccessPoint, type OwnAccessPoint } from './access-point-key.repository.js';

export type AccessPointRouteDeps = { readonly hasAccessPoint: boolean; readonly accessPointSealingKey: Buffer };

const view = z.object({
  is_there: z.boolean().meta({ description: 'Whether this deployment has an access point at all: without one documents go by mail.' }),
  own_key: z.object({ ends_with: z.string(), changed_at: z.iso.datetime() }).nullable().meta({ description: 'The key of the marketplace\'s own account; null: documents go out under the deployment\'s.' }),
}).meta({ id: 'AccessPoint' });
const path = '/v1/admin/access-point';

/** Under whose account with the access point documents go over the Peppol network. */
export const accessPointRoutes = ({ hasAccessPoint, accessPointSealingKey }: AccessPointRouteDeps): Route[] => {
  const toView = (own: OwnAccessPoint | null): z.input<typeof view> => ({ is_there: hasAccessPoint, own_key: own && { ends_with: own.endsWith, changed_at: own.changedAt.toISOString() } });
  return [
    route({
      method: 'get', path, summary: 'Show under whose account documents go over the Peppol network', audience: 'staff', permission: 'invoicing.read', owner: null, response: view, example: () => ({}),
      handle: (ctx) => ctx.inRead(async (tx) => toView(await findAccessPoint(tx))),
    }),
    route({
      method: 'put', path, summary: 'Bring the key of your own account with the access point', description: 'It is kept sealed and never shown again but for its last four characters. Where the deployment has no access point it waits for one.', audience: 'staff', permission: 'invoicing.write', owner: null,
      body: z.strictObject({ key: z.string().trim().min(8).max(500).regex(/^[\x21-\x7e]+$/, 'A key has letters, digits and signs, and no spaces.') }), response: view, example: () => ({ body: { key: 'ap_live_of_the_route_test' } }),
      handle: async (ctx, { body }) => toView(await ctx.inTx((tx) => bringAccessPointKey(tx, accessPointSealingKey, body.key))),
    }),
    route({
      method: 'delete', path, summary: 'Use the deployment\'s account with the access point again', audience: 'staff', permission: 'invoicing.write', owner: null, response: view, example: () => ({}),
      handle: async (ctx) => {
        await ctx.inTx(dropAccessPointKey);
        return toView(null);
      },
    }),
  ];
};
