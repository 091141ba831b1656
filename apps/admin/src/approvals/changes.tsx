import { Card, formatAmount } from '@stoa/web-ui';
import { languageName } from '../app/places.js';
import { inWords } from '../app/words.js';
import type { Change, Listing } from './approvals.queries.js';

type Line = { label: string; before: string | null; after: string | null };

/** Field by field what the draft changes of the version that is live. A new listing has nothing to compare with: it shows its texts. */
export function Changes({ changes, listing }: { changes: readonly Change[]; listing: Listing }) {
  const isNew = listing.live_version === null;
  const lines = changes.filter((change) => !(isNew && ['variants', 'attributes', 'category', 'tax_category', 'options', 'made_by_vendor'].includes(change.field))).flatMap(linesOf);
  return (
    <Card title={isNew ? 'Texts and pictures' : 'What changed'} aside={!isNew && <span className="small faint">{lines.length === 1 ? '1 field' : `${lines.length} fields`}</span>}>
      {listing.media.length > 0 && <div className="row wrap pictures">{listing.media.map((picture) => <img key={picture.id} src={picture.url} alt={inWords(picture.alt)} loading="lazy" />)}</div>}
      {lines.length === 0 ? <p className="small dim">Nothing differs from what is live.</p> : (
        <table className="led diff"><caption className="vh">What changed</caption><thead><tr><th scope="col">Field</th>{!isNew && <th scope="col">Live, version {listing.live_version?.number}</th>}<th scope="col">{isNew ? 'Text' : 'Now'}</th></tr></thead>
          <tbody>{lines.map((line) => <tr key={line.label}><td className="dim">{line.label}</td>{!isNew && <td>{line.before === null ? <span className="faint">–</span> : <del>{line.before}</del>}</td>}<td>{line.after === null ? <span className="faint">taken out</span> : isNew ? line.after : <ins>{line.after}</ins>}</td></tr>)}</tbody></table>
      )}
    </Card>
  );
}

const LABEL: Record<string, string> = { title: 'Title', description: 'Description', warnings: 'Warnings', category: 'Category', tax_category: 'Tax category', media: 'Pictures', options: 'Options', made_by_vendor: 'Made by the vendor', manufacturer: 'Maker', responsible_person: 'Responsible person', excluded_markets: 'Markets left out' };
type Keyed = Record<string, unknown>;
const keyed = (value: unknown): Keyed => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Keyed) : {});

function linesOf({ field, before, after }: Change): Line[] {
  switch (field) {
    case 'title': case 'description': case 'warnings': return perKey(before, after, (key) => `${LABEL[field]}, ${languageName(key)}`);
    case 'attributes': return perKey(before, after, (key) => key.replace(/_/g, ' '));
    case 'variants': return perKey(bySku(before), bySku(after), (sku) => `Variant ${sku}`);
    default: return only([{ label: LABEL[field] ?? field.replace(/_/g, ' '), before: text(before), after: text(after) }]);
  }
}

const only = (lines: Line[]): Line[] => lines.filter((line) => line.before !== line.after);
const perKey = (before: unknown, after: unknown, label: (key: string) => string): Line[] =>
  only([...new Set([...Object.keys(keyed(before)), ...Object.keys(keyed(after))])].map((key) => ({ label: label(key), before: text(keyed(before)[key]), after: text(keyed(after)[key]) })));

function bySku(value: unknown): Keyed {
  const variants = Array.isArray(value) ? (value as Listing['variants']) : [];
  return Object.fromEntries(variants.map((variant) => [variant.sku, [inWords(variant.option_text), ...variant.prices.map((price) => `${formatAmount(price)} ${price.currency}`), variant.gtin && `GTIN ${variant.gtin}`, variant.weight_grams > 0 && `${variant.weight_grams} g`].filter(Boolean).join(', ')]));
}

/** A value as people read it; null where there is none. */
function text(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.length === 0 ? null : value.every((one) => typeof one === 'string') ? value.join(', ') : `${value.length}: ${value.map((one) => text(keyed(one)['names'] ?? keyed(one)['alt'] ?? keyed(one)['code']) ?? 'without a text').join(', ')}`;
  if (typeof value === 'object') {
    const object = keyed(value);
    return text(object['names']) ?? (Object.values(object).filter((one) => typeof one === 'string' && one !== '').join(', ') || null);
  }
  return String(value);
}
