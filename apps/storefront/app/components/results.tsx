import { Form, Link, useLocation, useNavigation, useSubmit } from 'react-router';
import { isChosen, withoutFilter } from '../shop/search-query.js';
import type { SearchPage } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Card } from './card.js';
import { Icon } from './icon.js';

type Props = { page: SearchPage; query: URLSearchParams; hideCategory?: boolean };

/** Filters, chosen filters, sort and the cards: all of it one form whose state is the address. */
export function Results({ page, query, hideCategory = false }: Props) {
  const { words } = useVisit();
  // Dimmed only while these results change, not while the shopper goes elsewhere.
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const busy = navigation.state === 'loading' && navigation.location.pathname === pathname;
  const { search } = words;
  return (
    <div className="results">
      <aside aria-label={search.filters}>
        <details className="facets"><summary><Icon name="sliders" /> {search.filters}</summary><Filters page={page} query={query} hideCategory={hideCategory} /></details>
      </aside>
      <section aria-label={search.results} aria-busy={busy} className={busy ? 'cards-busy' : undefined}>
        <div className="results__bar"><Chips page={page} query={query} hideCategory={hideCategory} /><Sort query={query} /></div>
        <div className="grid">{page.data.map((card, i) => <Card key={card.id} card={card} level="h2" first={i < 3} />)}</div>
        <nav className="row row--split" aria-label={search.next} style={{ marginBlockStart: 'var(--space-7)' }}>
          <p className="small soft">{search.ranking}</p>
          {page.has_more && page.next && <Link className="btn btn--line" to={`?${with_(query, 'after', page.next)}`}>{search.next}</Link>}
        </nav>
      </section>
    </div>
  );
}

function Filters({ page, query, hideCategory }: Props) {
  const { words } = useVisit();
  const { search } = words;
  const { facets } = page;
  return (
    <Form className="stack" style={{ gap: 0 }}>
      <Hidden query={query} names={['q', 'sort']} />
      {!hideCategory && facets.categories.length > 0 && <Facet legend={search.category} name="category" query={query} values={facets.categories.map((c) => ({ value: c.handle, label: c.name, count: c.count }))} />}
      {facets.attributes.map((attribute) => <Facet key={attribute.code} legend={attribute.name} name={`attr[${attribute.code}]`} query={query} values={attribute.values} />)}
      {facets.vendors.length > 0 && <Facet legend={search.vendor} name="vendor" query={query} values={facets.vendors.map((v) => ({ value: v.handle, label: v.name, count: v.count }))} />}
      <fieldset className="facet"><legend>{search.price}</legend>
        <div className="range">
          <div className="field"><label htmlFor="price_min">{search.min}</label><input className="input" id="price_min" name="price_min" inputMode="decimal" defaultValue={query.get('price_min') ?? ''} /></div>
          <div className="field"><label htmlFor="price_max">{search.max}</label><input className="input" id="price_max" name="price_max" inputMode="decimal" defaultValue={query.get('price_max') ?? ''} /></div>
        </div>
      </fieldset>
      <button className="btn btn--wide btn--small" type="submit">{search.apply}</button>
    </Form>
  );
}

function Facet({ legend, name, values, query }: { legend: string; name: string; values: { value: string; label: string; count: number }[]; query: URLSearchParams }) {
  return (
    <fieldset className="facet"><legend>{legend}</legend>
      <div>{values.map((v) => (
        <label key={v.value} className="check"><input type="checkbox" name={name} value={v.value} defaultChecked={isChosen(query, name, v.value)} key={query.toString()} /><span>{v.label}</span><span className="num">{v.count}</span></label>
      ))}</div>
    </fieldset>
  );
}

function Chips({ page, query, hideCategory }: Props) {
  const { words } = useVisit();
  const labels = new Map<string, string>([
    ...page.facets.categories.map((c) => [`category=${c.handle}`, c.name] as const),
    ...page.facets.vendors.map((v) => [`vendor=${v.handle}`, v.name] as const),
    ...page.facets.attributes.flatMap((a) => a.values.map((v) => [`attr[${a.code}]=${v.value}`, v.label] as const)),
  ]);
  const chosen = [...query].filter(([name]) => !['q', 'sort', 'after'].includes(name) && !(hideCategory && name === 'category')).flatMap(([name, list]) => list.split(',').map((value) => ({ name, value })));
  return (
    <ul className="chips" aria-label={words.search.chosen}>
      {chosen.map(({ name, value }) => <li key={`${name}=${value}`}><Link className="chip" to={withoutFilter(query, name, value)}>{labels.get(`${name}=${value}`) ?? value} <Icon name="x" /><span className="hide">{words.search.drop}</span></Link></li>)}
    </ul>
  );
}

function Sort({ query }: { query: URLSearchParams }) {
  const { words } = useVisit();
  const submit = useSubmit();
  return (
    <Form className="row" onChange={(e) => void submit(e.currentTarget)}>
      <Hidden query={query} names={[...query.keys()].filter((n) => n !== 'sort' && n !== 'after')} />
      <label className="small soft" htmlFor="sort">{words.search.sort}</label>
      <select className="select" id="sort" name="sort" defaultValue={query.get('sort') ?? 'relevance'}>{Object.entries(words.search.sorts).map(([code, label]) => <option key={code} value={code}>{label}</option>)}</select>
      <noscript><button className="btn btn--small">{words.search.apply}</button></noscript>
    </Form>
  );
}

const Hidden = ({ query, names }: { query: URLSearchParams; names: string[] }) => <>{names.flatMap((name) => (query.get(name) ? [<input key={name} type="hidden" name={name} value={query.get(name) ?? ''} />] : []))}</>;

function with_(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(query);
  next.set(name, value);
  return next;
}
