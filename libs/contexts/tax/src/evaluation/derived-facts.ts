import { mulDiv } from '@stoa/platform/money';
import type { FactValue } from '../pack/condition.js';
import { exchange } from './exchange.js';
import type { LineFacts, Registration } from './facts.js';
import { baseOf, importTaxOf, netOfLine, netOfLines } from './lines.js';
import type { Situation, Territory } from './situation.js';

type At = { territory: Territory; line: LineFacts | null; day: string };

const money = (minor: bigint, currency: string): FactValue => ({ minor, currency });
const ONE_STOP = new Set(['union_oss', 'non_union_oss', 'ioss']);
const isLocal = (r: Registration): boolean => !ONE_STOP.has(r.scheme);
const registeredIn = (list: readonly Registration[], { country, place }: Territory): boolean => list.some((r) => r.country === country && isLocal(r) && (r.region == null || r.region === place.region));
/** Every way to name a registration: `DE`, `DE:vat`, `CA-BC:pst`. */
const codesOf = (list: readonly Registration[]): string[] => list.flatMap((r) => [...(isLocal(r) ? [r.country] : []), `${r.country}${r.region == null ? '' : `-${r.region}`}:${r.scheme}`]);
const regionOf = ({ country, place }: Territory): string => `${country}-${place.region ?? ''}`;
const homeOf = (s: Situation): Territory => (s.from.leaf ? s.from : s.to);
/** The year's total is kept in the currency of the union's limit; the sale is added to it there. Without a rate the sale alone is told, in its own currency: comparing it has no answer. */
function crossBorderTotal(s: Situation): FactValue {
  const net = netOfLines(s, homeOf(s));
  const unionId = s.from.unionId ?? s.to.unionId;
  const currency = (unionId === null ? null : s.packs.packs.get(unionId)?.pack.exchange?.currency) ?? s.facts.currency;
  const added = exchange(s.facts, net, s.facts.currency, currency);
  return added === null ? money(net, s.facts.currency) : money(s.facts.seller.crossBorderYtdMinor + added, currency);
}
/** What one piece costs without tax. Goods of one kind in another currency are worth their share of the customs value that came with the facts. */
function itemValue(s: Situation, territory: Territory, line: LineFacts): FactValue {
  const { consignmentValue: customs, currency, lines } = s.facts;
  if (customs && lines.length === 1 && customs.currency !== currency) return money(mulDiv(customs.minor, 1n, BigInt(line.quantity), 'half_up'), customs.currency);
  return money(mulDiv(s.facts.priceMode === 'excl' ? baseOf(line) : netOfLine(s, territory, line), 1n, BigInt(line.quantity), 'half_up'), currency);
}
const valueOf = (s: Situation): FactValue => money(netOfLines(s, s.to), s.facts.currency);

/** How each fact of the vocabulary is found in a consignment. */
export const DERIVED: Readonly<Record<string, (s: Situation, at: At) => FactValue>> = {
  tax_point: (_, { day }) => day,
  'from.country': (s) => s.from.country,
  'from.region': (s) => s.from.place.region,
  'from.union': (s) => s.from.inUnion,
  'to.country': (s) => s.to.country,
  'to.region': (s) => s.to.place.region,
  'to.postcode': (s) => s.to.place.postcode,
  'to.union': (s) => s.to.inUnion,
  cross_border: (s) => s.from.country !== s.to.country,
  cross_region: (s) => s.from.country !== s.to.country || s.from.place.region !== s.to.place.region,
  'supply.kind': (s) => (s.facts.lines.every((line) => line.category.startsWith('service.')) ? 'service' : 'goods'),
  'price.mode': (s) => s.facts.priceMode,
  'consignment.categories': (s) => s.facts.lines.map((line) => line.category),
  'consignment.value': (s) => s.facts.consignmentValue ?? valueOf(s),
  'consignment.net': valueOf,
  'import.tax': (s) => money(importTaxOf(s), s.facts.currency),
  category: (_, { line }) => line?.category ?? '',
  'item.value': (s, { line, territory }) => (line ? itemValue(s, territory, line) : null),
  'seller.country': (s) => s.facts.seller.country,
  'seller.union': (s) => [s.facts.seller.country, ...s.facts.seller.establishments].some((country) => s.packs.unionOf.get(country) === (s.to.unionId ?? s.from.unionId)),
  'seller.one_establishment': (s) => new Set([s.facts.seller.country, ...s.facts.seller.establishments]).size === 1,
  'seller.at_home': (s) => s.facts.seller.country === s.from.country,
  'seller.established_to': (s) => [s.facts.seller.country, ...s.facts.seller.establishments].includes(s.to.country),
  'seller.small_business': (s) => s.facts.seller.smallBusiness,
  'seller.is_platform': (s) => s.facts.seller.isPlatform ?? false,
  'seller.oss': (s) => s.facts.seller.oss || s.facts.seller.registrations.some((r) => r.scheme === 'union_oss'),
  'seller.cross_border_total': crossBorderTotal,
  'seller.registered_to': (s) => registeredIn(s.facts.seller.registrations, s.to),
  'seller.registered_from': (s) => registeredIn(s.facts.seller.registrations, s.from),
  'seller.registrations': (s) => codesOf(s.facts.seller.registrations),
  'seller.schemes': (s) => s.facts.seller.registrations.map((r) => r.scheme),
  'seller.sales_to_region': (s) => s.facts.seller.salesByRegion?.[regionOf(s.to)] ?? money(0n, s.facts.currency),
  'seller.transactions_to_region': (s) => s.facts.seller.transactionsByRegion?.[regionOf(s.to)] ?? 0,
  'platform.role': (s) => s.facts.platform.role,
  'platform.establishment': (s) => s.facts.platform.establishment,
  'platform.registered_to': (s) => s.facts.platform.registrations.some((r) => r.country === s.to.country && isLocal(r) && (r.region === null || r.region === s.to.place.region)),
  'platform.registrations': (s) => codesOf(s.facts.platform.registrations),
  'platform.schemes': (s) => s.facts.platform.registrations.map((r) => r.scheme),
  'platform.has_a_say': (s) => (s.facts.platform.controlsPrice ?? true) || (s.facts.platform.collectsPayment ?? true) || (s.facts.platform.handlesComplaints ?? true),
  'buyer.business': (s) => s.facts.customer.type === 'business',
  'buyer.tax_id_valid': (s) => s.facts.customer.type === 'business' && s.facts.customer.taxId !== null && s.facts.customer.taxIdValid,
  'buyer.certificate': (s) => s.facts.customer.certificates?.some((c) => c.valid && c.country === s.to.country && c.region === s.to.place.region) ?? false,
};
