import { countryName, formatClock } from '../shop/format.js';
import type { OrderParcel as OrderParcelOf } from '../shop/store-types.js';
import { useVisit } from '../shop/use-visit.js';
import { Picture } from './picture.js';
import { VendorSign } from './vendor-sign.js';

const TONE: Record<string, 'ok' | 'warn' | 'bad'> = { awaiting_payment: 'warn', to_ship: 'warn', cancelled: 'bad' };

export function OrderParcel({ parcel, index, count }: { parcel: OrderParcelOf; index: number; count: number }) {
  const { words, money, locale } = useVisit();
  const { order, checkout } = words;
  const handedOver = [
    ...(parcel.adult_signature ? [checkout.adult] : []), ...(parcel.window ? [checkout.window(formatClock(parcel.window.from, locale), formatClock(parcel.window.to, locale))] : []),
  ];
  const now = parcel.steps.findLastIndex((step) => step.at !== null);
  return (
    <article className="parcel" aria-labelledby={`parcel-${index}`}>
      <header className="parcel__head">
        <VendorSign name={parcel.vendor.name} small />
        <div style={{ flex: 1, minWidth: '11rem' }}><h3 id={`parcel-${index}`} style={{ fontSize: '1rem', fontWeight: 650, lineHeight: 1.3 }}>{order.parcel(index + 1, count)}</h3><p className="small soft">{order.fromVendor(parcel.vendor.name, `${parcel.ships_from.city}, ${countryName(parcel.ships_from.country, locale)}`)}</p></div>
        <span className={`status status--${TONE[parcel.status] ?? 'ok'}`}>{order.states[parcel.status] ?? parcel.status}</span>
      </header>
      <div className="parcel__body">
        <ol className="track">{parcel.steps.map((step, i) => <Step key={step.code} step={step} isDone={i <= now} isNow={i === now} />)}</ol>
        <ul>{parcel.lines.map((line, i) => (
          <li key={i} className="line line--s"><div className="line__media" style={{ aspectRatio: 1 }}><Picture media={line.media} sizes="52px" alt="" /></div><span className="small"><b style={{ fontWeight: 600 }}>{line.title}</b><br /><span className="soft">{line.option_text === '' ? words.goods(line.quantity) : `${line.quantity} × ${line.option_text}`}</span></span><span className="num small">{money(line.line_total)}</span></li>
        ))}</ul>
        {parcel.status !== 'delivered' && handedOver.length > 0 && <p className="small soft" style={{ paddingBottom: '.75rem' }}>{handedOver.join(', ')}</p>}
      </div>
      <p className="parcel__foot"><span>{parcel.status === 'cancelled' ? order.notSent : parcel.status === 'awaiting_payment' ? order.packedLater : parcel.tracking_number ? `${parcel.carrier} ${parcel.tracking_number}` : order.trackingLater}</span>{parcel.tracking_url && <a className="link" href={parcel.tracking_url} rel="noreferrer">{order.track}</a>}</p>
    </article>
  );
}

function Step({ step, isDone, isNow }: { step: OrderParcelOf['steps'][number]; isDone: boolean; isNow: boolean }) {
  const { words, day, moment } = useVisit();
  return (
    <li className={isNow ? 'done now' : isDone ? 'done' : ''} aria-current={isNow ? 'step' : undefined}>
      <span>{step.label}</span><span className="num">{step.at ? moment(step.at) : step.expected ? words.order.by(day(step.expected)) : ''}</span>
    </li>
  );
}
