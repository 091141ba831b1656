import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { formatAmount, Money, Time } from '@stoa/web-ui';
import type { MoneyPageData } from './money.queries.js';

/** Names of accounts as the journals write them. */
const withAccounts = (text: string): React.ReactNode => text.split(/\b([a-z]+\.[a-z_]+)\b/).map((part, i) => (i % 2 === 1 ? <span key={part} className="mono">{part}</span> : part));

/** What must hold of this page, worked out at this moment from what is stored. */
export function Proof({ page }: { page: MoneyPageData }) {
  const isZero = page.difference.amount === 0;
  return (
    <section className={isZero ? 'card proof' : 'card proof broken'} aria-labelledby="h-proof">
      <div className="zero"><h2 id="h-proof">Difference</h2><b>{formatAmount(page.difference)}<span className="cur">{page.currency}</span></b><span className="tiny">Checked <Time iso={page.checked_at} exact /></span></div>
      <ul>{page.checks.map((check) => <li key={check.code}>{check.ok ? <IconCircleCheck className="i" aria-label="holds" role="img" /> : <IconAlertTriangle className="i bad" aria-label="does not hold" role="img" />}<span>{withAccounts(check.label)}</span><Money value={check.amount} bare /></li>)}</ul>
    </section>
  );
}
