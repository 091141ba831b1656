import type { OrderId } from '@stoa/events/orders';
import type { VendorId } from '@stoa/events/vendors';
import { type DocumentNumber, numbersOfDocuments } from '@stoa/invoicing';
import type { Journal } from '@stoa/ledger';
import { namesOfGroups, namesOfOrders } from '@stoa/orders';
import type { TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import { localMoment } from '@stoa/platform/local-time';
import { listOwedTaxes, type OwedTax } from '@stoa/tax';
import { getVendors } from '@stoa/vendors';
import { type Booking, eventText } from './booking.js';

/** Which order, group and refund a journal is about, as far as its source and memo say. */
type About = { readonly orderId: string | null; readonly groupId: string | null; readonly attemptId: string | null; readonly refundId: string | null };
type Facts = {
  about(journal: Journal): { orderNumber: string; documentNumber: string; orderId: string | null };
  vendorName(id: string): string;
  taxOf(orderId: string | null, authority: string): { rate: string; code: string };
};

/** The entries of a portion of journals with all that stands behind them, in few statements however many they are. */
export async function bookingsOf(ctx: TxCtx, journals: readonly Journal[], zone: string): Promise<Booking[]> {
  const facts = await factsOf(ctx, journals);
  return journals.flatMap((journal) => {
    const { orderNumber, documentNumber, orderId } = facts.about(journal);
    const vendors = [...new Set(journal.entries.filter((entry) => isOfVendor(entry.account.kind)).map((entry) => facts.vendorName(entry.account.owner)))];
    const day = localMoment(journal.occurredAt, zone).day;
    const text = [eventText(journal.event), orderNumber, vendors.join(', ')].filter((part) => part !== '').join(' ');
    return journal.entries.map((entry): Booking => {
      const authority = entry.account.kind === 'tax.payable' ? entry.account.dimension : '';
      const tax = authority === '' ? { rate: '', code: '' } : facts.taxOf(orderId, authority);
      return { journal, entry, day, documentNumber, orderNumber, vendor: isOfVendor(entry.account.kind) ? facts.vendorName(entry.account.owner) : '', taxCountry: authority.slice(0, 2), taxRate: tax.rate, taxCode: tax.code, text };
    });
  });
}

const isOfVendor = (kind: string): boolean => kind.startsWith('vendor.');

async function factsOf(ctx: TxCtx, journals: readonly Journal[]): Promise<Facts> {
  const abouts = new Map(journals.map((journal) => [journal.id, aboutOf(journal)]));
  const all = [...abouts.values()];
  const orders = await namesOfOrders(ctx, all.flatMap((one) => one.orderId ?? []) as OrderId[]);
  const groups = await namesOfGroups(ctx, { ids: [...all.flatMap((one) => one.groupId ?? []), ...[...orders.values()].map((order) => order.orderGroupId)], attemptIds: all.flatMap((one) => one.attemptId ?? []) });
  const documents = grouped(await numbersOfDocuments(ctx, groups.map((group) => group.id)), (one) => one.orderGroupId);
  const taxes = grouped(await listOwedTaxes(ctx, [...orders.keys()]), (tax) => tax.orderId);
  const vendors = await getVendors(ctx, [...new Set(journals.flatMap((journal) => journal.entries.filter((entry) => isOfVendor(entry.account.kind)).map((entry) => entry.account.owner)))].filter(isUuid) as VendorId[]);
  return {
    about: (journal) => {
      const { orderId, groupId, attemptId, refundId } = abouts.get(journal.id)!;
      const order = orderId === null ? undefined : orders.get(orderId as OrderId);
      const group = groups.find((one) => one.id === (order?.orderGroupId ?? groupId) || (attemptId !== null && one.attemptId === attemptId));
      return { orderId, orderNumber: order?.number ?? group?.number ?? '', documentNumber: group ? documentOf(documents.get(group.id) ?? [], { orderId, refundId }) : '' };
    },
    vendorName: (id) => vendors.get(id as VendorId)?.name ?? '',
    taxOf: (orderId, authority) => taxText((taxes.get(orderId ?? '') ?? []).filter((tax) => tax.authority === authority)),
  };
}

/** Journals about a refund's share in an order are named `refund:order`. */
function aboutOf({ source, memo }: Journal): About {
  const said = (key: string): string | null => (typeof memo[key] === 'string' && isUuid(memo[key]) ? memo[key] : null);
  const [first = '', second = ''] = source.id.split(':');
  return {
    orderId: source.kind === 'order' ? source.id : source.kind === 'refund_share' ? second : said('order'),
    groupId: source.kind === 'order_group' ? source.id : said('order_group'),
    attemptId: source.kind === 'payment_attempt' ? source.id : null,
    refundId: source.kind === 'refund_share' || source.kind === 'refund' ? first : said('refund'),
  };
}

/** The one document that speaks of it: of the order, else the marketplace's own of the group. Where several would, none is named. */
function documentOf(all: readonly DocumentNumber[], { orderId, refundId }: Pick<About, 'orderId' | 'refundId'>): string {
  const sameRefund = all.filter((one) => one.refundId === refundId);
  const candidates = orderId === null ? sameRefund : sameRefund.filter((one) => one.orderId === orderId);
  const found = candidates.length > 0 || orderId === null ? candidates : sameRefund.filter((one) => one.orderId === null);
  const [only] = found;
  return only && found.length === 1 ? only.number : '';
}

/** All rates and schemes under which an order owes an authority. */
const taxText = (taxes: readonly OwedTax[]): { rate: string; code: string } => ({
  rate: unique(taxes.filter((tax) => tax.kind === 'tax').map((tax) => tax.ratePct)), code: unique(taxes.map((tax) => tax.scheme)),
});
const unique = (texts: readonly string[]): string => [...new Set(texts)].sort().join('+');

function grouped<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
