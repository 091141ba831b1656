import { Link, useLoaderData, type MetaFunction } from 'react-router';
import { Card } from '../components/card.js';
import { Icon } from '../components/icon.js';
import { Picture } from '../components/picture.js';
import { callStore } from '../shop/api.server.js';
import { openVisit } from '../shop/session.server.js';
import type { Card as CardOf, Home, HomeBlock, SearchPage } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs } from '../shop/load-context.js';

type Shelf = HomeBlock & { cards: CardOf[] };

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const home = await callStore<Home>(context, visit, '/home');
  const blocks: Shelf[] = await Promise.all(home.blocks.map(async (block) => ({ ...block, cards: block.kind === 'listings' ? await loadShelf(block) : [] })));
  return { home, blocks, title: `${context.shop.theme.name}: ${home.hero.title.replace(/\s+/g, ' ')}` };

  async function loadShelf(block: Extract<HomeBlock, { kind: 'listings' }>): Promise<CardOf[]> {
    const query = new URLSearchParams({ sort: block.query.sort, limit: '8', ...(block.query.category && { category: block.query.category }) });
    return (await callStore<SearchPage>(context, visit, `/search?${query}`)).data;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }, { name: 'description', content: data?.home.hero.lead }];

export default function HomeRoute() {
  const { home, blocks } = useLoaderData<typeof loader>();
  return (
    <main id="main">
      <div className="page">
        <section className="hero" aria-labelledby="h1">
          <div className="hero__media"><Picture media={home.hero.image} sizes="(min-width: 56.25rem) 60vw, 100vw" first /></div>
          <div className="hero__title"><h1 id="h1" className="display display--hero">{home.hero.title}</h1></div>
          <div className="hero__lead">
            <p className="lead">{home.hero.lead}</p>
            <div className="row"><Link className="btn" to={home.hero.cta.href}>{home.hero.cta.label}</Link>{home.hero.cta2 && <Link className="link link--arrow" to={home.hero.cta2.href}>{home.hero.cta2.label}</Link>}</div>
          </div>
        </section>
        {home.facts.length > 0 && <ul className="facts">{home.facts.map((fact) => <li key={fact.title}><Icon name={fact.icon} /><strong>{fact.title}</strong><span className="soft">{fact.text}</span></li>)}</ul>}
        {blocks.map((block, i) => <Block key={i} block={block} index={i} />)}
      </div>
    </main>
  );
}

function Block({ block, index }: { block: Shelf; index: number }) {
  switch (block.kind) {
    case 'categories': return <Categories block={block} id={`block-${index}`} />;
    case 'listings': return <Listings block={block} id={`block-${index}`} />;
    case 'story': return <Story block={block} id={`block-${index}`} />;
    case 'bars': return <Bars block={block} id={`block-${index}`} />;
  }
}

function Categories({ block, id }: { block: Extract<Shelf, { kind: 'categories' }>; id: string }) {
  const { words } = useVisit();
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section__head"><h2 id={id} className="display display--lg">{block.title}</h2><Link className="link link--arrow" to="/search">{words.all} <Icon name="right" /></Link></div>
      <ul className="tiles">
        {block.tiles.map((tile) => (
          <li key={tile.handle}><Link className="tile" to={`/c/${tile.handle}`}>
            <Picture media={tile.image_url ? { url: tile.image_url, alt: '', width: 800, height: 1000 } : null} sizes="(min-width: 56.25rem) 16vw, 46vw" alt="" /><span>{tile.label}</span>
          </Link></li>
        ))}
      </ul>
    </section>
  );
}

function Listings({ block, id }: { block: Extract<Shelf, { kind: 'listings' }>; id: string }) {
  const { words } = useVisit();
  const more = `/search?sort=${block.query.sort}${block.query.category ? `&category=${block.query.category}` : ''}`;
  if (block.cards.length === 0) return null;
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section__head"><div className="stack stack--s"><h2 id={id} className="display display--lg">{block.title}</h2><p className="soft">{block.text}</p></div><Link className="link link--arrow" to={more}>{words.all} <Icon name="right" /></Link></div>
      <div className="grid">{block.cards.map((card) => <Card key={card.id} card={card} />)}</div>
    </section>
  );
}

function Story({ block, id }: { block: Extract<Shelf, { kind: 'story' }>; id: string }) {
  return (
    <section className="section story" aria-labelledby={id}>
      <Picture media={block.image} sizes="(min-width: 56.25rem) 58vw, 100vw" />
      <div className="story__text"><h2 id={id} className="display display--lg">{block.title}</h2><p style={{ textWrap: 'pretty' }}>{block.text}</p><p className="small soft">{block.by}</p><Link className="btn btn--line" to={block.cta.href}>{block.cta.label}</Link></div>
    </section>
  );
}

function Bars({ block, id }: { block: Extract<Shelf, { kind: 'bars' }>; id: string }) {
  return (
    <section className="section when" aria-labelledby={id}>
      <div className="stack"><h2 id={id} className="display display--lg">{block.title}</h2><p>{block.text}</p></div>
      <ul className="bars">
        {block.bars.map((bar) => (
          <li key={bar.label}><span className="row row--split"><strong>{bar.label}</strong><span className="num small">{bar.value}</span></span><span className="bars__line"><i style={{ '--from': `${bar.from}%`, '--to': `${bar.to}%` } as React.CSSProperties} /></span></li>
        ))}
      </ul>
    </section>
  );
}
