import { IconChevronRight } from '@tabler/icons-react';

type Props = { title: React.ReactNode; badges?: React.ReactNode; lead?: React.ReactNode; crumbs?: React.ReactNode[]; actions?: React.ReactNode; full?: boolean; documentTitle?: string; children: React.ReactNode };

/** A page's head and body. Index pages are `full`; details keep a measure. */
export function Page({ title, badges, lead, crumbs, actions, full = false, documentTitle, children }: Props) {
  return (
    <main id="main" className={full ? 'page full' : 'page'} tabIndex={-1}>
      <title>{`${documentTitle ?? (typeof title === 'string' ? title : 'Stoa')} · Stoa`}</title>
      {crumbs && (
        <nav className="crumb" aria-label="Breadcrumb">
          {crumbs.map((crumb, i) => <span key={i} className="row" style={{ gap: 6 }}>{i > 0 && <IconChevronRight className="i" aria-hidden />}{crumb}</span>)}
        </nav>
      )}
      <div className="head">
        <div><div className="title"><h1>{title}</h1>{badges}</div>{lead && <p className="lead">{lead}</p>}</div>
        {actions && <div className="acts">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

type CardProps = { title?: React.ReactNode; aside?: React.ReactNode; children: React.ReactNode; footer?: React.ReactNode; flush?: boolean; label?: string; line?: boolean };

export function Card({ title, aside, children, footer, flush = false, label, line = false }: CardProps) {
  return (
    <section className="card" aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      {title && <header className={line ? 'line' : undefined}>{typeof title === 'string' ? <h2>{title}</h2> : title}{aside}</header>}
      {flush ? children : <div className="body">{children}</div>}
      {footer && <footer>{footer}</footer>}
    </section>
  );
}

/** Pairs of word and value. */
export function Pairs({ rows }: { rows: readonly (readonly [string, React.ReactNode])[] }) {
  return <dl className="kv">{rows.map(([label, value]) => <div key={label} style={{ display: 'contents' }}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}
