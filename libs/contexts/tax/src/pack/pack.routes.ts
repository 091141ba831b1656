import { z } from 'zod';
import { operatorRoute, type Route } from '@stoa/platform/http';
import { chainOf, type PackSet } from './pack.js';

export type PackRouteDeps = { packs: PackSet };

const packView = z.object({
  id: z.string(), kind: z.enum(['union', 'federation', 'country', 'region']), name: z.record(z.string(), z.string()), version: z.string(),
  chain: z.array(z.string()).meta({ description: 'Itself and all it builds on, the widest first: what a market of this place names.' }),
  currency: z.string().nullable(), time_zone: z.string().nullable(), price_mode: z.enum(['incl', 'excl']).nullable(),
}).meta({ id: 'RulePack' });

/** The countries and states this deployment knows the law of: what a market may be opened in. */
export const packRoutes = ({ packs }: PackRouteDeps): Route[] => [
  operatorRoute({
    method: 'get', path: '/v1/operator/rule-packs', summary: 'List the installed rule packs', audience: 'operator', permission: 'operator.tenants', response: z.object({ data: z.array(packView) }), example: () => ({}),
    handle: () => Promise.resolve({ data: listPacks(packs) }),
  }),
];

/** Every pack with what its markets begin with; what a pack does not say itself, the one it builds on does. */
export function listPacks(set: PackSet): z.input<typeof packView>[] {
  return [...set.packs.values()].map(({ pack }) => {
    const chain = chainOf(set, pack.id).map((loaded) => loaded.pack);
    return {
      id: pack.id, kind: pack.kind, name: { ...pack.name }, version: pack.version, chain: chain.map((one) => one.id).reverse(),
      currency: chain.find((one) => one.currency)?.currency ?? null, time_zone: chain.find((one) => one.time_zone)?.time_zone ?? null, price_mode: chain.find((one) => one.prices)?.prices?.b2c ?? null,
    };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}
