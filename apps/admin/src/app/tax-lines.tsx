import { Money, type MoneyValue } from '@stoa/web-ui';

type TaxLine = { line_id: string; label: string; text: string; amount: MoneyValue; why: readonly string[]; cites: readonly string[]; decision_id: string };
type Props = { lines: readonly TaxLine[]; note?: string; isIncluded?: boolean };

/** Each tax in one line, added up over the goods it is on; opened, why it is what it is, and the law. */
export function TaxLines({ lines, note, isIncluded = false }: Props) {
  return (
    <div className="taxes">
      {byLabel(lines).map(([label, same]) => {
        const amount = { amount: same.reduce((sum, line) => sum + line.amount.amount, 0), currency: same[0]?.amount.currency ?? 'EUR' };
        const why = [...new Set(same.flatMap((line) => line.why))];
        const cites = [...new Set(same.flatMap((line) => line.cites))];
        return (
          <details key={label}>
            <summary><span><span className="under">{label}{isIncluded && ' included'}</span>{note && <span className="dim">, {note}</span>}</span><Money value={amount} bare /></summary>
            <div className="well stack small">
              {why.map((step) => <p key={step}>{step}</p>)}
              {cites.length > 0 && <p className="faint">{cites.join(' · ')}</p>}
            </div>
          </details>
        );
      })}
    </div>
  );
}

function byLabel(lines: readonly TaxLine[]): [string, TaxLine[]][] {
  const groups = new Map<string, TaxLine[]>();
  for (const line of lines) groups.set(line.label, [...(groups.get(line.label) ?? []), line]);
  return [...groups];
}
