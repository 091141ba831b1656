import { Card } from '@stoa/web-ui';
import type { Import } from './import.queries.js';
import { count, figuresOf, rowsIn } from './import-words.js';

/** How many rows become what, as parts of one whole; while something is under way, how far it is. */
export function ImportFigures({ made }: { made: Import }) {
  if (made.state === 'reading' || made.state === 'checking') return <Card label="Progress"><Progress made={made} /></Card>;
  const figures = figuresOf(made);
  return (
    <Card label="Rows by what becomes of them">
      <dl className="impfigs">
        <div><dt>{made.confirmed_at === null ? 'Rows checked' : 'Rows'}</dt><dd>{rowsIn(made).toLocaleString('en-GB')}</dd></div>
        {figures.map(({ label, rows, color }) => <div key={label}><dt><i className="key" style={{ '--k': color } as React.CSSProperties} />{label}</dt><dd>{rows.toLocaleString('en-GB')}</dd></div>)}
      </dl>
      <div className="bar" style={{ marginTop: 16 }} aria-hidden>{figures.filter(({ rows }) => rows > 0).map(({ label, rows, color }) => <span key={label} style={{ '--v': rows, '--k': color } as React.CSSProperties} />)}</div>
      {made.state === 'applying' && <div style={{ marginTop: 16 }}><Progress made={made} /></div>}
    </Card>
  );
}

function Progress({ made: { state, progress: { done, total } } }: { made: Import }) {
  const word = { reading: 'read', checking: 'checked', applying: 'through' }[state as 'reading' | 'checking' | 'applying'];
  return (
    <div className="stack g8">
      <div className="between"><span className="med" role="status">{total === null ? `${count(done, 'row')} ${word} so far` : `${done.toLocaleString('en-GB')} of ${count(total, 'row')} ${word}`}</span>{total !== null && total > 0 && <span className="num dim">{Math.floor((100 * done) / total)} %</span>}</div>
      <progress className="progress" aria-label="Progress" max={total ?? undefined} value={total === null ? undefined : done} />
    </div>
  );
}
