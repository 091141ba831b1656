import { Money, type MoneyValue } from '@stoa/web-ui';

type Picture = { url: string; alt: string } | null;
type LineOfGoods = { id: string; title: string; option_text: string; sku: string; quantity: number; unit_price: MoneyValue; line_total: MoneyValue; media: Picture };

/** Goods of a parcel: picture, what it is, how many at what price. */
export function Goods({ lines }: { lines: readonly LineOfGoods[] }) {
  return (
    <ul className="goods">
      {lines.map((line) => (
        <li key={line.id}>
          <Pic media={line.media} />
          <span className="grow"><span className="med">{line.title}</span><br /><span className="small dim">{line.option_text && `${line.option_text}, `}<span className="mono">{line.sku}</span></span></span>
          <span className="small dim num nowrap">{line.quantity} × <Money value={line.unit_price} bare /></span>
          <span className="med amt"><Money value={line.line_total} bare /></span>
        </li>
      ))}
    </ul>
  );
}

/** A square picture of goods, or its empty place. The alternative text is the vendor's. */
export const Pic = ({ media, small = false }: { media: Picture; small?: boolean }) => (media ? <img className={small ? 'pic sm' : 'pic'} src={media.url} alt={media.alt} loading="lazy" /> : <span className={small ? 'pic sm' : 'pic'} aria-hidden="true" />);
