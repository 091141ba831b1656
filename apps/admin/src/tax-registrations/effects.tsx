import { formatDay, Note } from '@stoa/web-ui';
import { placeName } from '../app/places.js';
import type { TaxEffect } from './tax-registrations.queries.js';

const SALES: Record<TaxEffect['situation'], (place: string) => string> = {
  sent_from_abroad: (place) => `Goods sent from abroad to consumers in ${place}`, vendor_abroad: (place) => `Goods in ${place} of a vendor from abroad`, vendor_here: (place) => `Goods in ${place} of a vendor registered there`,
};

/** Which typical sales become others, and from which day. */
export function Effects({ effects }: { effects: readonly TaxEffect[] }) {
  if (effects.length === 0) return <Note>None of the sales to consumers that we tried would be taxed differently.</Note>;
  return (
    <ul className="stack g12" aria-label="What it changes">
      {effects.map((one) => (
        <li key={`${one.place} ${one.situation} ${one.from}`} className="well stack">
          <span className="med">{SALES[one.situation](placeName(one.place))}</span>
          <span>From {formatDay(one.from)}: {outcome(one.becomes)}</span>
          <span className="dim small">Until then: {outcome(one.was)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a sale comes to, in a few words. */
export function outcome({ no_answer, liable, scheme, treatment, rates }: TaxEffect['was']): string {
  if (no_answer !== null) return `cannot be sold. ${no_answer}`;
  const by = ` (${(scheme ?? '').replace(/_/g, ' ')})`;
  if (liable === 'platform') return `you charge ${rates} % and owe it${by}.`;
  if (liable === 'seller') return `the vendor owes ${rates} %${by}.`;
  if (liable === 'importer') return 'no tax at the checkout; the buyer pays at the border.';
  if (liable === 'customer') return `the buyer accounts for the tax${by}.`;
  return `no tax: ${(treatment ?? '').replace(/_/g, ' ')}.`;
}
