import { ErrorFace, Note, Page, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../app/session.js';
import { ConfirmBar } from './confirm-bar.js';
import { ImportFigures } from './import-figures.js';
import { ImportRows } from './import-rows.js';
import { importQuery, useMoveImport, type Import } from './import.queries.js';
import { count, leftOut, rowsIn, sizeText, toImport } from './import-words.js';
import { StateBadge } from './imports-page.js';
import { ProblemList } from './problem-list.js';
import { ImportSteps } from './import-steps.js';

/** One table on its way in: what would happen, the word to begin, how far it is, and what came of it. */
export function ImportPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const made = useQuery(importQuery(id));
  if (made.data) return <Known made={made.data} />;
  return <Page title="Import" crumbs={crumbs('Import')}>{made.isPending ? <Skeleton /> : <ErrorFace error={made.error} retry={() => void made.refetch()} />}</Page>;
}

const crumbs = (last: string) => [<Link key="all" to="/vendor/imports">Imports</Link>, <span key="this" aria-current="page">{last}</span>];

function Known({ made }: { made: Import }) {
  const { confirm, cancel } = useMoveImport(made.id);
  const mayWrite = useMay('catalog.write');
  const stop = mayWrite && made.finished_at === null && made.state !== 'checked' && (
    <button className="btn" type="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>{made.state === 'applying' ? 'Stop the import' : 'Cancel'}</button>
  );
  return (
    <Page title={made.file_name} documentTitle={made.file_name} crumbs={crumbs(made.file_name)} badges={<StateBadge made={made} />} actions={stop}
      lead={<>{count(rowsIn(made), 'row')}, {sizeText(made.size_bytes)}. Uploaded <Time iso={made.created_at} inText />.</>}>
      <ImportSteps made={made} />
      <div className="stack g16">
        <Standing made={made} />
        <Refusal error={confirm.error ?? cancel.error} />
        {!hasNoReport(made) && <ImportFigures made={made} />}
        {leftOut(made) > 0 && !isEarly(made) && <ProblemList made={made} />}
        {!isEarly(made) && !hasNoReport(made) && <ImportRows made={made} />}
        {made.state === 'checked' && mayWrite && <ConfirmBar made={made} isPending={confirm.isPending || cancel.isPending} onConfirm={(submit) => confirm.mutate(submit)} onCancel={() => cancel.mutate()} />}
      </div>
    </Page>
  );
}

/** Before the check is through, its rows are not worth a table. */
const isEarly = ({ state }: Import): boolean => state === 'reading' || state === 'checking';

/** Of a file that could not be read or checked there is nothing to tell but why. */
const hasNoReport = ({ state, confirmed_at }: Import): boolean => state === 'unreadable' || (state === 'failed' && confirmed_at === null);

/** In one sentence where it stands and what to do. */
function Standing({ made }: { made: Import }) {
  const again = <Link to="/vendor/imports">Upload the mended file</Link>;
  switch (made.state) {
    case 'reading': case 'checking': return <Note>Nothing has been written yet. You may leave this page: the check goes on.</Note>;
    case 'checked': return toImport(made).rows > 0 ? <Note><b className="med">Nothing has been written yet.</b> This is what would happen.</Note>
      : <Note tone={leftOut(made) > 0 ? 'warn' : 'ok'}>{leftOut(made) > 0 ? <>No row can be imported. Download them, mend them. {again}.</> : 'Your listings say all of this already. There is nothing to import.'}</Note>;
    case 'applying': return made.waits ? <Note>Another import of yours goes first. This one follows by itself.</Note> : <Note>You may leave this page: the import goes on. Each listing comes in whole.</Note>;
    case 'unreadable': return <Note tone="bad"><span className="med">{made.problem}</span> Nothing was changed. {again}.</Note>;
    case 'failed': return <Note tone="bad"><span className="med">{made.problem}</span> <Link to="/vendor/imports">Upload the file again later</Link>.</Note>;
    case 'canceled': return <Note>{made.confirmed_at === null ? 'You canceled it before anything was written.' : 'You stopped it. What is in stays in, each listing whole; the rest was left as it was.'}</Note>;
    case 'done': return leftOut(made) > 0 ? <Note tone="warn">{count(leftOut(made), 'row')} {leftOut(made) === 1 ? 'was left out. Download it, mend it.' : 'were left out. Download them, mend them.'} {again}.</Note>
      : <Note tone="ok">All of it is in. {made.submits ? 'What is complete went to review.' : <>New and changed listings are drafts: <Link to="/vendor/listings" search={{ status: 'draft' }}>look at them and send them in</Link>.</>}</Note>;
  }
}
