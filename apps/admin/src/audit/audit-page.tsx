import { IconFilter, IconHistory, IconX } from '@tabler/icons-react';
import { ErrorFace, Face, Page, Pager, Skeleton } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { AREAS, areaOf } from './areas.js';
import { auditQuery, type AuditEntry } from './audit.queries.js';
import { ChainCheck } from './chain-check.js';
import { EntryRow } from './entry-row.js';

type Search = { actor?: string; action?: string; subject?: string };

/** Who did what, newest first. Filters stand in the address; a person or a thing in a row filters by it. */
export function AuditPage() {
  const search = useSearch({ strict: false }) as Search;
  const entries = useInfiniteQuery(auditQuery({ actor: search.actor ?? null, action: search.action ?? null, subject: search.subject ?? null }));
  const rows = rowsOf(entries);
  return (
    <Page title="Audit" full lead="Every change by staff, vendors, the operator and Stoa itself. Entries are only ever added." actions={<ChainCheck />}>
      <Filters search={search} entries={rows.data ?? []} />
      <div className="tablebox">
        {rows.isPending ? <Skeleton lines={10} /> : rows.error && !rows.data ? <ErrorFace error={rows.error} retry={rows.refetch} /> : !rows.data || rows.data.length === 0 ? <Nothing isFiltered={Object.keys(search).length > 0} /> : (
          <>
            <ul className="trail">{rows.data.map((entry) => <EntryRow key={entry.id} entry={entry} search={search} />)}</ul>
            <div className="tfoot"><Pager shown={rows.data.length} hasMore={entries.hasNextPage} onMore={() => void entries.fetchNextPage()} isLoading={entries.isFetchingNextPage} /></div>
          </>
        )}
      </div>
    </Page>
  );
}

const Nothing = ({ isFiltered }: { isFiltered: boolean }) => isFiltered
  ? <Face icon={<IconFilter className="i" aria-hidden />} title="Nothing matches" text="Nobody did anything that fits all of these filters."><Link className="btn" to="/market/audit">Clear filters</Link></Face>
  : <Face icon={<IconHistory className="i" aria-hidden />} title="Nothing was done yet" text="The first change by anybody shows here." />;

function Filters({ search, entries }: { search: Search; entries: readonly AuditEntry[] }) {
  const navigate = useNavigate();
  const go = (next: Search): void => void navigate({ to: '/market/audit', search: Object.fromEntries(Object.entries(next).filter(([, value]) => value)) });
  const actor = entries.find((entry) => entry.actor.id === search.actor)?.actor.name;
  const kind = entries.find((entry) => entry.subject.id === search.subject)?.subject.kind.replace(/_/g, ' ');
  function find(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    go({ ...search, subject: String(new FormData(event.currentTarget).get('subject')).trim() });
  }
  return (
    <div className="filters wrapping">
      <select className="in sm" aria-label="Area" value={areaOf(search.action)} onChange={(event) => go({ ...search, action: event.target.value })}><option value="">Every area</option>{AREAS.map((area) => <option key={area.code} value={area.code}>{area.name}</option>)}</select>
      <form role="search" onSubmit={find} className="row"><input key={search.subject} className="in sm mono" type="search" name="subject" defaultValue={search.subject} placeholder="Id, such as ven_…" aria-label="Id of what was changed" size={30} /><button className="btn sm">Find</button></form>
      {search.actor && <Chip label="By" value={actor ?? search.actor} onClear={() => go({ ...search, actor: undefined } as Search)} />}
      {search.action?.includes('.') && <Chip label="Did" value={(search.action.split('.')[1] ?? '').replace(/_/g, ' ')} onClear={() => go({ ...search, action: areaOf(search.action) })} />}
      {search.subject && <Chip label="To" value={kind ? `this ${kind}` : search.subject} onClear={() => go({ ...search, subject: '' })} />}
    </div>
  );
}

const Chip = ({ label, value, onClear }: { label: string; value: string; onClear: () => void }) => <span className="chip"><span>{label} <b>{value}</b></span><button type="button" aria-label={`Clear the filter ${label} ${value}`} onClick={onClear}><IconX className="i xs" aria-hidden /></button></span>;
