import { IconFileSpreadsheet } from '@tabler/icons-react';
import { Badge, Face, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExportButton } from '../app/export-button.js';
import { rowsOf } from '../app/rows.js';
import { useMay } from '../app/session.js';
import { ColumnHelp } from './column-help.js';
import { importsQuery, type Import } from './import.queries.js';
import { count, leftOut, rowsIn, stateOf } from './import-words.js';
import { UploadCard } from './upload-card.js';

/** Many listings at once: a table in, the own listings out, and what became of earlier ones. */
export function ImportsPage() {
  const imports = useInfiniteQuery(importsQuery);
  const rows = rowsOf(imports);
  const mayWrite = useMay('catalog.write');
  return (
    <Page title="Imports" lead="Listings, prices and stock from a table. What you export here can be changed in a spreadsheet and sent back." actions={<ExportButton />}>
      <div className="stack g16">
        {mayWrite && <UploadCard />}
        <section aria-label="Earlier imports">
          <Table<Import> caption="Your imports, newest first" rows={rows} rowKey={(made) => made.id}
            columns={[
              { key: 'file', head: 'File', cell: (made) => <Link className="id" to="/vendor/imports/$id" params={{ id: made.id }}>{made.file_name}</Link> },
              { key: 'when', head: 'Uploaded', cell: (made) => <Time iso={made.created_at} />, hidePhone: true },
              { key: 'state', head: 'State', cell: (made) => <StateBadge made={made} /> },
              { key: 'out', head: 'Left out', cell: (made) => leftOut(made), right: true, hidePhone: true },
              { key: 'rows', head: 'Rows', cell: (made) => count(rowsIn(made), 'row'), right: true },
            ]}
            empty={<Face icon={<IconFileSpreadsheet className="i" aria-hidden />} title="No imports yet" text={mayWrite ? 'Take the template or an export, fill it in, and drop it above. You see what would happen before anything changes.' : 'Whoever may change listings can upload a table here.'} />}
            footer={rows.data && <Pager shown={rows.data.length} hasMore={imports.hasNextPage} onMore={() => void imports.fetchNextPage()} isLoading={imports.isFetchingNextPage} />} />
        </section>
        {mayWrite && <ColumnHelp />}
      </div>
    </Page>
  );
}

export function StateBadge({ made }: { made: Import }) {
  const [tone, word] = stateOf(made);
  return <Badge tone={tone}>{word}</Badge>;
}
