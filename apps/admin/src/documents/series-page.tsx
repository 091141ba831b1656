import { Badge, Card, ErrorFace, Face, Page, Pager, Refusal, SelectField, Skeleton, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { rowsOf } from '../app/rows.js';
import { AccessPointCard } from './access-point-card.js';
import type { DocumentKind } from './document.queries.js';
import { kindName, kinds } from './document-words.js';
import { NumberingForm } from './numbering-form.js';
import { numberingQuery, seriesQuery, useChooseNumbering, usePreview, type Series } from './series.queries.js';

/** How documents are numbered and how they look: the series as they stand, the choice of their form, and a preview. */
export function SeriesPage() {
  const series = useInfiniteQuery(seriesQuery);
  const rows = rowsOf(series);
  return (
    <Page title="Numbers and looks" lead="Each issuer numbers each kind of document in a series of its own, from 1 on and without a gap. A number is drawn together with what it stands on, and never given twice." crumbs={[<Link key="documents" to="/market/documents">Documents</Link>]} full>
      <div className="stack g16">
      <div className="grid2" style={{ alignItems: 'start' }}>
        <NumberingCard />
        <div className="stack g16"><PreviewCard /><AccessPointCard /></div>
      </div>
      <Table<Series> caption="Series, the newest period first" rows={rows} rowKey={(one) => `${one.period} ${one.prefix} ${one.kind} ${one.vendor_id ?? ''}`}
        columns={[
          { key: 'issuer', head: 'Issued by', cell: (one) => one.issuer || '–' },
          { key: 'kind', head: 'Kind', cell: (one) => kindName(one.kind) },
          { key: 'period', head: 'Period', cell: (one) => <span className="num">{one.period || 'always'}</span>, hidePhone: true },
          { key: 'last', head: 'Last number', cell: (one) => <span className="mono nowrap">{one.last_number}</span> },
          { key: 'count', head: 'Documents', cell: (one) => <span className="num">{one.documents.toLocaleString('en')}</span>, right: true, hidePhone: true },
          { key: 'when', head: 'Last issued', cell: (one) => <Time iso={one.last_issued_at} dateOnly />, hidePhone: true },
          { key: 'state', head: 'State', cell: (one) => (one.is_complete ? <Badge tone="ok">No gaps</Badge> : <Badge tone="bad">Numbers are missing</Badge>) },
        ]}
        empty={<Face title="No series yet" text="The first number is drawn with the first document." />}
        footer={rows.data && <Pager shown={rows.data.length} hasMore={series.hasNextPage} onMore={() => void series.fetchNextPage()} isLoading={series.isFetchingNextPage} />} />
      </div>
    </Page>
  );
}

function NumberingCard() {
  const numbering = useQuery(numberingQuery);
  const save = useChooseNumbering(); // kept here: the form is made anew of what was saved
  return (
    <Card title="How documents are numbered">
      {numbering.isPending && <Skeleton lines={5} />}
      {numbering.error && <ErrorFace error={numbering.error} retry={() => void numbering.refetch()} />}
      {numbering.data && <NumberingForm key={numbering.data.version} numbering={numbering.data} save={save} />}
    </Card>
  );
}

const LANGUAGES = [{ value: 'de', label: 'German' }, { value: 'en', label: 'English' }, { value: 'fi', label: 'Finnish' }, { value: 'fr', label: 'French' }];

function PreviewCard() {
  const preview = usePreview();
  const [kind, setKind] = useState<DocumentKind>('invoice');
  const [locale, setLocale] = useState('en');
  return (
    <Card title="How they look">
      <div className="stack g12">
        <p className="dim small">With your name, your colour and your address, and goods that nobody sells. Nothing is issued.</p>
        <SelectField label="Kind" name="kind" value={kind} options={kinds.map((one) => ({ value: one, label: kindName(one) }))} onChange={(event) => setKind(event.target.value as DocumentKind)} />
        <SelectField label="Language" name="locale" value={locale} options={LANGUAGES} onChange={(event) => setLocale(event.target.value)} />
        <div><button type="button" className="btn" disabled={preview.isPending} onClick={() => preview.mutate({ kind, locale })}>{preview.isPending ? 'Drawing…' : 'Show a preview'}</button></div>
        <Refusal error={preview.error} />
      </div>
    </Card>
  );
}
