import { IconBuildingStore, IconCoins, IconHeartbeat, IconHistory, IconHome, IconInbox, IconPercentage, IconShoppingCart, IconStack2, IconTag, IconTool, IconUsers, IconWallet, type Icon } from '@tabler/icons-react';
import type { Membership } from './auth.js';
import { countApprovals } from '../approvals/approvals.queries.js';
import { countOrdersToShip } from '../vendor-orders/vendor-order.queries.js';

export type NavEntry = { to: string; label: string; about: string; icon: Icon; permission: string | null; count?: () => Promise<number> };

const OPERATOR: NavEntry[] = [
  { to: '/operator/tenants', label: 'Tenants', about: 'Marketplaces of this deployment', icon: IconBuildingStore, permission: 'operator.tenants' },
  { to: '/operator/health', label: 'Health', about: 'What must hold, and whether it does', icon: IconHeartbeat, permission: 'operator.health' },
  { to: '/operator/tasks', label: 'Dead jobs', about: 'Work that gave up and waits for a person', icon: IconStack2, permission: 'operator.tasks' },
];
const MARKET: NavEntry[] = [
  { to: '/market/orders', label: 'Orders', about: 'What was sold, and where it is', icon: IconShoppingCart, permission: 'orders.read' },
  { to: '/market/approvals', label: 'Approvals', about: 'Vendors and listings that wait for you', icon: IconInbox, permission: null, count: countApprovals },
  { to: '/market/vendors', label: 'Vendors', about: 'Who sells here', icon: IconBuildingStore, permission: 'vendors.read' },
  { to: '/market/commission', label: 'Commission', about: 'What the marketplace keeps', icon: IconPercentage, permission: 'pricing.read' },
  { to: '/market/audit', label: 'Audit', about: 'Who did what, when and why', icon: IconHistory, permission: 'audit.read' },
  { to: '/market/tasks', label: 'Dead jobs', about: 'Work that gave up and waits for a person', icon: IconTool, permission: 'tasks.read' },
  { to: '/market/team', label: 'Team', about: 'Staff and their roles', icon: IconUsers, permission: 'identity.invite' },
];
const VENDOR: NavEntry[] = [
  { to: '/vendor/home', label: 'Home', about: 'What to do now', icon: IconHome, permission: null },
  { to: '/vendor/orders', label: 'Orders', about: 'Pack and ship', icon: IconShoppingCart, permission: 'orders.read', count: countOrdersToShip },
  { to: '/vendor/listings', label: 'Listings', about: 'What you offer', icon: IconTag, permission: 'catalog.read' },
  { to: '/vendor/balance', label: 'Balance', about: 'What is yours, what is held and why', icon: IconWallet, permission: 'payouts.read' },
  { to: '/vendor/setup', label: 'Setup', about: 'Payout account, warehouses, shipping', icon: IconCoins, permission: null },
];

export const navOf = (kind: Membership['kind']): NavEntry[] => ({ operator: OPERATOR, staff: MARKET, vendor: VENDOR })[kind];
export const homeOf = (kind: Membership['kind']): string => ({ operator: '/operator/tenants', staff: '/market/orders', vendor: '/vendor/home' })[kind];
