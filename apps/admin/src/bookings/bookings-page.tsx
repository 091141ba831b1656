import { IconDownload } from '@tabler/icons-react';
import { Badge, Card, Face, Money, Note, Page, Refusal, Table } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { periodChoices, periodName } from '../app/periods.js';
import { accountTitle } from './account-titles.js';
import { bookingsQuery, useBooksFile, type Bookings } from './bookings.queries.js';

type Account = Bookings['accounts'][number];

/** A month of the books for the accountant: what stands on each account, whether it ties, and the files. The month stands in the address. */
export function BookingsPage() {
  const navigate = useNavigate();
  const months = periodChoices(new Date()).filter((choice) => /^\d{4}-\d\d$/.test(choice.value));
  const month = String((useSearch({ strict: false }) as { month?: string }).month ?? months[0]!.value);
  const books = useQuery(bookingsQuery(month));
  return (
    <Page title="Books" full lead="For your accountant: every booking of a month, and what it adds up to." actions={<Link className="btn" to="/market/bookings/setup">Account numbers</Link>}>
      <div className="filters wrapping">
        <select className="in sm" aria-label="Month" value={month} onChange={(event) => void navigate({ to: '/market/bookings', search: { month: event.target.value } })}>
          {(months.some((one) => one.value === month) ? months : [{ value: month, label: periodName(month) }, ...months]).map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
        </select>
        {books.data && <Ties books={books.data} />}
      </div>
      {books.data && <div className="books-files"><Files books={books.data} /></div>}
      {books.data && books.data.differences.length > 0 && <Differences books={books.data} />}
      <Table<Account> caption={`Accounts of ${periodName(month)}`} rows={{ data: books.data?.accounts, error: books.error, isPending: books.isPending, refetch: () => void books.refetch() }} rowKey={(one) => `${one.closing.currency} ${one.name}`}
        columns={[
          { key: 'account', head: 'Account', cell: (one) => <span className="stack"><span>{accountTitle(one.name)}</span><span className="tiny faint mono">{one.name}</span></span> },
          { key: 'datev', head: 'DATEV', cell: (one) => (one.datev_number === null ? <span className="faint">–</span> : <span className="mono">{one.datev_number}</span>), hidePhone: true },
          { key: 'opening', head: 'At the beginning', cell: (one) => <Money value={one.opening} />, right: true, hidePhone: true },
          { key: 'debit', head: 'Debit', cell: (one) => <Money value={one.debit} />, right: true, hidePhone: true },
          { key: 'credit', head: 'Credit', cell: (one) => <Money value={one.credit} />, right: true, hidePhone: true },
          { key: 'closing', head: 'At the end', cell: (one) => <span className="med"><Money value={one.closing} /></span>, right: true },
        ]}
        empty={<Face title={`Nothing was booked in ${periodName(month)}`} text="The first sale books the first entries." />} />
    </Page>
  );
}

const Ties = ({ books }: { books: Bookings }) => (books.ties ? <Badge tone="ok">Ties to the ledger</Badge> : <Badge tone="bad">Does not tie</Badge>);

/** The files of a month. Without numbers from the accountant there is none for DATEV. */
function Files({ books }: { books: Bookings }) {
  const fetchFile = useBooksFile();
  const { month } = books;
  const parts = Array.from({ length: books.datev_parts }, (_, index) => index + 1);
  return (
    <Card title={`${books.journals} ${books.journals === 1 ? 'journal' : 'journals'}`} label="Files">
      <div className="stack g12">
        <div className="row wrap">
          <button className="btn p" type="button" disabled={!books.ties || fetchFile.isPending} onClick={() => fetchFile.mutate({ month, format: 'csv' })}><IconDownload className="i" aria-hidden />Download CSV</button>
          {books.is_datev_ready && books.currencies.flatMap(({ currency }) => parts.map((part) => (
            <button key={`${currency} ${part}`} className="btn" type="button" disabled={!books.ties || fetchFile.isPending} onClick={() => fetchFile.mutate({ month, format: 'datev', currency, part })}>
              <IconDownload className="i" aria-hidden />DATEV {currency}{parts.length > 1 && `, ${part} of ${parts.length}`}
            </button>
          )))}
        </div>
        {!books.is_datev_ready && <p className="dim small">For DATEV, first <Link className="under" to="/market/bookings/setup">save the consultant and client numbers</Link>.</p>}
        {books.currencies.map(({ currency, debit, credit }) => <p key={currency} className="dim small">Debit <Money value={debit} />, credit <Money value={credit} /></p>)}
        <Refusal error={fetchFile.error} />
      </div>
    </Card>
  );
}

function Differences({ books }: { books: Bookings }) {
  return (
    <Note tone="bad">
      <p>Nothing is exported before these are the same:</p>
      <ul>{books.differences.map((one) => <li key={`${one.account} ${one.what} ${one.file.currency}`}>{accountTitle(one.account)}, {one.what}: <Money value={one.file} /> in the file, <Money value={one.ledger} /> in the ledger</li>)}</ul>
    </Note>
  );
}
