import { useEffect, useId, useRef, useState } from 'react';
import { Form, Link, useFetcher, useLocation, useNavigate } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';

export type Suggestion = { label: string; href: string; note: string };
const WAIT_MS = 140;

/** Search with suggestions: an ARIA combobox with a script, an ordinary form without. */
export function SearchField() {
  const { words } = useVisit();
  const location = useLocation();
  const navigate = useNavigate();
  const fetcher = useFetcher<{ data: Suggestion[] }>();
  const [text, setText] = useState(new URLSearchParams(location.search).get('q') ?? '');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listId = useId();
  const found = isOpen && text.trim().length > 1 ? (fetcher.data?.data ?? []) : [];

  useEffect(() => { setText(new URLSearchParams(location.search).get('q') ?? ''); setOpen(false); }, [location.pathname, location.search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(next: string): void {
    setText(next);
    setActive(-1);
    setOpen(true);
    clearTimeout(timer.current);
    if (next.trim().length > 1) timer.current = setTimeout(() => void fetcher.load(`/suggest?q=${encodeURIComponent(next)}`), WAIT_MS);
  }
  function move(event: React.KeyboardEvent): void {
    if (event.key === 'Escape') return setOpen(false);
    if (event.key === 'Enter' && found[active]) { event.preventDefault(); setOpen(false); return void navigate(found[active].href); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || found.length === 0) return;
    event.preventDefault();
    setActive((active + step + found.length) % found.length);
  }

  return (
    <Form className="find suggest" role="search" action="/search" onBlur={(e) => { if (!e.currentTarget.contains(e.relatedTarget)) setOpen(false); }}>
      <label className="hide" htmlFor="q">{words.find}</label>
      <input id="q" name="q" type="search" autoComplete="off" placeholder={words.find} value={text} onChange={(e) => type(e.target.value)} onKeyDown={move}
        role="combobox" aria-expanded={found.length > 0} aria-controls={listId} aria-autocomplete="list" aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined} />
      <button type="submit" aria-label={words.findGo}><Icon name="search" /></button>
      <div className="suggest__list" id={listId} role="listbox" aria-label={words.search.results} hidden={found.length === 0}>
        {found.map((s, i) => <Link key={s.href} id={`${listId}-${i}`} to={s.href} role="option" aria-selected={i === active} tabIndex={-1} onClick={() => setOpen(false)}><span>{s.label}</span><span className="soft small">{s.note}</span></Link>)}
      </div>
    </Form>
  );
}
