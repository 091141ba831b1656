import type { Cart } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';
import { Picture } from './picture.js';
import { Summary } from './summary.js';

/** The order in brief: folded on top on a phone, beside the form on a desk. */
export function CheckoutBrief({ cart }: { cart: Cart }) {
  const { words, money } = useVisit();
  return (
    <aside className="side" aria-label={words.cartPage.summary}>
      <details className="panel fold brief">
        <summary><span className="display display--sm">{words.cartPage.summary}</span><span className="row" style={{ gap: '.6rem' }}><span className="num">{money(cart.summary.total)}</span><Icon name="down" /></span></summary>
        <div className="stack">
          <ul>{cart.parcels.flatMap((parcel) => parcel.lines).map((line) => (
            <li key={line.id} className="line line--s"><div className="line__media" style={{ aspectRatio: 1 }}><Picture media={line.media} sizes="52px" alt="" /></div><span className="small" style={{ lineHeight: 1.35 }}><b style={{ fontWeight: 600 }}>{line.title}</b><br /><span className="soft">{line.quantity} × {line.option_text || money(line.unit_price)}</span></span><span className="small num">{money(line.line_total)}</span></li>
          ))}</ul>
          <Summary summary={cart.summary} parcels={cart.parcels.length} />
        </div>
      </details>
    </aside>
  );
}
