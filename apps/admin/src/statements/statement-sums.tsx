import { Card, Money } from '@stoa/web-ui';
import type { Statement } from './statement.queries.js';
import { TOTALS } from './statement-words.js';

/** What the month opened with, what came and went, what it closes with, and where that stands. */
export function StatementSums({ statement: s }: { statement: Statement }) {
  const shown = s.totals.filter((total) => total.amount.amount !== 0);
  const parts = [['Held, for returns', s.closing_in.held, 1], ['Ready to be sent', s.closing_in.ready, 1], ['On its way to the account', s.closing_in.in_transfer, 1], ['Owed, paid by the next transfers', s.closing_in.owed, -1]] as const;
  const standing = parts.filter(([, value]) => value.amount !== 0);
  return (
    <Card title="The month in sums" flush line>
      <table className="t sums-of-month">
        <caption className="vh">From the opening to the closing balance, in {s.currency}</caption>
        <thead className="vh"><tr><th scope="col">What</th><th scope="col">Amount</th></tr></thead>
        <tbody>
          <tr className="edge"><th scope="row">Opening balance</th><td className="r"><Money value={s.opening} bare /></td></tr>
          {shown.map((total) => <tr key={total.code}><th scope="row">{TOTALS[total.code]}</th><td className="r"><Money value={total.amount} bare /></td></tr>)}
          {shown.length === 0 && <tr><th scope="row" className="dim">Nothing happened in this month</th><td className="r"><Money value={{ amount: 0, currency: s.currency }} bare /></td></tr>}
          <tr className="edge"><th scope="row">Closing balance</th><td className="r"><Money value={s.closing} bare /></td></tr>
          {standing.map(([label, value, sign]) => <tr key={label} className="part"><th scope="row">{label}</th><td className="r"><Money value={{ ...value, amount: value.amount * sign }} bare /></td></tr>)}
        </tbody>
      </table>
    </Card>
  );
}
