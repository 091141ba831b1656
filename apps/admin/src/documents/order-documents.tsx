import { IconFileInvoice } from '@tabler/icons-react';
import { Card, ErrorFace, Refusal, Skeleton } from '@stoa/web-ui';
import { answer } from '@stoa/web-api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../app/auth.js';
import { useMay } from '../app/session.js';
import { DeliveryBadge } from './delivery-words.js';
import { useDocumentFile, type Document, type Whose } from './document.queries.js';
import { heldQuery, missingText } from './held.queries.js';
import { kindName } from './document-words.js';

const orderDocumentsQuery = (whose: Whose, id: string) => queryOptions({
  queryKey: ['documents', 'of order', whose, id],
  queryFn: async (): Promise<readonly Document[]> => (whose === 'vendor'
    ? await answer(api.GET('/v1/vendor/documents', { params: { query: { 'filter[order]': id, limit: 100 } } }))
    : await answer(api.GET('/v1/admin/documents', { params: { query: { 'filter[order_group]': id, limit: 100 } } }))).data,
});

/** The documents of an order: what each is, where it stands, its files, and what is not written yet. `id` is the group's for staff, the order's own for its vendor. */
export function OrderDocuments({ whose, id, isPaid }: { whose: Whose; id: string; isPaid: boolean }) {
  const mayRead = useMay('invoicing.read');
  const documents = useQuery({ ...orderDocumentsQuery(whose, id), enabled: mayRead });
  const held = useQuery({ ...heldQuery(whose), enabled: mayRead });
  if (!mayRead) return null;
  const waiting = (held.data?.data ?? []).filter((one) => (whose === 'vendor' ? one.order_id : one.order_group_id) === id);
  return (
    <Card title="Documents">
      {documents.isPending ? <Skeleton lines={2} /> : documents.error ? <ErrorFace error={documents.error} retry={() => void documents.refetch()} /> : documents.data.length === 0 && waiting.length === 0
        ? <p className="small dim">{isPaid ? 'The invoices are being written. They show here as soon as they have a number.' : 'Invoices are written once the order is paid.'}</p>
        : <div className="stack g12">{documents.data.map((document) => <Row key={document.id} document={document} whose={whose} />)}{waiting.map((one) => <div key={one.id} className="stack"><span className="small">{one.issuer}: not written yet.</span><span className="tiny dim">Missing: {missingText(one)}.</span>{whose === 'vendor' && one.missing.some((part) => part.by === 'seller') && <Link className="small under" to="/vendor/setup">Supply it</Link>}</div>)}</div>}
    </Card>
  );
}

function Row({ document, whose }: { document: Document; whose: Whose }) {
  const file = useDocumentFile(whose);
  const badge = document.delivery && <DeliveryBadge delivery={document.delivery} />;
  return (
    <div className="stack">
      <span className="row wrap"><IconFileInvoice className="i s" aria-hidden />{document.is_ready ? <button type="button" className="linkish under mono" disabled={file.isPending} onClick={() => file.mutate({ document, format: 'pdf' })}>{document.number}</button> : <span className="mono">{document.number}</span>}
        {document.has_xml && <button type="button" className="linkish under small" aria-label={`Save ${document.number} as XML`} disabled={file.isPending} onClick={() => file.mutate({ document, format: 'xml' })}>XML</button>}</span>
      <span className="row wrap"><span className="small dim">{kindName(document.kind)}{whose === 'market' && `, ${document.issuer}`}</span>{whose === 'market' && badge ? <Link to="/market/documents/$id" params={{ id: document.id }}>{badge}<span className="vh">: how {document.number} was delivered</span></Link> : badge}</span>
      <Refusal error={file.error} />
    </div>
  );
}
