import { Card, ErrorFace, Money, Note, Page, Pairs, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { DayOf } from '../app/day-of.js';
import { useMay } from '../app/session.js';
import { transferQuery, useRetryTransfer, type StaffTransfer } from './transfer.queries.js';
import { canBeRetried, TransferBadge, whatToDo } from './transfer-words.js';

/** One transfer to a vendor: where it stands, what the payment company said, what to do. */
export function TransferPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const transfer = useQuery(transferQuery(id));
  const crumbs = [<Link key="t" to="/market/transfers">Transfers</Link>, <span key="n" aria-current="page">{transfer.data ? `${transfer.data.vendor.name}, ${transfer.data.number}` : 'Transfer'}</span>];
  if (transfer.isPending) return <Page title="Transfer" crumbs={crumbs}><Skeleton lines={8} /></Page>;
  if (transfer.error) return <Page title="Transfer" crumbs={crumbs}><ErrorFace error={transfer.error} retry={() => void transfer.refetch()} /></Page>;
  return <Loaded transfer={transfer.data} crumbs={crumbs} />;
}

function Loaded({ transfer: t, crumbs }: { transfer: StaffTransfer; crumbs: React.ReactNode[] }) {
  const toDo = whatToDo(t, 'staff');
  return (
    <Page title={<Money value={t.amount} />} documentTitle={`Transfer to ${t.vendor.name}`} crumbs={crumbs} badges={<TransferBadge transfer={t} />} lead={`To ${t.vendor.name}, for order ${t.number}.`} actions={t.reason === 'paid_by_bank_transfer' ? <Link className="btn p" to="/market/vendors/$id/bank-payouts" params={{ id: t.vendor.id }}>Pay by bank transfer</Link> : <Retry transfer={t} />}>
      <div className="cols">
        <div>
          {toDo && <Note tone={t.state === 'refused' ? 'bad' : 'warn'}>{toDo}</Note>}
          <Card title="Where it stands">
            <div className="stack g12">
              <p>{t.words}</p>
              {t.detail && <div className="stack"><span className="tiny faint">The payment company said</span><p className="small mono">{t.detail}</p></div>}
              {t.next_try_at && t.reason !== 'paid_by_bank_transfer' && <p className="small dim">It is tried next <Time iso={t.next_try_at} inText />.</p>}
              {t.netted.amount > 0 && <p className="small"><Money value={t.netted} /> more of this order paid what the vendor owed.</p>}
              {t.reversed.amount > 0 && <p className="small"><Money value={t.reversed} /> of it was asked back, for refunds.</p>}
            </div>
          </Card>
        </div>
        <aside>
          <Card title="Facts"><Pairs rows={[
            ['Vendor', <Link key="v" className="under" to="/market/vendors/$id" params={{ id: t.vendor.id }}>{t.vendor.name}</Link>],
            ['Order', <Link key="o" className="under" to="/market/orders/$id" params={{ id: t.order_group_id }}>{t.number}</Link>],
            ['Free since', <Time key="f" iso={t.created_at} />], ['Sent', t.sent_at ? <Time key="s" iso={t.sent_at} /> : 'Not yet'], ['Tries', String(t.tries)],
          ]} /></Card>
          {isByBank(t) ? t.by_bank && <Card title="On the bank statement"><Pairs rows={[['Day', <DayOf key="d" day={t.by_bank.paid_on} />], ['Reference', t.by_bank.reference]]} /></Card> : <Card title="At the payment company"><Pairs rows={[['Account', <Ref key="a" of={t.account_ref} />], ['Charge', <Ref key="c" of={t.charge_ref} />], ['Transfer', <Ref key="t" of={t.transfer_ref} />]]} /></Card>}
        </aside>
      </div>
    </Page>
  );
}

/** Of these the payment company knows nothing. */
const isByBank = (t: StaffTransfer): boolean => t.by_bank !== null || t.reason === 'paid_by_bank_transfer';

const Ref = ({ of }: { of: string | null }) => (of === null ? <>–</> : <span className="mono tiny anywhere">{of}</span>);

function Retry({ transfer }: { transfer: StaffTransfer }) {
  const retry = useRetryTransfer(transfer.id);
  const mayWrite = useMay('payouts.write');
  if (!mayWrite || !canBeRetried(transfer)) return null;
  return <><button className="btn p" type="button" disabled={retry.isPending} onClick={() => retry.mutate()}>Try again now</button><Refusal error={retry.error} /></>;
}
