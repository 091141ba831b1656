import { Money, Time } from '@stoa/web-ui';
import { Link } from '@tanstack/react-router';
import type { Debt } from './vendor-balance.queries.js';

/** What is owed, what for, and how much of it later payouts have paid already. */
export function DebtsTable({ debts }: { debts: readonly Debt[] }) {
  return (
    <div className="scroll">
      <table className="t list"><caption className="vh">What you owe, and why</caption>
        <thead><tr><th scope="col">For</th><th scope="col">Since</th><th scope="col">Why</th><th scope="col" className="r">Owed at first</th><th scope="col" className="r">Left, {debts[0]?.left.currency}</th></tr></thead>
        <tbody>{debts.map((debt) => (
          <tr key={`${debt.reason}-${debt.number ?? ''}-${debt.since}`}>
            <td className="nowrap">{debt.order_id && debt.number ? <Link className="id" to="/vendor/orders/$id" params={{ id: debt.order_id }}>{debt.number}</Link> : <span className="dim">No order</span>}</td>
            <td className="nowrap"><Time iso={debt.since} dateOnly /></td>
            <td className="small">{debt.words}</td>
            <td className="r"><Money value={debt.amount} bare /></td>
            <td className="r med"><Money value={debt.left} bare /></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
