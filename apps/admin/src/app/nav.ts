import { IconAlertTriangle, IconArrowsTransferUp, IconBook2, IconBuildingStore, IconCoins, IconCreditCard, IconFileInvoice, IconFileSpreadsheet, IconFileText, IconHeartbeat, IconHistory, IconHome, IconInbox, IconKey, IconListCheck, IconPackage, IconPercentage, IconReceiptTax, IconSettings, IconShoppingCart, IconTag, IconUsers, type Icon } from '@tabler/icons-react';
import type { Membership } from './auth.js';
import { countApprovals } from '../approvals/approvals.queries.js';
import { countReportedTasks } from '../health/health.queries.js';
import { countDeadTasks } from '../tasks/task.queries.js';
import { countOrdersToShip } from '../vendor-orders/vendor-order.queries.js';

export type NavEntry = { to: string; label: string; about: string; icon: Icon; permission: string | null; count?: () => Promise<number> };

const OPERATOR: NavEntry[] = [
  { to: '/operator/tenants', label: 'Tenants', about: 'Marketplaces of this deployment', icon: IconBuildingStore, permission: 'operator.tenants' },
  { to: '/operator/health', label: 'Health', about: 'What waits, and what must always hold', icon: IconHeartbeat, permission: 'operator.health' },
  { to: '/operator/jobs', label: 'Jobs', about: 'Work that was given up, in any marketplace', icon: IconListCheck, permission: 'operator.tasks', count: countReportedTasks },
];
const MARKET: NavEntry[] = [
  { to: '/market/home', label: 'Home', about: 'What waits, and what was sold', icon: IconHome, permission: null },
  { to: '/market/orders', label: 'Orders', about: 'What was sold, and where it is', icon: IconShoppingCart, permission: 'orders.read' },
  { to: '/market/approvals', label: 'Approvals', about: 'Vendors and listings that wait for you', icon: IconInbox, permission: 'vendors.review', count: countApprovals },
  { to: '/market/vendors', label: 'Vendors', about: 'Who sells here, and their papers', icon: IconBuildingStore, permission: 'vendors.read' },
  { to: '/market/transfers', label: 'Transfers', about: 'What goes to vendors’ accounts, and what is held up', icon: IconArrowsTransferUp, permission: 'payouts.read' },
  { to: '/market/documents', label: 'Documents', about: 'Invoices and credit notes, as PDF, XML and ZIP', icon: IconFileInvoice, permission: 'invoicing.read' },
  { to: '/market/commission', label: 'Commission', about: 'What the marketplace keeps of sales', icon: IconPercentage, permission: 'pricing.read' },
  { to: '/market/tax', label: 'Tax returns', about: 'What the marketplace owes authorities', icon: IconReceiptTax, permission: 'tax.read' },
  { to: '/market/bookings', label: 'Books', about: 'Every booking of a month, for the accountant', icon: IconBook2, permission: 'ledger.read' },
  { to: '/market/payments', label: 'Payments', about: 'How shoppers may pay', icon: IconCreditCard, permission: 'payments.read' },
  { to: '/market/team', label: 'Team', about: 'People, invitations and roles', icon: IconUsers, permission: 'identity.invite' },
  { to: '/market/keys', label: 'API keys', about: 'How other systems get in', icon: IconKey, permission: 'identity.keys' },
  { to: '/market/audit', label: 'Audit', about: 'Who did what', icon: IconHistory, permission: 'audit.read' },
  { to: '/market/tasks', label: 'Failed work', about: 'What was given up, to try again', icon: IconAlertTriangle, permission: 'tasks.read', count: countDeadTasks },
];
const VENDOR: NavEntry[] = [
  { to: '/vendor/home', label: 'Home', about: 'What to do now', icon: IconHome, permission: null },
  { to: '/vendor/orders', label: 'Orders', about: 'Pack and ship', icon: IconPackage, permission: 'orders.read', count: countOrdersToShip },
  { to: '/vendor/listings', label: 'Listings', about: 'What you offer: drafts, reviews and what is live', icon: IconTag, permission: 'catalog.read' },
  { to: '/vendor/imports', label: 'Imports', about: 'Listings, prices and stock from a table', icon: IconFileSpreadsheet, permission: 'catalog.read' },
  { to: '/vendor/balance', label: 'Balance', about: 'What is yours, what is held and why', icon: IconCoins, permission: 'payouts.read' },
  { to: '/vendor/transfers', label: 'Transfers', about: 'What went to your account, and what is on its way', icon: IconArrowsTransferUp, permission: 'payouts.read' },
  { to: '/vendor/documents', label: 'Documents', about: 'Invoices issued in your name, as PDF, XML and ZIP', icon: IconFileInvoice, permission: 'invoicing.read' },
  { to: '/vendor/statements', label: 'Statements', about: 'Each month in sums and rows, as PDF and CSV', icon: IconFileText, permission: 'payouts.read' },
  { to: '/vendor/setup', label: 'Setup', about: 'Payout account, warehouses, shipping', icon: IconSettings, permission: null },
  { to: '/vendor/keys', label: 'API keys', about: 'How your other systems get in', icon: IconKey, permission: 'identity.keys' },
];

export const navOf = (kind: Membership['kind']): NavEntry[] => ({ operator: OPERATOR, staff: MARKET, vendor: VENDOR })[kind];
export const homeOf = (kind: Membership['kind']): string => ({ operator: '/operator/tenants', staff: '/market/home', vendor: '/vendor/home' })[kind];
