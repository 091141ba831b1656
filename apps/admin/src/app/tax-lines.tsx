import { Money, type MoneyValue } from '@stoa/web-ui';

type TaxLine = { line_id: string; label: string; text: string; amount: MoneyValue; why: readonly string[]; cites: readonly string[]; decision_id: string };

/** Each tax as a sentence; opened, the steps that lead to it and the law they stand in. Lines with the same sentence are said once. */
export function TaxLines({ lines }: { lines: readonly TaxLine[] }) {
  const said = bySentence(lines);
  return (
    <div className="taxes">
      {said.map((same) => {
        const [first] = same;
        if (!first) return null;
        const amount = { amount: same.reduce((sum, line) => sum + line.amount.amount, 0), currency: first.amount.currency };
        return (
          <details key={first.line_id}>
            <summary><span className="under">{first.label}</span><Money value={amount} bare /></summary>
            <div className="well stack small">
              {first.why.map((step) => <p key={step}>{step}</p>)}
              {first.cites.length > 0 && <p className="faint">{first.cites.join(' · ')}</p>}
            </div>
          </details>
        );
      })}
    </div>
  );
}

function bySentence(lines: readonly TaxLine[]): TaxLine[][] {
  const groups = new Map<string, TaxLine[]>();
  for (const line of lines) {
    const sentence = [line.label, ...line.why].join(' ');
    groups.set(sentence, [...(groups.get(sentence) ?? []), line]);
  }
  return [...groups.values()];
}
