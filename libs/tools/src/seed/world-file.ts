import { PASSWORD } from './product/people.js';
import type { TenantSeed } from './world/types.js';

type Login = { role: string; where: 'admin' | 'storefront'; marketplace: string | null; email: string; password: string };
export type WorldFile = { marketplaces: { slug: string; name: string }[]; logins: Login[] };

/** Who may sign in where, for the table at the end of `npm start` and for the programs that walk through the product. */
export function worldFile(operator: { email: string; password: string }, tenants: readonly TenantSeed[]): WorldFile {
  const at = (marketplace: string, where: Login['where'], role: string, email: string): Login => ({ role, where, marketplace, email, password: PASSWORD });
  return {
    marketplaces: tenants.map(({ slug, name }) => ({ slug, name })),
    logins: [
      { role: 'operator', where: 'admin', marketplace: null, email: operator.email, password: operator.password },
      ...tenants.flatMap((tenant) => [
        ...tenant.staff.map((person) => at(tenant.slug, 'admin', `staff (${person.role})`, person.email)),
        ...tenant.vendors.filter((vendor) => vendor.state === 'active').map((vendor) => at(tenant.slug, 'admin', `vendor ${vendor.name}`, vendor.email)),
        ...[...new Set(tenant.orders.filter((order) => order.account).map((order) => order.email))].map((email) => at(tenant.slug, 'storefront', 'shopper', email)),
      ]),
    ],
  };
}
