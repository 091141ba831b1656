import { formatAmount, Money, type MoneyValue } from '@stoa/web-ui';
import type { How } from './money.queries.js';

const sum = (values: readonly MoneyValue[], currency: string): MoneyValue => ({ amount: values.reduce((total, value) => total + value.amount, 0), currency });

/** Line by line how an amount was made: from this net, by this rule. A line that a tax decision made opens it. */
export function HowTable({ label, how, currency, onDecision }: { label: string; how: readonly How[]; currency: string; onDecision: (id: string) => void }) {
  const hasNet = how.some((line) => line.net !== null);
  const hasRule = how.some((line) => line.rule !== '');
  const nets = how.flatMap((line) => line.net ?? []);
  return (
    <table className="led calc">
      <caption className="vh">{`How “${label}” was made`}</caption>
      <thead><tr><th scope="col">Line</th>{hasNet && <th scope="col" className="r">Net</th>}{hasRule && <th scope="col" className="r">Rule</th>}<th scope="col" className="r">{hasRule ? 'Amount' : 'Net'}</th></tr></thead>
      <tbody>
        {how.map((line, i) => (
          <tr key={i}>
            <td>{line.line}{line.decision_id && <> <button type="button" className="linkish tiny" onClick={() => onDecision(line.decision_id ?? '')} aria-label={`Why the tax on ${line.line} is ${formatAmount(line.amount)}`}>why</button></>}</td>
            {hasNet && <td className="r">{line.net && <Money value={line.net} bare />}</td>}
            {hasRule && <td className="r rule">{line.rule.replace(/ %/g, '\u00a0%')}</td>}
            <td className="r"><Money value={line.amount} bare /></td>
          </tr>
        ))}
      </tbody>
      {how.length > 1 && <tfoot><tr><th scope="row">Sum</th>{hasNet && <td className="r"><Money value={sum(nets, currency)} bare /></td>}{hasRule && <td />}<td className="r"><Money value={sum(how.map((line) => line.amount), currency)} bare /></td></tr></tfoot>}
    </table>
  );
}
