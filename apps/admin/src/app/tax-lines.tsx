import { Money, type MoneyValue } from '@stoa/web-ui';

type TaxLine = { line_id: string; label: string; text: string; amount: MoneyValue; why: readonly string[]; cites: readonly string[]; decision_id: string };
type Props = { lines: readonly TaxLine[]; note?: string; isIncluded?: boolean };

/** Each tax in one line, added up over the goods it is on; opened, why it is what it is line by line, and the law. */
export function TaxLines({ lines, note, isIncluded = false }: Props) {
  return (
    <div className="taxes">
      {byTax(lines).map(([tax, same]) => {
        const amount = { amount: same.reduce((sum, line) => sum + line.amount.amount, 0), currency: same[0]?.amount.currency ?? 'EUR' };
        return (
          <details key={tax}>
            <summary><span><span className="under">{tax}{isIncluded && amount.amount !== 0 && ' included'}</span>{amount.amount !== 0 && note && <span className="dim">, {note}</span>}</span><Money value={amount} bare /></summary>
            <div className="well stack g12 small">
              {same.map((line) => (
                <div key={`${line.decision_id}${line.line_id}`} className="stack">
                  <p className="between"><span className="med">{line.label}</span><Money value={line.amount} bare /></p>
                  {line.why.map((step) => <p key={step}>{step}</p>)}
                </div>
              ))}
              <Cites cites={[...new Set(same.flatMap((line) => line.cites))]} />
            </div>
          </details>
        );
      })}
    </div>
  );
}

const Cites = ({ cites }: { cites: readonly string[] }) => (cites.length === 0 ? null : <ul className="faint">{cites.map((cite) => <li key={cite}>{cite}</li>)}</ul>);

/** Lines of the same tax together. The API's text ends in the line's own amount ("19% VAT: €11.02"): what stands before it names the tax. */
function byTax(lines: readonly TaxLine[]): [string, TaxLine[]][] {
  const groups = new Map<string, TaxLine[]>();
  for (const line of lines) {
    const tax = line.text.replace(/: [^:]*$/, '').replace(/\.$/, '');
    groups.set(tax, [...(groups.get(tax) ?? []), line]);
  }
  return [...groups];
}
