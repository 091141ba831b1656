import { IconChevronRight, IconLock } from '@tabler/icons-react';
import { Pairs, Time } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import type { AuditEntry } from './audit.queries.js';
import { changesOf } from './changes-of.js';

type Search = Record<string, string | undefined>;

/** One thing that was done; opened, what it changed, why, and its place in the chain. */
export function EntryRow({ entry, search }: { entry: AuditEntry; search: Search }) {
  const { actor, subject } = entry;
  const did = entry.sentence.startsWith(actor.name) ? entry.sentence.slice(actor.name.length) : ` ${entry.sentence}`;
  return (
    <li>
      <details>
        <summary>
          <IconChevronRight className="i s turn" aria-hidden />
          <span className="what"><span className="med">{actor.name}</span>{did}</span>
          <span className="mono faint id">{subject.id}</span>
          <span className="seal tiny">{entry.sealed ? <><IconLock className="i xs" aria-hidden />{entry.seq}<span className="vh"> in the sealed chain</span></> : <span className="faint">not sealed yet</span>}</span>
          <Time iso={entry.at} exact />
        </summary>
        <div className="opened"><ChangeTable entry={entry} /><Facts entry={entry} search={search} /></div>
      </details>
    </li>
  );
}

function ChangeTable({ entry }: { entry: AuditEntry }) {
  const changes = changesOf(entry.before, entry.after);
  const isNew = entry.before === null;
  if (changes.length === 0) return <p className="small dim">No values were changed by this: that it was done is the record.</p>;
  return (
    <table className="led diff"><caption className="vh">What it changed</caption><thead><tr><th scope="col">Field</th>{!isNew && <th scope="col">Before</th>}<th scope="col">{isNew ? 'Value' : 'After'}</th></tr></thead>
      <tbody>{changes.map((change) => <tr key={change.field}><td className="dim">{change.field}</td>{!isNew && <td>{change.before === null ? <span className="faint">–</span> : change.isSame ? change.before : <del>{change.before}</del>}</td>}<td>{change.after === null ? <span className="faint">–</span> : isNew || change.isSame ? change.after : <ins>{change.after}</ins>}</td></tr>)}</tbody></table>
  );
}

function Facts({ entry, search }: { entry: AuditEntry; search: Search }) {
  const { actor, subject } = entry;
  const page = pageOf(subject);
  return (
    <div className="stack g8">
      <Pairs rows={[
        ['Action', <span key="a" className="mono">{entry.action}</span>],
        ...(entry.reason ? [['Reason', `“${entry.reason}”`] as const] : []),
        [subject.kind.replace(/_/g, ' '), <span key="s" className="mono">{subject.id}</span>],
        ['Request', entry.request_id ? <span key="r" className="mono">{entry.request_id}</span> : 'None: Stoa’s own work'],
        ['Moment, UTC', entry.at.replace('T', ' ').replace('Z', '')],
      ]} />
      <p className="row wrap small">{page && <Link to={page}>Open it</Link>}<Link to="/market/audit" search={{ ...search, subject: subject.id }}>All that was done to it</Link>{actor.id !== '' && actor.kind !== 'shopper' && <Link to="/market/audit" search={{ ...search, actor: actor.id }}>All by {actor.name}</Link>}</p>
    </div>
  );
}

/** The page of this shell that shows the thing, if it has one. */
function pageOf({ id }: AuditEntry['subject']): string | null {
  if (id.startsWith('ogr_')) return `/market/orders/${id}`;
  if (id.startsWith('ven_')) return `/market/vendors/${id}`;
  if (id.startsWith('lst_')) return `/market/approvals?item=${id}`;
  if (id.startsWith('cpl_')) return '/market/commission';
  return null;
}
