import { Money, Time } from '@stoa/web-ui';
import type { Journal } from './money.queries.js';

const MEMO: Record<string, string> = { plan: 'plan', plan_version: 'version', settlement_ref: 'Stripe', charge_ref: 'charge' };

/** A journal as it stands in the ledger: debits left, credits right, and that they are equal. */
export function JournalBox({ journal, number }: { journal: Journal; number: number }) {
  const title = `Journal ${number} · ${journal.label.toLowerCase()}`;
  const memo = journal.memo.filter((m) => MEMO[m.name] && m.value !== null).map((m) => `${MEMO[m.name]} ${String(m.value)}`).join(', ');
  return (
    <div className="jr">
      <div className="jh"><span className="strong">{title}</span><span className="tiny faint"><Time iso={journal.occurred_at} />{memo && ` · ${memo}`}</span></div>
      <table className="led">
        <caption className="vh">{title}</caption>
        <thead><tr><th scope="col">Account</th><th scope="col" className="r">Debit</th><th scope="col" className="r">Credit</th></tr></thead>
        <tbody>{journal.entries.map((entry, i) => <tr key={i}><td><span className="mono">{entry.account}</span> <span className="dim">{entry.owner}</span></td><td className="r">{entry.debit && <Money value={entry.debit} bare />}</td><td className="r">{entry.credit && <Money value={entry.credit} bare />}</td></tr>)}</tbody>
        <tfoot>{journal.totals.map((total) => <tr key={total.debit.currency}><th scope="row">{total.debit.amount === total.credit.amount ? 'Balances' : 'Does not balance'}</th><td className="r"><Money value={total.debit} bare /></td><td className="r"><Money value={total.credit} bare /></td></tr>)}</tfoot>
      </table>
      <p className="tiny faint mono jid">{journal.id}</p>
    </div>
  );
}
