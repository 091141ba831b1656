import { formatAmount } from '@stoa/web-ui';
import type { MoneyPageData } from './money.queries.js';
import { colorOf } from './money-words.js';

/** What the gateway has not named yet is not zero. */
const isToCome = (role: string, page: MoneyPageData): boolean => role === 'gateway' && page.payment.fee === null;
const ToCome = () => <><span aria-hidden="true">–</span><span className="vh">not known yet</span></>;

/** The answer first: what the shopper paid is the sum of what each received. */
export function Equation({ page }: { page: MoneyPageData }) {
  return (
    <dl className="eqn">
      <div className="lead"><dt>Shopper paid</dt><dd className="v">{formatAmount(page.total)}</dd></div>
      {page.parts.map((part) => (
        <div key={part.role} className="part"><dt><span className={part.striped ? 'key hatch' : 'key'} style={{ '--k': colorOf(part.role) } as React.CSSProperties} />{part.label}{part.striped && <span className="vh">, held</span>}{isToCome(part.role, page) && ', fee to come'}</dt><dd className="v">{isToCome(part.role, page) ? <ToCome /> : formatAmount(part.amount)}</dd></div>
      ))}
    </dl>
  );
}
