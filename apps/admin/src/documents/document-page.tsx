import { Card, ErrorFace, Money, Note, Page, Pairs, Refusal, Skeleton, Table, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { DeliveryBadge, wayOf } from './delivery-words.js';
import { documentQuery, useMakeAgain, useSendAgain, type DocumentDelivery, type DocumentWithDeliveries } from './delivery.queries.js';
import { useDocumentFile } from './document.queries.js';
import { kindName } from './document-words.js';

/** One document: its files, every attempt to bring it to its buyer with what came of it, and what to do when it did not arrive. */
export function DocumentPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(documentQuery(id));
  const crumbs = [<Link key="d" to="/market/documents">Documents</Link>, <span key="n" aria-current="page">{found.data?.document.number ?? 'Document'}</span>];
  if (found.isPending) return <Page title="Document" crumbs={crumbs}><Skeleton lines={8} /></Page>;
  if (found.error) return <Page title="Document" crumbs={crumbs}><ErrorFace error={found.error} retry={() => void found.refetch()} /></Page>;
  return <Loaded found={found.data} crumbs={crumbs} />;
}

function Loaded({ found, crumbs }: { found: DocumentWithDeliveries; crumbs: React.ReactNode[] }) {
  const { document: d, deliveries } = found;
  return (
    <Page title={d.number} crumbs={crumbs} badges={d.delivery && <DeliveryBadge delivery={d.delivery} />} lead={`${kindName(d.kind)} of ${d.issuer}.`}>
      <div className="cols">
        <div>
          {d.delivery?.reason && <Note tone={d.delivery.state === 'waiting' ? 'warn' : 'bad'}>{d.delivery.channel === null ? 'The files could not be made: ' : ''}{d.delivery.reason.replace(/\.?$/, '.')}{d.delivery.state === 'waiting' && ' It is tried again by itself.'}</Note>}
          <Card title={d.order_group_id === null ? 'On its way to the vendor' : 'On its way to the buyer'} line flush>
            <Table<DocumentDelivery> caption="Deliveries, newest first" rows={{ data: deliveries, error: null, isPending: false }} rowKey={(delivery) => delivery.id}
              columns={[
                { key: 'state', head: 'State', cell: (delivery) => <span className="stack"><span><DeliveryBadge delivery={delivery} /></span>{delivery.reason && <span className="tiny dim">{delivery.reason}</span>}</span> },
                { key: 'to', head: 'To', cell: (delivery) => (delivery.receiver === null ? <span className="dim">{d.order_group_id === null ? 'the vendor’s people' : 'the order’s e-mail'}</span> : <span className="mono small anywhere">{delivery.receiver}</span>), hidePhone: true },
                { key: 'asked', head: 'Asked for', cell: (delivery) => <span className="stack"><Time iso={delivery.asked_at} /><span className="tiny faint">{delivery.asked_by === 'staff' ? 'by staff' : 'when it was issued'}</span></span> },
                { key: 'sent', head: 'Sent', cell: (delivery) => (delivery.sent_at ? <Time iso={delivery.sent_at} /> : <span className="faint">–</span>), hidePhone: true },
              ]}
              empty={<p className="small dim card-text">{d.is_ready ? 'Nothing was sent.' : 'It goes out as soon as its files are made.'}</p>} />
          </Card>
          <Again found={found} />
        </div>
        <aside>
          <Card title="Facts"><Pairs rows={[
            ['Total', <Money key="t" value={d.total} />], ['Issued', <Time key="i" iso={d.issued_at} />], ['Issued by', d.issuer],
            ['Order', d.order_group_id === null ? 'Of a month' : <Link key="o" className="under" to="/market/orders/$id" params={{ id: d.order_group_id }}>Open the order</Link>],
            ['Files', <Files key="f" found={found} />], ['Kept until', d.retained_until ? <Time key="k" iso={`${d.retained_until}T12:00:00Z`} dateOnly /> : '–'],
          ]} /></Card>
        </aside>
      </div>
    </Page>
  );
}

function Files({ found: { document } }: { found: DocumentWithDeliveries }) {
  const file = useDocumentFile('market');
  if (!document.is_ready) return <>{document.is_destroyed ? 'Destroyed' : 'Not made yet'}</>;
  return (
    <span>
      <button type="button" className="linkish under" disabled={file.isPending} onClick={() => file.mutate({ document, format: 'pdf' })}>PDF</button>{' '}
      {document.has_xml && <button type="button" className="linkish under" disabled={file.isPending} onClick={() => file.mutate({ document, format: 'xml' })}>XML</button>}
      <Refusal error={file.error} />
    </span>
  );
}

/** What staff may do: send it by a way they choose, or have its files made once more. */
function Again({ found }: { found: DocumentWithDeliveries }) {
  const send = useSendAgain(found);
  const make = useMakeAgain(found);
  const mayWrite = useMay('invoicing.write');
  const { document, deliveries } = found;
  if (!mayWrite || document.is_destroyed) return null;
  const ways = [...new Set<DocumentDelivery['channel']>(['mail', ...deliveries.map((delivery) => delivery.channel)])];
  return (
    <Card title="Do it again">
      <div className="row wrap">
        {document.is_ready && ways.map((channel) => <button key={channel} type="button" className="btn" disabled={send.isPending} onClick={() => send.mutate(channel)}>Send again {wayOf(channel)}</button>)}
        <button type="button" className="btn" disabled={make.isPending} onClick={() => make.mutate(undefined)}>Make the files again</button>
      </div>
      {make.isSuccess && <p className="small dim">The files are being made.</p>}
      <Refusal error={send.error ?? make.error} />
    </Card>
  );
}
