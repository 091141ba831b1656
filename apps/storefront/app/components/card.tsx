import { Link } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import type { Card as CardOf } from '../shop/store-types.js';
import { Picture } from './picture.js';

/** One listing in a grid. The whole card is one link. */
export function Card({ card, level: Level = 'h3', first = false }: { card: CardOf; level?: 'h2' | 'h3'; first?: boolean }) {
  const { words, money } = useVisit();
  return (
    <article className="card">
      <div className="card__media">
        <Picture media={card.media} sizes="(min-width: 75rem) 300px, (min-width: 37.5rem) 30vw, 46vw" first={first} />
        <Flags card={card} />
      </div>
      <div className="stack stack--xs">
        <Level className="card__title"><Link to={`/p/${card.handle}`} prefetch="intent">{card.title}</Link></Level>
        <p className="card__by">{card.vendor.name}{card.vendor.city ? `, ${card.vendor.city}` : ''}</p>
        <p className="card__price num">{card.price_from && `${words.from} `}{money(card.price)}</p>
      </div>
    </article>
  );
}

/** At most three words on a picture: age first, then what is scarce or gone. */
function Flags({ card }: { card: CardOf }) {
  const { words } = useVisit();
  const ages = card.flags.flatMap((flag) => (/^age_(\d+)$/.exec(flag)?.[1] ? [words.age(Number(flag.slice(4)))] : []));
  const stock = { in_stock: null, low: card.available_low === null ? words.lowUnknown : words.low(card.available_low), sold_out: words.soldOut }[card.stock];
  if (ages.length === 0 && stock === null) return null;
  return (
    <p className="card__flags">
      {ages.map((age) => <span key={age} className="flag flag--age">{age}</span>)}
      {stock !== null && <span className={card.stock === 'low' ? 'flag flag--low' : 'flag flag--age'}>{stock}</span>}
    </p>
  );
}
