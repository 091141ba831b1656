import { IconDownload, IconTable } from '@tabler/icons-react';
import { amountText, Card, formatAmount, formatDay, Money } from '@stoa/web-ui';
import { useState } from 'react';
import { csv, download } from '../app/download.js';
import { DAYS, type Sales } from './home.queries.js';
import { barsOf, currenciesOf, sumOf, type Bar } from './sales-days.js';

/** What was sold in the last two weeks: one figure, a bar a day, and the same as a table or a file. */
export function SalesCard({ sales, now }: { sales: Sales; now: Date }) {
  const [isTable, setTable] = useState(false);
  const [currency, ...others] = currenciesOf(sales.days);
  const span = `${DAYS} days, ${sales.time_zone.split('/').pop()?.replace(/_/g, ' ') ?? sales.time_zone} time`;
  if (!currency) return <Card title="Sales" aside={<span className="tiny faint">{span}</span>}><p className="small dim">Nothing was sold in these days.</p></Card>;
  const bars = barsOf(sales, currency, now, DAYS);
  const sum = sumOf(sales.days, currency);
  const save = (): void => download('sales.csv', csv([['day', 'currency', 'orders', 'total', 'commission'], ...sales.days.map((one) => [one.day, one.total.currency, { plain: String(one.orders) }, { plain: amountText(one.total) }, { plain: amountText(one.commission) }])]));
  return (
    <Card title="Sales" aside={<span className="tiny faint">{span}</span>}>
      <div className="stack g12">
        <p className="row wrap"><span className="sum big-sum"><Money value={{ amount: sum.total, currency }} /></span><span className="small dim">{sum.orders === 1 ? '1 order' : `${sum.orders} orders`}, commission <Money value={{ amount: sum.commission, currency }} bare /></span></p>
        {isTable ? <DayTable bars={bars} currency={currency} /> : <DayBars bars={bars} currency={currency} />}
        {others.map((other) => { const more = sumOf(sales.days, other); return <p key={other} className="small dim">And <Money value={{ amount: more.total, currency: other }} /> in {more.orders === 1 ? '1 order' : `${more.orders} orders`}.</p>; })}
        <div className="row"><button className="btn q xs" type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}><IconTable className="i s" aria-hidden />{isTable ? 'As bars' : 'As a table'}</button><button className="btn q xs" type="button" onClick={save}><IconDownload className="i s" aria-hidden />CSV</button></div>
      </div>
    </Card>
  );
}

function DayBars({ bars, currency }: { bars: readonly Bar[]; currency: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.amount));
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure className="daybars">
      <div role="img" aria-label={`Sales a day, at most ${formatAmount({ amount: most, currency })} ${currency}`}>{bars.map((bar) => <span key={bar.day} className={bar.isToday ? 'today' : undefined} title={`${formatDay(bar.day)}: ${formatAmount({ amount: bar.amount, currency })} ${currency}`} style={{ height: `${bar.amount === 0 ? 0 : Math.max(2, (100 * bar.amount) / most)}%` }} />)}</div>
      <figcaption className="between tiny faint num"><span>{first && formatDay(first.day)}</span><span>{last && formatDay(last.day)}</span></figcaption>
    </figure>
  );
}

const DayTable = ({ bars, currency }: { bars: readonly Bar[]; currency: string }) => (
  <table className="led"><caption className="vh">Sales a day</caption><thead><tr><th scope="col">Day</th><th scope="col" className="r">Orders</th><th scope="col" className="r">{currency}</th></tr></thead>
    <tbody>{bars.map((bar) => <tr key={bar.day}><td>{formatDay(bar.day)}{bar.isToday && <span className="faint"> so far</span>}</td><td className="r">{bar.orders}</td><td className="r"><Money value={{ amount: bar.amount, currency }} bare /></td></tr>)}</tbody></table>
);
