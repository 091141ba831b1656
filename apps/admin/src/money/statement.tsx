import { IconChevronRight } from '@tabler/icons-react';
import { Card, Money } from '@stoa/web-ui';
import { Fragment } from 'react';
import { HowTable } from './how-table.js';
import { byKind, JournalBox } from './journal-box.js';
import type { MoneyPageData, StatementRow } from './money.queries.js';
import { colorOf, howInWords } from './money-words.js';

type Props = { page: MoneyPageData; open: ReadonlySet<string>; onToggle: (code: string) => void; onDecision: (id: string) => void };

/** The statement: what the shopper paid, what comes off for whom, what is left. Every line opens its journal and how it was made. */
export function Statement({ page, open, onToggle, onDecision }: Props) {
  const { columns, rows } = page.statement;
  const keeps = rows.at(-1)?.code;
  return (
    <Card label="Statement" flush title={<h2>Statement</h2>} aside={<span className="tiny faint">Every line opens its journal</span>} line>
      <div className="scroll">
        <table className="t stmt">
          <caption className="vh">Statement of order {page.number}</caption>
          <thead>
            <tr>
              <th scope="col">{page.currency}</th>
              {columns.map((column) => <th key={column.order_id} scope="col" className="r v"><b>{column.vendor_name}</b>{column.number}</th>)}
              <th scope="col" className="r v"><b>Order</b>{page.number}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Fragment key={row.code}>
                <Line row={row} columns={columns.length} isFinal={row.code === keeps} isToCome={row.code === 'gateway_fee' && page.payment.fee === null} isOpen={open.has(row.code)} onToggle={onToggle} isStriped={page.parts.some((part) => part.role === 'vendors' && part.striped)} />
                {canOpen(row) && <tr className="why" id={`why-${row.code}`} hidden={!open.has(row.code)}><td colSpan={columns.length + 2}>{open.has(row.code) && <Why row={row} page={page} onDecision={onDecision} />}</td></tr>}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const canOpen = (row: StatementRow): boolean => row.journal_ids.length > 0 || row.how.length > 0;
const classOf = (row: StatementRow, isFinal: boolean): string | undefined => (isFinal ? 'final' : row.kind === 'plain' ? 'part' : (row.kind === 'total' && row.code !== 'paid') || row.kind === 'result' ? 'total' : undefined);

type LineProps = { row: StatementRow; columns: number; isFinal: boolean; isToCome: boolean; isOpen: boolean; onToggle: (code: string) => void; isStriped: boolean };
function Line({ row, columns, isFinal, isToCome, isOpen, onToggle, isStriped }: LineProps) {
  const isOnce = row.values.every((value) => value === null);
  const key = row.role && row.kind !== 'plain' ? <span className={row.role === 'vendors' && isStriped ? 'key hatch' : 'key'} style={{ '--k': colorOf(row.role) } as React.CSSProperties} /> : null;
  const once = row.kind === 'deduction' ? (row.how[0]?.rule ?? '') : '';
  return (
    <tr className={classOf(row, isFinal)}>
      <th scope="row" className={canOpen(row) ? undefined : 'shut'}>
        {canOpen(row)
          ? <button type="button" aria-expanded={isOpen} aria-controls={`why-${row.code}`} onClick={() => onToggle(row.code)}><IconChevronRight className="i xs" aria-hidden /><span>{key}{row.label}</span></button>
          : <span className="row">{key}{row.label}</span>}
      </th>
      {isOnce ? <td className="r once" colSpan={columns}>{once}</td> : row.values.map((value, i) => <td key={i} className={value === null ? 'r na' : 'r'}><Money value={value} bare /></td>)}
      <td className="r">{isToCome ? <><span aria-hidden="true">–</span><span className="vh">not known yet</span></> : <Money value={row.total} bare />}</td>
    </tr>
  );
}

function Why({ row, page, onDecision }: { row: StatementRow; page: MoneyPageData; onDecision: (id: string) => void }) {
  const words = howInWords(row, page);
  const journals = page.journals.map((journal, i) => ({ journal, number: i + 1 })).filter(({ journal }) => row.journal_ids.includes(journal.id));
  return (
    <div className="whybox">
      {journals.length > 0 && <div className="stack g16">{byKind(journals).map((kind) => <JournalBox key={kind[0]?.journal.id} journals={kind} />)}</div>}
      {(words.length > 0 || row.how.length > 0) && (
        <div className={journals.length > 0 ? 'how' : 'how wide'}>
          <span className="eyebrow">How it was made</span>
          {words.map((text) => <p key={text}>{text}</p>)}
          {row.how.length > 0 && <HowTable label={row.label} how={row.how} currency={page.currency} onDecision={onDecision} />}
        </div>
      )}
    </div>
  );
}
