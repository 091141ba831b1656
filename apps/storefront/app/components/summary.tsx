import { useVisit } from '../shop/use-visit.js';
import type { Summary as SummaryOf } from '../shop/store-types.js';

/** What it costs and why: goods, shipping, fees, tax in the market's own way of showing it, and one total. */
export function Summary({ summary, parcels }: { summary: SummaryOf; parcels: number }) {
  const { words, money } = useVisit();
  const { cartPage } = words;
  return (
    <>
      <dl className="sum">
        <div><dt>{cartPage.items}</dt><dd className="num">{money(summary.goods)}</dd></div>
        <div><dt>{cartPage.shipping(parcels)}</dt><dd className="num">{summary.shipping ? money(summary.shipping) : <span className="soft small">{cartPage.shippingLater}</span>}</dd></div>
        {summary.fees.map((fee) => <div key={fee.code}><dt>{fee.name}</dt><dd className="num">{money(fee.amount)}</dd></div>)}
        {!summary.tax_included && summary.tax_known && summary.tax && <div><dt>{cartPage.taxLine}</dt><dd className="num">{money(summary.tax)}</dd></div>}
        <div className="sum__total"><dt>{cartPage.total}</dt><dd className="num">{money(summary.total)}</dd></div>
      </dl>
      {summary.tax_included && summary.tax && summary.tax_known && <p className="small soft">{cartPage.taxIncluded(money(summary.tax))}</p>}
      {!summary.tax_included && !summary.tax_known && <p className="small soft">{cartPage.taxLater}</p>}
    </>
  );
}
