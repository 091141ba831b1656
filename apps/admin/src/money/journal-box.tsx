import { Money, Time, type MoneyValue } from '@stoa/web-ui';
import type { Journal } from './money.queries.js';

export type Numbered = { journal: Journal; number: number };

const MEMO: Record<string, string> = { plan: 'plan', plan_version: 'version', settlement_ref: 'Stripe', charge_ref: 'charge' };
const sides = ['debit', 'credit'] as const;

/** Journals of one kind as they stand in the ledger: debits left, credits right, and that each of them is even. Several are one table, a group of lines for each. */
export function JournalBox({ journals }: { journals: readonly Numbered[] }) {
  const [first] = journals;
  if (!first) return null;
  const numbers = listed(journals.map(({ number }) => String(number)));
  const title = `${journals.length === 1 ? 'Journal' : 'Journals'} ${numbers} · ${first.journal.label.toLowerCase()}`;
  const memo = first.journal.memo.filter((m) => MEMO[m.name] && m.value !== null).map((m) => `${MEMO[m.name]} ${String(m.value)}`).join(', ');
  const isOne = journals.length === 1;
  return (
    <div className="jr">
      <div className="jh"><span className="strong">{title}</span><span className="tiny faint"><Time iso={first.journal.occurred_at} exact />{memo && ` · ${memo}`}</span></div>
      <table className="led">
        <caption className="vh">{title}</caption>
        <thead><tr>{!isOne && <th scope="col" className="no">No.</th>}<th scope="col">Account</th><th scope="col" className="r">Debit</th><th scope="col" className="r">Credit</th></tr></thead>
        {journals.map(({ journal, number }) => (
          <tbody key={journal.id} className={isOne ? undefined : 'one'}>
            {journal.entries.map((entry, i) => (
              <tr key={i}>
                {!isOne && i === 0 && <th scope="rowgroup" rowSpan={journal.entries.length} className="no">{number}</th>}
                <td><span className="mono">{entry.account}</span> <span className="dim">{entry.owner}</span></td>
                {sides.map((side) => <td key={side} className="r">{entry[side] && <Money value={entry[side]} bare />}</td>)}
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>{totalsOf(journals).map((total) => <tr key={total.debit.currency}><th scope="row" colSpan={isOne ? 1 : 2}>{evenness(journals)}</th>{sides.map((side) => <td key={side} className="r"><Money value={total[side]} bare /></td>)}</tr>)}</tfoot>
      </table>
      <p className="tiny faint mono jid">{journals.map(({ journal, number }) => <span key={journal.id}>{!isOne && `${number} `}{journal.id}</span>)}</p>
    </div>
  );
}

function evenness(journals: readonly Numbered[]): string {
  const uneven = journals.filter(({ journal }) => journal.totals.some((total) => total.debit.amount !== total.credit.amount));
  if (uneven.length > 0) return journals.length === 1 ? 'Does not balance' : `Journal ${listed(uneven.map(({ number }) => String(number)))} does not balance`;
  return journals.length === 1 ? 'Balances' : 'Each balances';
}

function totalsOf(journals: readonly Numbered[]): { debit: MoneyValue; credit: MoneyValue }[] {
  const sums = new Map<string, { debit: MoneyValue; credit: MoneyValue }>();
  for (const { debit, credit } of journals.flatMap(({ journal }) => journal.totals)) {
    const before = sums.get(debit.currency);
    sums.set(debit.currency, { debit: { ...debit, amount: debit.amount + (before?.debit.amount ?? 0) }, credit: { ...credit, amount: credit.amount + (before?.credit.amount ?? 0) } });
  }
  return [...sums.values()];
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);

/** Journals of the same kind together, in the order in which they were booked. */
export function byKind(journals: readonly Numbered[]): Numbered[][] {
  const kinds = new Map<string, Numbered[]>();
  for (const one of journals) kinds.set(one.journal.event, [...(kinds.get(one.journal.event) ?? []), one]);
  return [...kinds.values()];
}
