import { IconAlertTriangle, IconBuildingBank, IconCreditCardOff, IconFileAlert, IconInbox, IconPackage, IconReceiptRefund, IconReceiptTax, type Icon } from '@tabler/icons-react';
import { Card, ErrorFace, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countApprovals } from '../approvals/approvals.queries.js';
import { useMay } from '../app/session.js';
import { undeliveredQuery } from '../documents/delivery.queries.js';
import { heldQuery } from '../documents/held.queries.js';
import { waitingQuery } from '../documents/waiting.queries.js';
import { refundsToSendQuery } from '../refunds/refund.queries.js';
import { countDeadTasks } from '../tasks/task.queries.js';
import { thresholdsQuery } from '../tax-setup/tax-setup.queries.js';
import { bankTransfersQuery, refusedTransfersQuery } from '../transfers/transfer.queries.js';
import { salesQuery, vendorsWithoutAccountQuery } from './home.queries.js';

type Thing = { key: string; icon: Icon; tone: 'info' | 'warn' | 'bad'; title: string; text: string; to: string; search?: Record<string, string>; action: string };

/** What waits for somebody of the marketplace; each thing leads to where it is done. */
export function ToDo() {
  const { things, isPending, error, refetch } = useThings();
  return (
    <Card title="To do" aside={!isPending && things.length > 0 && <span className="small faint num">{things.length === 1 ? '1 thing' : `${things.length} things`}</span>} line flush>
      {isPending ? <Skeleton lines={3} /> : error && things.length === 0 ? <ErrorFace error={error} retry={refetch} /> : things.length === 0 ? <p className="small dim card-text">Nothing waits for you. New applications, listings and late parcels show here by themselves.</p> : (
        <ul className="todo">{things.map(({ icon: ThingIcon, ...thing }) => (
          <li key={thing.key}><span className={`ico ${thing.tone}`}><ThingIcon className="i" aria-hidden /></span><div className="grow"><span className="med">{thing.title}</span><br /><span className="small dim">{thing.text}</span></div><Link className="btn sm" to={thing.to} search={thing.search ?? {}}>{thing.action}<span className="vh">: {thing.title}</span></Link></li>
        ))}</ul>
      )}
    </Card>
  );
}

const several = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

function useThings() {
  const [mayReview, mayReadOrders, mayReadVendors, mayReadTasks] = [useMay('vendors.review'), useMay('orders.read'), useMay('vendors.read'), useMay('tasks.read')];
  const approvals = useQuery({ queryKey: ['count', '/market/approvals'], queryFn: countApprovals, enabled: mayReview });
  const sales = useQuery({ ...salesQuery, enabled: mayReadOrders });
  const vendors = useQuery({ ...vendorsWithoutAccountQuery, enabled: mayReadVendors });
  const tasks = useQuery({ queryKey: ['count', '/market/tasks'], queryFn: countDeadTasks, enabled: mayReadTasks });
  const money = useMoneyThings();
  const tax = useTaxThings();
  const papers = useDocumentThings();
  const waiting = approvals.data ?? 0;
  const { to_ship = 0, partly_shipped = 0, late = 0 } = sales.data?.work ?? {};
  const toShip = to_ship + partly_shipped;
  const without = vendors.data?.data ?? [];
  const dead = tasks.data ?? 0;
  const things: Thing[] = [
    ...(late > 0 ? [{ key: 'late', icon: IconAlertTriangle, tone: 'bad' as const, title: `${several(late, 'order is', 'orders are')} late`, text: 'A parcel has not left and its promised day is over. Ask the vendor.', to: '/market/orders', search: { status: 'to_ship' }, action: 'Look' }] : []),
    ...(dead > 0 ? [{ key: 'dead', icon: IconAlertTriangle, tone: 'bad' as const, title: `${several(dead, 'piece of work', 'pieces of work')} failed`, text: 'Given up after many tries. See why, and try again.', to: '/market/tasks', action: 'Open' }] : []),
    ...money.things,
    ...tax.things,
    ...papers.things,
    ...(waiting > 0 ? [{ key: 'approvals', icon: IconInbox, tone: 'warn' as const, title: `Decide on ${several(waiting, 'application or listing', 'applications and listings')}`, text: 'Vendors wait until you let them in or say what to mend.', to: '/market/approvals', action: 'Decide' }] : []),
    ...(without.length > 0 ? [{ key: 'accounts', icon: IconCreditCardOff, tone: 'warn' as const, title: `${several(without.length, 'vendor has', 'vendors have')} no payout account`, text: `${without.slice(0, 3).map((vendor) => vendor.name).join(', ')}: approved, and cannot sell before it is ready.`, to: '/market/vendors', search: { status: 'approved' }, action: 'See' }] : []),
    ...(toShip > 0 ? [{ key: 'ship', icon: IconPackage, tone: 'info' as const, title: `${several(toShip, 'order waits', 'orders wait')} for vendors to ship`, text: [partly_shipped > 0 && `${partly_shipped} of them partly shipped.`, late > 0 ? 'The late ones stand above.' : 'All are in time.'].filter(Boolean).join(' '), to: '/market/orders', search: { status: to_ship > 0 ? 'to_ship' : 'partly_shipped' }, action: 'See' }] : []),
  ];
  const asked = [approvals, sales, vendors, tasks, ...money.asked, ...tax.asked, ...papers.asked];
  return { things, isPending: asked.some((query) => query.isLoading), error: asked.find((query) => query.error)?.error ?? null, refetch: () => asked.filter((query) => query.isError).forEach((query) => void query.refetch()) };
}

