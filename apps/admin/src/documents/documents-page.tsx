import { IconDownload, IconFilter, IconSearch } from '@tabler/icons-react';
import { Face, Money, Page, Pager, Refusal, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { periodChoices } from '../app/periods.js';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { documentsQuery, useArchive, useDocumentFile, type Document, type DocumentKind, type Whose } from './document.queries.js';
import { HeldCard } from './held-card.js';
import { DeliveryBadge, STATES, type DeliveryState } from './delivery-words.js';
import { kindName } from './document-words.js';
import { WaitingCard } from './waiting-card.js';

const AT = { market: '/market/documents', vendor: '/vendor/documents' } as const;
const KINDS: readonly { label: string; kind?: DocumentKind }[] = [{ label: 'All' }, { label: 'Invoices', kind: 'invoice' }, { label: 'Receipts', kind: 'receipt' }, { label: 'Credit notes', kind: 'credit_note' }, { label: 'Refund receipts', kind: 'refund_receipt' },
  { label: 'Commission', kind: 'commission_invoice' }, { label: 'Self-billed', kind: 'self_billed_invoice' }];
type Search = { kind?: DocumentKind; delivery?: DeliveryState; period?: string | number; number?: string | number };

/** Every document of the marketplace: who issued it, for which order, as PDF and XML, and a period of them as one file. */
export const MarketDocumentsPage = () => <Documents whose="market" />;
/** The documents that were issued in the vendor's name, and those that the marketplace issued to the vendor. */
export const VendorDocumentsPage = () => <Documents whose="vendor" />;

function Documents({ whose }: { whose: Whose }) {
  const { kind, period, number, delivery } = useSearch({ strict: false }) as Search;
  const filter = { whose, kind: kind ?? null, period: period === undefined ? null : String(period), number: String(number ?? ''), delivery: delivery ?? null };
  const documents = useInfiniteQuery(documentsQuery(filter));
  const rows = rowsOf(documents);
  const isFiltered = kind !== undefined || filter.period !== null || filter.number !== '' || delivery !== undefined;
  const rest = { ...(filter.period !== null && { period: filter.period }), ...(filter.number && { number: filter.number }), ...(delivery && { delivery }) };
  return (
    <Page title="Documents" lead={whose === 'vendor' ? 'What the marketplace issued in your name, and its own invoices for your commission. Keep them: they are yours for the tax office.' : 'What was issued to shoppers, by each vendor and by the marketplace, and what stands between you and your vendors. Nothing here can be changed; a credit note corrects.'} actions={<>{whose === 'market' && <Link className="btn" to="/market/documents/series">Numbers and looks</Link>}<Archive whose={whose} period={filter.period} /></>} full>
      <div className="stack g16"><HeldCard whose={whose} /><WaitingCard whose={whose} /></div>
      <Views to={AT[whose]} current={KINDS.find((view) => view.kind === kind)?.label ?? ''} views={KINDS.map((view) => ({ label: view.label, search: { ...rest, ...(view.kind && { kind: view.kind }) } }))} />
      <div className="filters wrapping"><Filters whose={whose} key={`${filter.number} ${filter.period ?? ''}`} number={filter.number} period={filter.period} kind={kind} delivery={delivery} /></div>
      <Table<Document> caption="Documents, newest first" rows={rows} rowKey={(document) => document.id}
        columns={[
          { key: 'number', head: 'Number', cell: (document) => <Number whose={whose} document={document} /> },
          { key: 'kind', head: 'Kind', cell: (document) => kindName(document.kind) },
          ...(whose === 'market' ? [{ key: 'issuer', head: 'Issued by', cell: (document: Document) => <span className="dim">{document.issuer || '–'}</span>, hidePhone: true }] : []),
          { key: 'order', head: 'Order', cell: (document) => <Order whose={whose} document={document} />, hidePhone: true },
          { key: 'issued', head: 'Issued', cell: (document) => <Time iso={document.issued_at} dateOnly /> },
          { key: 'delivery', head: 'Delivery', cell: (document) => <Delivery whose={whose} document={document} /> },
          { key: 'xml', head: 'E-invoice', cell: (document) => <Xml whose={whose} document={document} />, hidePhone: true },
          { key: 'total', head: 'Total', cell: (document) => <span className="med"><Money value={document.total} /></span>, right: true },
        ]}
        empty={isFiltered
          ? <Face icon={<IconFilter className="i" aria-hidden />} title="Nothing matches" text="No document is of this kind, period, number and delivery."><Link className="btn" to={AT[whose]}>Show all documents</Link></Face>
          : <Face title="No documents yet" text="The first one is written when the first order is paid." />}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={documents.hasNextPage} onMore={() => void documents.fetchNextPage()} isLoading={documents.isFetchingNextPage} />} />
    </Page>
  );
}

