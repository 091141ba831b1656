import { ErrorFace, Skeleton } from './faces.js';

export type Column<T> = { key: string; head: React.ReactNode; cell: (row: T) => React.ReactNode; right?: boolean; hidePhone?: boolean };
type Rows<T> = { data: readonly T[] | undefined; error: unknown; isPending: boolean; refetch?: () => void };
type Props<T> = { caption: string; columns: readonly Column<T>[]; rows: Rows<T>; rowKey: (row: T) => string; empty: React.ReactNode; footer?: React.ReactNode; tight?: boolean };

/** A quiet list: one line per row, numbers right, the first column links. It shows all four faces itself. On a phone a row is two lines with the last number top right. */
export function Table<T>({ caption, columns, rows, rowKey, empty, footer, tight = false }: Props<T>) {
  if (rows.isPending) return <div className="tablebox"><Skeleton lines={8} /></div>;
  if (rows.error && !rows.data) return <div className="tablebox"><ErrorFace error={rows.error} retry={rows.refetch} /></div>;
  if (!rows.data || rows.data.length === 0) return <div className="tablebox">{empty}</div>;
  return (
    <div className="tablebox">
      <div className="scroll">
        <table className={tight ? 't list tight' : 't list'}>
          <caption className="vh">{caption}</caption>
          <thead><tr>{columns.map((c) => <th key={c.key} scope="col" className={classOf(c)}>{c.head}</th>)}</tr></thead>
          <tbody>{rows.data.map((row) => <tr key={rowKey(row)}>{columns.map((c) => <td key={c.key} className={classOf(c)}>{c.cell(row)}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {footer && <div className="tfoot">{footer}</div>}
    </div>
  );
}

const classOf = <T,>(column: Column<T>): string | undefined => [column.right ? 'r' : '', column.hidePhone ? 'hide-phone' : ''].join(' ').trim() || undefined;

/** "25 rows so far" with Show more, for lists that page by cursor. */
export function Pager({ shown, hasMore, onMore, isLoading }: { shown: number; hasMore: boolean; onMore: () => void; isLoading: boolean }) {
  return <><span className="num">{shown === 1 ? '1 row' : `${shown} rows`}{hasMore ? ' so far' : ''}</span>{hasMore && <button className="btn sm" type="button" onClick={onMore} disabled={isLoading}>{isLoading ? 'Loading' : 'Show more'}</button>}</>;
}