/** Money that goes on only when somebody of the marketplace does something: transfers that were refused, and what is paid and sent back by bank transfer. */
function useMoneyThings() {
  const [mayReadPayouts, mayReadPayments] = [useMay('payouts.read'), useMay('payments.read')];
  const refused = useQuery({ ...refusedTransfersQuery, enabled: mayReadPayouts });
  const byBank = useQuery({ ...bankTransfersQuery, enabled: mayReadPayouts });
  const toSend = useQuery({ ...refundsToSendQuery, enabled: mayReadPayments });
  const [stuck, [only, ...others]] = [refused.data ?? [], toSend.data ?? []];
  const vendors = [...new Map((byBank.data ?? []).map((transfer) => [transfer.vendor.id, transfer.vendor.name]))];
  const things: Thing[] = [
    ...(stuck.length > 0 ? [{ key: 'refused', icon: IconAlertTriangle, tone: 'bad' as const, title: `${several(stuck.length, 'transfer', 'transfers')} to vendors ${stuck.length === 1 ? 'was' : 'were'} refused`, text: `${namesOf(stuck.map((transfer) => transfer.vendor.name))}. The money stays here until somebody has looked.`, to: '/market/transfers', search: { state: 'refused' }, action: 'Look' }] : []),
    ...(only ? [{
      key: 'refunds', icon: IconReceiptRefund, tone: 'warn' as const, title: `Send ${others.length === 0 ? 'a refund' : `${others.length + 1} refunds`} by bank transfer`, text: `${namesOf([only, ...others].map((refund) => refund.orders[0]?.number ?? ''))}. The shopper has a right to it: send it and say so on the order.`,
      to: `/market/orders/${only.order_group_id}`, action: others.length === 0 ? 'Open' : 'Open the oldest',
    }] : []),
    ...(vendors.length > 0 ? [{ key: 'bank', icon: IconBuildingBank, tone: 'warn' as const, title: `Pay ${several(vendors.length, 'vendor', 'vendors')} by bank transfer`, text: `${namesOf(vendors.map(([, name]) => name))}: what shoppers paid into your own account is theirs now.`, to: vendors.length === 1 ? `/market/vendors/${vendors[0]![0]}/bank-payouts` : '/market/transfers', ...(vendors.length > 1 && { search: { state: 'waiting', reason: 'paid_by_bank_transfer' } }), action: vendors.length === 1 ? 'Pay' : 'See' }] : []),
  ];
  return { things, asked: [refused, byBank, toSend] };
}

/** Limits of the law that are crossed or near, where nobody has registered yet: the tax of another place begins there. */
function useTaxThings() {
  const thresholds = useQuery({ ...thresholdsQuery, enabled: useMay('tax.read') });
  const open = (thresholds.data?.data ?? []).filter(({ is_registered: isRegistered }) => !isRegistered);
  const [crossed, near] = [open.filter(({ state }) => state === 'crossed'), open.filter(({ state }) => state === 'near')];
  const whose = (limits: typeof open) => namesOf(limits.map(({ place }) => place));
  const things: Thing[] = [
    ...(crossed.length > 0 ? [{ key: 'crossed', icon: IconReceiptTax, tone: 'bad' as const, title: `${several(crossed.length, 'limit of tax law is', 'limits of tax law are')} crossed`, text: `${whose(crossed)}: register, or have the vendor register. Sales that need the registration are stopped until then.`, to: '/market/tax/setup', action: 'See' }] : []),
    ...(near.length > 0 ? [{ key: 'near', icon: IconReceiptTax, tone: 'warn' as const, title: `${several(near.length, 'limit of tax law is', 'limits of tax law are')} near`, text: `${whose(near)}: four fifths are used. It is time to register.`, to: '/market/tax/setup', action: 'See' }] : []),
  ];
  return { things, asked: [thresholds] };
}

/** Documents that wait for somebody: what the law wants on them is missing. */
function useDocumentThings() {
  const held = useQuery({ ...heldQuery('market'), enabled: useMay('invoicing.read') });
  const waiting = held.data?.data ?? [];
  const undelivered = useQuery({ ...undeliveredQuery, enabled: useMay('invoicing.read') });
  const vendors = useQuery({ ...waitingQuery('market'), enabled: useMay('invoicing.read') });
  const months = vendors.data?.data ?? [];
  const [lost, refused] = [undelivered.data?.failed ?? [], undelivered.data?.refused ?? []];
  const stuck = [...lost, ...refused];
  const things: Thing[] = [...(stuck.length === 0 ? [] : [{
    key: 'undelivered', icon: IconFileAlert, tone: 'bad' as const, title: `${several(stuck.length, 'document', 'documents')} did not reach ${stuck.length === 1 ? 'its buyer' : 'their buyers'}`, text: `${namesOf(stuck.map((one) => one.number))}. See why, and send again.`,
    to: stuck.length === 1 ? `/market/documents/${stuck[0]!.id}` : '/market/documents', ...(stuck.length > 1 && { search: { delivery: lost.length > 0 ? 'failed' : 'refused' } }), action: 'Look',
  }]), ...(waiting.length === 0 ? [] : [{
    key: 'held', icon: IconFileAlert, tone: 'warn' as const, title: `${several(waiting.length, 'document cannot', 'documents cannot')} be written`, text: `${namesOf(waiting.map((one) => one.issuer))}: something that the law asks for is missing. The sales stand.`, to: '/market/documents', action: 'See',
  }]), ...(months.length === 0 ? [] : [{
    key: 'months', icon: IconFileAlert, tone: 'warn' as const, title: `${several(months.length, 'document of a vendor’s month waits', 'documents of vendors’ months wait')}`, text: months[0]!.reason, to: '/market/documents', action: 'See',
  }])];
  return { things, asked: [held, undelivered, vendors] };
}

/** The first three, and how many more. */
function namesOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length <= 3 ? distinct.join(', ') : `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more`;
}
