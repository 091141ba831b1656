import { isOutsideGateway, type MoneyFacts } from './money-facts.js';
import { taxLeft, total, type Booked, type BookedOrder } from './booked.js';
import type { Role } from './money-page.js';

export type FlowNode = { readonly id: string; readonly label: string; readonly sub: string; readonly amountMinor: bigint; readonly role: Role | 'payment' | 'order' | 'commission'; readonly isStriped: boolean; readonly heldUntil: Date | null };
export type FlowLink = { readonly from: string; readonly to: string; readonly amountMinor: bigint; readonly role: Role | 'order' | 'commission' };
export type Flow = { readonly nodes: readonly FlowNode[]; readonly links: readonly FlowLink[] };

/** The picture: payment to orders, orders to vendors, tax and commission, commission to marketplace, platform and gateway. Nothing flows for nothing. */
export function flowOf(facts: MoneyFacts, booked: Booked): Flow {
  const nodes: FlowNode[] = [
    plain({ id: 'payment', label: 'Captured in one payment', sub: cardWords(facts), amountMinor: booked.capturedMinor, role: 'payment' }),
    ...booked.orders.map(({ order, grossMinor }) => plain({ id: `order:${order.id}`, label: order.number, sub: order.vendorName, amountMinor: grossMinor, role: 'order' })),
    plain({ id: 'commission', label: 'Commission', sub: '', amountMinor: total(booked.orders.map(commissionLeft)), role: 'commission' }),
    ...booked.orders.map((order) => vendorNode(facts, order)),
    ...taxNodes(facts, booked),
    plain({ id: 'marketplace', label: facts.tenantName, sub: 'Commission after fees', amountMinor: booked.marketplaceMinor, role: 'marketplace' }),
    plain({ id: 'platform', label: 'Stoa', sub: `Platform fee, ${percentWords(facts.group.platformFee.basisPoints)} of net goods`, amountMinor: booked.platformFeeMinor, role: 'platform' }),
    ...refundNode(booked),
    ...(isOutsideGateway(facts) ? [] : [plain({ id: 'gateway', label: 'Stripe', sub: facts.attempt.fee === null ? 'Its fee is not known yet' : 'Fee of the payment', amountMinor: booked.gatewayFeeMinor, role: 'gateway' })]),
  ];
  const links: FlowLink[] = [
    ...booked.orders.flatMap((order) => orderLinks(order, isOneTaxNode(booked))),
    { from: 'commission', to: 'marketplace', amountMinor: booked.marketplaceMinor, role: 'marketplace' },
    { from: 'commission', to: 'platform', amountMinor: booked.platformFeeMinor, role: 'platform' },
    { from: 'commission', to: 'gateway', amountMinor: booked.gatewayFeeMinor, role: 'gateway' },
  ];
  return { nodes, links: links.filter((link) => link.amountMinor > 0n) };
}

const plain = (node: Omit<FlowNode, 'isStriped' | 'heldUntil'>): FlowNode => ({ ...node, isStriped: false, heldUntil: null });
const PAID_BY: Readonly<Record<string, string>> = { sepa_debit: 'SEPA direct debit', bank_transfer: 'Bank transfer' };
const cardWords = ({ attempt }: MoneyFacts): string => (attempt.card ? `${attempt.card.brand} ·· ${attempt.card.last4}` : (PAID_BY[attempt.method ?? ''] ?? 'Card'));

/** Commission of an order after what went back of it, and after goodwill that the marketplace paid. */
const commissionLeft = ({ commissionMinor, refund }: BookedOrder): bigint => commissionMinor - refund.marketplaceMinor;

function refundNode(booked: Booked): FlowNode[] {
  const amountMinor = total(booked.orders.map(({ refund }) => refund.grossMinor));
  return amountMinor === 0n ? [] : [plain({ id: 'refund', label: 'Back to the shopper', sub: booked.refundPaidMinor === amountMinor ? 'Refunded' : 'Refund on its way', amountMinor, role: 'refund' })];
}

function orderLinks(booked: BookedOrder, isOneTax: boolean): FlowLink[] {
  const { order, grossMinor, vendorMinor, refund } = booked;
  const taxMinor = taxLeft(booked);
  const from = `order:${order.id}`;
  return [
    { from: 'payment', to: from, amountMinor: grossMinor, role: 'order' },
    { from, to: `vendor:${order.vendorId}`, amountMinor: vendorMinor, role: 'vendors' },
    ...(isOneTax ? [['all', total([...taxMinor.values()])] as const] : [...taxMinor]).map(([authority, amountMinor]): FlowLink => ({ from, to: `tax:${authority}`, amountMinor, role: 'tax' })),
    { from, to: 'commission', amountMinor: commissionLeft(booked), role: 'commission' },
    { from, to: 'refund', amountMinor: refund.grossMinor, role: 'refund' },
  ];
}

function vendorNode({ holds }: MoneyFacts, { order, vendorMinor, paidOutMinor }: BookedOrder): FlowNode {
  const hold = holds.find((one) => one.orderId === order.id);
  const isStriped = hold?.state !== 'free';
  const heldUntil = isStriped ? (hold?.until ?? null) : null;
  const waiting = hold?.shippedAt ? 'Held, clock starts at delivery' : 'Held, not shipped yet';
  return { id: `vendor:${order.vendorId}`, label: order.vendorName, sub: isStriped ? (heldUntil ? 'Held' : waiting) : paidOutMinor > 0n ? 'Paid out' : 'Free to be paid out', amountMinor: vendorMinor, role: 'vendors', isStriped, heldUntil };
}

function taxNodes({ tenantName }: MoneyFacts, booked: Booked): FlowNode[] {
  const byAuthority = new Map<string, bigint>();
  for (const order of booked.orders) for (const [authority, minor] of taxLeft(order)) byAuthority.set(authority, (byAuthority.get(authority) ?? 0n) + minor);
  if (isOneTaxNode(booked)) return [plain({ id: 'tax:all', label: 'Tax offices', sub: `${byAuthority.size} that ${tenantName} files with`, amountMinor: total([...byAuthority.values()]), role: 'tax' })];
  return [...byAuthority].map(([authority, amountMinor]) => plain({ id: `tax:${authority}`, label: `Tax office, ${authority}`, sub: `Tax that ${tenantName} files`, amountMinor, role: 'tax' }));
}

/** States and districts of one sale may be many; the picture then shows them as one, the statement tells them apart. */
const TAX_NODES_AT_MOST = 2;
const isOneTaxNode = (booked: Booked): boolean => new Set(booked.orders.flatMap((order) => [...order.taxMinor.keys()])).size > TAX_NODES_AT_MOST;

/** 150 basis points as people write them: "1.5 %". */
export function percentWords(basisPoints: bigint): string {
  const digits = (basisPoints % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${basisPoints / 100n}${digits === '' ? '' : `.${digits}`} %`;
}
