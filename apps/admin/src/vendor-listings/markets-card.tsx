import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { Card, CheckField } from '@stoa/web-ui';
import { languageName } from '../app/places.js';
import { inWords } from '../app/words.js';
import type { Draft, Listing } from './listing-draft.js';
import { placeName } from './listing-words.js';
import type { ListingEditor } from './use-listing-editor.js';
import type { Market } from './vendor-listing.queries.js';

type Verdict = Listing['judgement'][number];
type Props = { editor: ListingEditor; markets: readonly Market[]; judgement: readonly Verdict[] | null; isAsking: boolean };

/** Market by market: may it be sold, under which conditions, and if not, which rule says so and what helps. */
export function MarketsCard({ editor, markets, judgement, isAsking }: Props) {
  const { draft, edit } = editor;
  const setOffered = (code: string, isOffered: boolean): void => edit({ excludedMarkets: isOffered ? draft.excludedMarkets.filter((one) => one !== code) : [...draft.excludedMarkets, code] });
  return (
    <Card title="Where it may be sold" aside={isAsking && <span className="tiny faint" role="status">Asking the rules</span>}>
      <ul className="markets" aria-live="polite">
        {markets.map((market) => <MarketVerdict key={market.code} market={market} draft={draft} verdict={judgement?.find((one) => one.market === market.code)} onOffer={(isOffered) => setOffered(market.code, isOffered)} />)}
      </ul>
      {judgement === null && <p className="tiny faint">The rules answer once a category is chosen.</p>}
    </Card>
  );
}

function MarketVerdict({ market, draft, verdict, onOffer }: { market: Market; draft: Draft; verdict: Verdict | undefined; onOffer: (isOffered: boolean) => void }) {
  const isOffered = !draft.excludedMarkets.includes(market.code);
  const isUnwritten = isOffered && !draft.description[market.default_locale]?.trim();
  const outcome = isOffered ? verdict?.outcome : 'excluded';
  return (
    <li>
      <Mark outcome={outcome} isUnwritten={isUnwritten} />
      <div className="stack g8">
        <span className="between"><span className="med">{market.name}</span><CheckField name={`offer-${market.code}`} label={<>Sell here<span className="vh">, {market.name}</span></>} checked={isOffered} onChange={(event) => onOffer(event.target.checked)} /></span>
        {outcome === 'excluded' && <p className="dim">You do not offer it here, so its rules are not asked.</p>}
        {outcome === 'allowed' && verdict?.gates.length === 0 && <p className="dim">No rule refuses it.</p>}
        {outcome === 'allowed' && verdict?.gates.map((gate) => <p key={gate.place + gate.rule}><span className="med">{placeName(gate.place)}:</span> {inWords(gate.words)} <span className="faint">{gate.cite}</span></p>)}
        {outcome === 'refused' && verdict?.refusals.map((refusal) => <RefusedBy key={refusal.place + refusal.rule} refusal={refusal} />)}
        {isUnwritten && <p className="dim">There is no {languageName(market.default_locale)} description. It can be sold, shoppers will read another language.</p>}
      </div>
    </li>
  );
}

const Mark = ({ outcome, isUnwritten }: { outcome: Verdict['outcome'] | undefined; isUnwritten: boolean }) => {
  if (outcome === 'refused') return <IconCircleX className="i badc" role="img" aria-label="May not be sold" />;
  if (outcome === 'allowed') return isUnwritten ? <IconAlertTriangle className="i wac" role="img" aria-label="May be sold, look at it" /> : <IconCircleCheck className="i okc" role="img" aria-label="May be sold" />;
  return <IconCircleDashed className="i off" role="img" aria-label={outcome === 'excluded' ? 'Not offered' : 'Not judged yet'} />;
};

/** A rule that forbids the sale: what was found, the law, and what helps. */
export function RefusedBy({ refusal }: { refusal: Verdict['refusals'][number] }) {
  return (
    <div className="stack">
      <p><span className="med">{placeName(refusal.place)}:</span> {refusal.message}</p>
      <p className="dim">{refusal.what_to_do}</p>
      <p className="tiny faint">{refusal.cite}, rule <span className="mono">{refusal.rule}</span></p>
    </div>
  );
}
