import { IconDownload, IconFilterOff } from '@tabler/icons-react';
import { ErrorFace, Face, Pager, problemOf, Skeleton } from '@stoa/web-ui';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { downloadBlob } from '../app/download.js';
import { rowsOf } from '../app/rows.js';
import { Views } from '../app/views.js';
import { fetchBadRows, rowsQuery, type Import, type ImportRow } from './import.queries.js';
import { count, leftOut, viewsOf, type Show } from './import-words.js';

/** The rows of one kind: those that were left out with what is wrong in which cell and what to write, the others by SKU. View and column stand in the address. */
export function ImportRows({ made }: { made: Import }) {
  const search = useSearch({ strict: false }) as { show?: string; column?: string };
  const views = viewsOf(made);
  // Without a word about it: what needs the eye, else what the file is about.
  const [fallback] = views.filter((view) => view.count > 0);
  const current = views.find((view) => view.show === search.show) ?? (search.column ? undefined : fallback) ?? views[0]!;
  const column = current.show === 'mistakes' ? (search.column ?? null) : null;
  return (
    <section className="stack g12" aria-label="Rows">
      <div className="between wrap">
        <Views to={`/vendor/imports/${made.id}`} current={current.label} views={views.map((view) => ({ label: view.label, search: { show: view.show }, count: view.count }))} />
        {leftOut(made) > 0 && <BadRowsButton made={made} />}
      </div>
      {column !== null && <p className="small">Only rows with something wrong in <span className="mono">{column}</span>. <Link to={`/vendor/imports/${made.id}`} search={{ show: 'mistakes' }}>Show all mistakes</Link></p>}
      <Rows key={current.show} made={made} show={current.show} column={column} />
    </section>
  );
}

function BadRowsButton({ made }: { made: Import }) {
  const fetching = useMutation({ mutationFn: () => fetchBadRows(made.id), onSuccess: (blob) => downloadBlob(made.file_name.replace(/(\.\w+)?$/, '-bad-rows.csv'), blob) });
  return (
    <span className="row wrap">
      {fetching.error && <span className="small reason" role="alert">{problemOf(fetching.error).title}</span>}
      <button className="btn sm" type="button" disabled={fetching.isPending} onClick={() => fetching.mutate()}><IconDownload className="i s" aria-hidden />{count(leftOut(made), 'row')} as CSV</button>
    </span>
  );
}

function Rows({ made, show, column }: { made: Import; show: Show; column: string | null }) {
  const query = useInfiniteQuery(rowsQuery(made.id, show, column));
  const rows = rowsOf(query);
  if (rows.isPending) return <div className="tablebox"><Skeleton lines={6} /></div>;
  if (!rows.data) return <div className="tablebox"><ErrorFace error={rows.error} retry={rows.refetch} /></div>;
  if (rows.data.length === 0) return <div className="tablebox"><Face icon={<IconFilterOff className="i" aria-hidden />} title="No rows here" text={show === 'mistakes' ? 'Nothing is wrong.' : 'No row is in this state.'} /></div>;
  return (
    <div className="tablebox">
      <table className="t er">
        <caption className="vh">Rows of the file</caption>
        <thead><tr><th scope="col">Row</th><th scope="col">SKU</th><th scope="col">Value</th><th scope="col">{isAboutMistakes(show) ? 'What is wrong, and what helps' : 'What came of it'}</th></tr></thead>
        <tbody>{rows.data.flatMap((row) => linesOf(row, show))}</tbody>
      </table>
      <div className="tfoot"><Pager shown={rows.data.length} hasMore={query.hasNextPage} onMore={() => void query.fetchNextPage()} isLoading={query.isFetchingNextPage} /></div>
    </div>
  );
}

const isAboutMistakes = (show: Show): boolean => show === 'mistakes' || show === 'left_out';
const BECAME: Partial<Record<ImportRow['state'], string>> = { to_create: 'Makes a new variant.', to_update: 'Changes what you have.', to_keep: 'Says what you have already.', created: 'Created.', updated: 'Updated.', kept: 'Unchanged.' };

/** One line per mistake: a row with three has three. */
function linesOf(row: ImportRow, show: Show) {
  if (!isAboutMistakes(show)) return [<Line key={row.number} row={row} value={null} message={row.note ?? BECAME[row.state] ?? ''} />];
  if (row.problems.length === 0) return [<Line key={row.number} row={row} value={null} message="Another row of this listing is wrong, so it is left out with it. Nothing to mend here." />];
  return row.problems.map((problem, index) => <Line key={`${row.number} ${index}`} row={row} value={problem.column === null ? null : { column: problem.column, text: problem.value ?? '' }} message={problem.message} />);
}

function Line({ row, value, message }: { row: ImportRow; value: { column: string; text: string } | null; message: string }) {
  const [first = message, ...rest] = message.split(/(?<=[.:]) (?=\p{Lu})/u);
  return (
    <tr>
      <td className="num strong">{row.number}</td>
      <td className="mono">{row.sku || <span className="faint">none</span>}</td>
      <td>{value && <>{value.text !== '' ? <span className="mono val">{value.text}</span> : <span className="faint">empty</span>}<br /><span className="tiny faint mono">{value.column}</span></>}</td>
      <td><span className="med">{first}</span>{rest.length > 0 && <p className="small dim">{rest.join(' ')}</p>}</td>
    </tr>
  );
}
