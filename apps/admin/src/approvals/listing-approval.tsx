import { Badge, Card, ErrorFace, Money, Pairs, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Pic } from '../app/goods.js';
import { categoriesQuery, useMarketName } from '../app/marketplace.queries.js';
import { useMay } from '../app/session.js';
import { inWords } from '../app/words.js';
import { reviewQuery, type Listing } from './approvals.queries.js';
import { Changes } from './changes.js';
import { DecisionBar } from './decision-bar.js';
import { ItemHead } from './item-head.js';
import { Verdict } from './verdict.js';

type Props = { id: string; position: string | null; onDone: () => void; onNext: () => void; onBack: () => void };

/** A listing that was sent in: what the rules say market by market, what it changes, and the decision. */
export function ListingApproval({ id, position, onDone, onNext, onBack }: Props) {
  const review = useQuery(reviewQuery(id));
  const mayDecide = useMay('catalog.review');
  const marketName = useMarketName();
  if (review.isPending) return <Skeleton lines={12} />;
  if (review.error) return <ErrorFace error={review.error} retry={() => void review.refetch()} />;
  const { listing: l, changes } = review.data;
  const title = inWords(l.title) || l.handle;
  const allowed = l.judgement.filter((one) => one.outcome === 'allowed').map((one) => marketName(one.market));
  const refusals = l.judgement.flatMap((one) => one.refusals);
  return (
    <div className="stack g16">
      <ItemHead position={position} title={title} picture={<Pic media={l.media[0] ? { url: l.media[0].url, alt: inWords(l.media[0].alt) } : null} />}
        badges={<>{l.live_version ? <Badge tone="half">{`Changes version ${l.live_version.number}`}</Badge> : <Badge tone="open">New listing</Badge>}{refusals.length === 0 ? <Badge tone="ok">Rules pass</Badge> : <Badge tone="bad">{`${refusals.length} ${refusals.length === 1 ? 'rule refuses' : 'rules refuse'}`}</Badge>}</>}
        lead={<>{l.vendor.name}{l.submitted_at && <>, sent in <Time iso={l.submitted_at} inText /></>}. {l.refusal_reason && `Sent back before: “${l.refusal_reason}”`}</>} onNext={onNext} onBack={onBack} />
      <Verdict judgement={l.judgement} />
      <Changes changes={changes} listing={l} />
      <Offer listing={l} />
      {l.status === 'submitted'
        ? <DecisionBar kind="listing" id={l.id} name={title} approve={allowed.length > 0 && refusals.length > 0 ? `Approve for ${allowed.join(', ')}` : 'Approve and publish'} refuse="Refuse" refuseTitle={`Send “${title}” back`} refuseText={l.live_version ? `Version ${l.live_version.number} stays live. The vendor can mend the draft and send it in again.` : 'It is not published. The vendor can mend it and send it in again.'}
            suggestion={refusals[0] ? `${refusals[0].message} ${refusals[0].what_to_do}` : undefined} onDone={onDone} onNext={onNext} mayDecide={mayDecide} />
        : <p className="decision small dim">This listing does not wait for a decision any more.</p>}
    </div>
  );
}

function Offer({ listing: l }: { listing: Listing }) {
  const attributes = useAttributes(l);
  return (
    <Card title="What is offered" flush>
      <div className="body"><Pairs rows={[['Category', l.category ? inWords(l.category.names) : '–'], ['Tax category', l.tax_category ?? '–'], ['Made by the vendor', l.made_by_vendor ? 'Yes' : (l.manufacturer?.name ?? 'No')], ...attributes]} /></div>
      <table className="t tight list"><caption className="vh">Variants</caption><thead><tr><th scope="col">Variant</th><th scope="col">SKU</th><th scope="col">GTIN</th><th scope="col" className="r">Price</th></tr></thead>
        <tbody>{l.variants.map((variant) => <tr key={variant.id}><td>{inWords(variant.option_text) || 'One kind'}</td><td className="mono">{variant.sku}</td><td className="mono">{variant.gtin ?? '–'}</td><td className="r">{variant.prices.map((price, i) => <span key={price.currency}>{i > 0 && ', '}<Money value={price} /></span>)}</td></tr>)}</tbody></table>
    </Card>
  );
}

/** A listing's attributes as its category names them; by their code until the categories are there. */
function useAttributes(l: Listing): (readonly [string, string])[] {
  const categories = useQuery(categoriesQuery);
  const known = new Map(categories.data?.data.find((category) => category.path === l.category?.path)?.attributes.map((attribute) => [attribute.code, attribute]));
  return Object.entries(l.attributes).map(([code, value]) => {
    const attribute = known.get(code);
    const words = (one: unknown): string => inWords(attribute?.values.find((choice) => choice.code === one)?.names ?? {}) || (one === true ? 'Yes' : one === false ? 'No' : String(one));
    return [attribute ? inWords(attribute.names) : code.replace(/_/g, ' '), [(Array.isArray(value) ? value : [value]).map(words).join(', '), attribute?.unit].filter(Boolean).join(' ')] as const;
  });
}
