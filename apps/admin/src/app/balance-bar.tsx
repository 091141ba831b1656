import { formatAmount, Money, type MoneyValue } from '@stoa/web-ui';

type Balance = { currency: string; yours: MoneyValue; ready: MoneyValue; held: MoneyValue; in_transfer: MoneyValue; paid_out: MoneyValue };

/** One figure, one bar: solid is ready, striped is held. */
export function BalanceBar({ balance: b }: { balance: Balance }) {
  const parts = [
    { key: 'ready', label: 'Ready', value: b.ready, note: 'Goes out with the next payout', look: undefined },
    { key: 'transfer', label: 'On its way', value: b.in_transfer, note: 'Handed to your bank', look: undefined },
    { key: 'held', label: 'Held', value: b.held, note: 'Until the days after delivery are over', look: 'hatch' },
  ].filter((part) => part.key !== 'transfer' || part.value.amount !== 0);
  const shown = [...parts, { key: 'paid_out', label: 'Paid out', value: b.paid_out, note: 'On your own account by now', look: undefined }];
  return (
    <div className="stack g16">
      <div className="balance-head">
        <div><p className="small dim">Yours, fees already taken</p><p className="figure"><Money value={b.yours} /></p></div>
        <span className="bar tall" role="img" aria-label={parts.map((part) => `${part.label} ${formatAmount(part.value)}`).join(', ')}>
          {parts.filter((part) => part.value.amount > 0).map((part) => <span key={part.key} className={part.look} style={{ '--v': part.value.amount, '--k': 'var(--stoa-m-vendor)' } as React.CSSProperties} />)}
          {parts.every((part) => part.value.amount <= 0) && <span style={{ '--v': 1, '--k': 'var(--stoa-idle-tint)' } as React.CSSProperties} />}
        </span>
      </div>
      <dl className="balance-parts">{shown.map((part) => <div key={part.key} data-part={part.key}><dt><span className={part.look ? 'key hatch' : 'key'} style={{ '--k': 'var(--stoa-m-vendor)' } as React.CSSProperties} />{part.label}</dt><dd className="sum">{formatAmount(part.value)}</dd><dd className="small dim">{part.note}</dd></div>)}</dl>
    </div>
  );
}
