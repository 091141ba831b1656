import { IconBuildingStore, IconCoins, IconHome, IconPackage, IconSettings, IconShoppingCart, IconTag, type Icon } from '@tabler/icons-react';
import type { Membership } from './auth.js';
import { countOrdersToShip } from '../vendor-orders/vendor-order.queries.js';

export type NavEntry = { to: string; label: string; about: string; icon: Icon; permission: string | null; count?: () => Promise<number> };

const OPERATOR: NavEntry[] = [
  { to: '/operator/tenants', label: 'Tenants', about: 'Marketplaces of this deployment', icon: IconBuildingStore, permission: 'operator.tenants' },
];
const MARKET: NavEntry[] = [
  { to: '/market/orders', label: 'Orders', about: 'What was sold, and where it is', icon: IconShoppingCart, permission: 'orders.read' },
];
const VENDOR: NavEntry[] = [
  { to: '/vendor/home', label: 'Home', about: 'What to do now', icon: IconHome, permission: null },
  { to: '/vendor/orders', label: 'Orders', about: 'Pack and ship', icon: IconPackage, permission: 'orders.read', count: countOrdersToShip },
  { to: '/vendor/listings', label: 'Listings', about: 'What you offer: drafts, reviews and what is live', icon: IconTag, permission: 'catalog.read' },
  { to: '/vendor/balance', label: 'Balance', about: 'What is yours, what is held and why', icon: IconCoins, permission: 'payouts.read' },
  { to: '/vendor/setup', label: 'Setup', about: 'Payout account, warehouses, shipping', icon: IconSettings, permission: null },
];

export const navOf = (kind: Membership['kind']): NavEntry[] => ({ operator: OPERATOR, staff: MARKET, vendor: VENDOR })[kind];
export const homeOf = (kind: Membership['kind']): string => ({ operator: '/operator/tenants', staff: '/market/orders', vendor: '/vendor/home' })[kind];
