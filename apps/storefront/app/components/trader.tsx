import type { Trader as TraderOf } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';

/** Who the seller is in law (Regulation (EU) 2022/2065, Article 30(7)): shown with every offer. */
export function Trader({ trader }: { trader: TraderOf }) {
  const { words } = useVisit();
  const { listing } = words;
  return (
    <details className="fold">
      <summary>{listing.trader} <Icon name="down" /></summary>
      <div className="small soft stack stack--xs">
        <p>{trader.legal_name}<br />{trader.address_lines.map((line) => <span key={line}>{line}<br /></span>)}</p>
        {trader.register_number && <p>{listing.register} {trader.register_number}</p>}
        {trader.vat_id && <p>{listing.vat} {trader.vat_id}</p>}
        <p>{trader.email}{trader.phone && <><br />{trader.phone}</>}</p>
        {trader.self_certified && <p>{listing.certified}</p>}
      </div>
    </details>
  );
}
