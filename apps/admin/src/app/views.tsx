import { Link } from '@tanstack/react-router';

export type View = { label: string; search: Record<string, string>; count?: number };

/** Saved views of an index as tabs; each is a link, so that it can be kept and shared. */
export function Views({ to, views, current }: { to: string; views: readonly View[]; current: string }) {
  return (
    <nav className="tabs" aria-label="Views">
      {views.map((view) => <Link key={view.label} to={to} search={view.search} activeOptions={{ exact: true }} aria-current={view.label === current ? 'page' : undefined}>{view.label}{view.count ? <span className="n">{view.count}</span> : null}</Link>)}
    </nav>
  );
}