/** Without a period there is nothing to gather: all documents of all time are no file to send about. */
function Archive({ whose, period }: { whose: Whose; period: string | null }) {
  const archive = useArchive(whose);
  return (
    <>
      <button className="btn" type="button" disabled={period === null || archive.isPending} title={period === null ? 'Choose a period first' : undefined} onClick={() => period !== null && archive.mutate(period)}><IconDownload className="i" aria-hidden />{archive.isPending ? 'Gathering…' : 'Download as ZIP'}</button>
      <Refusal error={archive.error} />
    </>
  );
}

function Filters({ whose, number, period, kind, delivery }: { whose: Whose; number: string; period: string | null; kind: DocumentKind | undefined; delivery: DeliveryState | undefined }) {
  const navigate = useNavigate();
  const choices = periodChoices(new Date());
  const go = (to: { number: string; period: string; delivery: string }): void =>
    void navigate({ to: AT[whose], search: { ...(kind && { kind }), ...(to.number && { number: to.number }), ...(to.period && { period: to.period }), ...(to.delivery && { delivery: to.delivery }) } });
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    go({ number: String(new FormData(event.currentTarget).get('number')).trim(), period: period ?? '', delivery: delivery ?? '' });
  }
  return (
    <form role="search" onSubmit={submit} className="row wrap">
      <select className="in sm" aria-label="Period" value={period ?? ''} onChange={(event) => go({ number, period: event.target.value, delivery: delivery ?? '' })}>
        <option value="">Any time</option>
        {period !== null && !choices.some((choice) => choice.value === period) && <option value={period}>{period}</option>}
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
      <select className="in sm" aria-label="Delivery" value={delivery ?? ''} onChange={(event) => go({ number, period: period ?? '', delivery: event.target.value })}>
        <option value="">Any delivery</option>
        {Object.entries(STATES).map(([state, [, label]]) => <option key={state} value={state}>{label}</option>)}
      </select>
      <span className="affix sm"><IconSearch className="i" aria-hidden /><input className="in sm" type="search" name="number" defaultValue={number} placeholder="Number begins with" aria-label="Number begins with" /></span>
      <button className="btn sm">Find</button>
    </form>
  );
}

/** Where it stands on its way to the buyer; staff read more about it behind it. */
function Delivery({ whose, document }: { whose: Whose; document: Document }) {
  if (document.ended !== null) return <span className="small dim">{document.ended === 'void' ? 'Void: the order was cancelled' : 'The invoice took its place'}</span>;
  if (document.delivery === null) return <span className="faint">–</span>;
  const badge = <DeliveryBadge delivery={document.delivery} />;
  return whose === 'market' ? <Link to="/market/documents/$id" params={{ id: document.id }}>{badge}<span className="vh">: how {document.number} was delivered</span></Link> : badge;
}

function Number({ whose, document }: { whose: Whose; document: Document }) {
  const open = useDocumentFile(whose);
  if (document.is_destroyed) return <span className="stack"><span className="mono">{document.number}</span><span className="tiny faint">destroyed after retention on <Time iso={`${document.retained_until}T12:00:00Z`} dateOnly /></span></span>;
  if (!document.is_ready) return <span className="stack"><span className="mono">{document.number}</span><span className="tiny faint">is being drawn</span></span>;
  return <><button type="button" className="linkish under mono nowrap" disabled={open.isPending} onClick={() => open.mutate({ document, format: 'pdf' })}>{document.number}</button><Refusal error={open.error} /></>;
}

function Xml({ whose, document }: { whose: Whose; document: Document }) {
  const save = useDocumentFile(whose);
  if (!document.has_xml) return <span className="faint">–</span>;
  return <><button type="button" className="linkish under" aria-label={`Save ${document.number} as XML`} disabled={save.isPending} onClick={() => save.mutate({ document, format: 'xml' })}>XML</button><Refusal error={save.error} /></>;
}

function Order({ whose, document }: { whose: Whose; document: Document }) {
  if (document.order_group_id === null) return <span className="faint">Of a month</span>;
  if (whose === 'market') return <Link className="under" to="/market/orders/$id" params={{ id: document.order_group_id }}>Order</Link>;
  return document.order_id === null ? <span className="faint">–</span> : <Link className="under" to="/vendor/orders/$id" params={{ id: document.order_id }}>Order</Link>;
}
