import { formatAmount, Money } from '@stoa/web-ui';
import type { VendorBalance } from './vendor-balance.queries.js';

/** Yours, and how much of it is ready or still held: solid and striped. */
export function BalanceFigures({ balance }: { balance: VendorBalance }) {
  const parts = [
    { key: 'ready', label: 'Ready', value: balance.ready, striped: false, note: 'Goes out with the next payout.' },
    { key: 'transfer', label: 'On its way', value: balance.in_transfer, striped: false, note: 'Sent to your payout account.' },
    { key: 'held', label: 'Held', value: balance.held, striped: true, note: 'Earned; waits for delivery and the days to send back.' },
  ].filter((part) => part.value.amount > 0 || part.key !== 'transfer');
  return (
    <div className="stack g16">
      <div><span className="small dim">Yours, fees already taken</span><div style={{ fontSize: 34, lineHeight: '40px', fontWeight: 600, letterSpacing: '-0.03em' }} className="num">{formatAmount(balance.yours)}<span className="cur" style={{ fontSize: 15 }}>{balance.currency}</span></div></div>
      {balance.yours.amount > 0 && <div className="bar" role="img" aria-label={parts.map((p) => `${p.label} ${formatAmount(p.value)}`).join(', ')}>{parts.filter((p) => p.value.amount > 0).map((p) => <span key={p.key} className={p.striped ? 'hatch' : ''} style={{ '--v': p.value.amount, '--k': 'var(--stoa-m-vendor)' } as React.CSSProperties} />)}</div>}
      <dl className="grid2">{parts.map((part) => <div key={part.key}><dt className="row small"><span className={part.striped ? 'key hatch' : 'key'} style={{ '--k': 'var(--stoa-m-vendor)' } as React.CSSProperties} />{part.label}</dt><dd style={{ fontSize: 18, lineHeight: '26px', fontWeight: 560 }}><Money value={part.value} bare /></dd><dd className="tiny faint">{part.note}</dd></div>)}</dl>
    </div>
  );
}
