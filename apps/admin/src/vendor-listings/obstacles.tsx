import { Note, problemOf, Refusal } from '@stoa/web-ui';
import { IconGavel } from '@tabler/icons-react';
import { flawsFrom, goTo, type Flaw } from './flaws.js';
import type { Category, Listing } from './listing-draft.js';
import { gapInWords, placeName, SECTIONS } from './listing-words.js';
import type { ListingEditor } from './use-listing-editor.js';
import { isConflict } from './vendor-listing.queries.js';

type RuleRefusal = Listing['judgement'][number]['refusals'][number];

/** Everything that stands in the way, at the top of the page: each with the place where it is mended. */
export function Obstacles({ editor, category }: { editor: ListingEditor; category: Category | null }) {
  const { listing, save, submit, unlist } = editor;
  const error = submit.error ?? save.error ?? unlist.error;
  const flaws = editor.isAsked && editor.flaws.length > 0 ? editor.flaws : flawsFrom(error, editor.draft);
  const { code, details } = problemOf(error);
  return (
    <>
      {listing?.status === 'refused' && <Note tone="bad"><span className="med">The marketplace sent it back.</span> {listing.refusal_reason}</Note>}
      {flaws.length > 0 ? <Flaws flaws={flaws} />
        : code === 'catalog.listing_not_ready' ? <Gaps gaps={(details?.['missing'] ?? []) as string[]} category={category} />
        : code === 'catalog.listing_refused_by_rules' ? <Refusals refusals={(details?.['refusals'] ?? []) as RuleRefusal[]} />
        : error && !isConflict(error) ? <Refusal error={error} /> : null}
    </>
  );
}

function Flaws({ flaws }: { flaws: readonly Flaw[] }) {
  return (
    <Note tone="bad">
      <span className="med">{flaws.length === 1 ? 'One thing stands in the way of saving.' : `${flaws.length} things stand in the way of saving.`}</span>
      <ul>{flaws.map((flaw) => <li key={flaw.field + flaw.words}><button className="plainlink" type="button" onClick={() => goTo(flaw.field)}>{flaw.words}</button></li>)}</ul>
    </Note>
  );
}

const FIRST_FIELD = { content: 'title', pictures: 'media', variants: 'sku-', category: 'category_id', attributes: 'attribute-', maker: 'made_by_vendor', markets: 'offer-' } as const;

function Gaps({ gaps, category }: { gaps: readonly string[]; category: Category | null }) {
  const missing = gaps.map((gap) => ({ gap, ...gapInWords(gap, category) }));
  return (
    <Note tone="warn">
      <span className="med">It is saved, and still lacks {missing.length === 1 ? 'one thing' : `${missing.length} things`} before it can be sent in.</span>
      <ul>{missing.map(({ gap, words, section }) => <li key={gap}><button className="plainlink" type="button" onClick={() => goTo(gap === 'description' ? 'description' : gap.startsWith('price of') ? 'price-' : gap.startsWith('attribute ') ? `attribute-${gap.slice(10)}` : FIRST_FIELD[section])}>{SECTIONS[section]}: {words}</button></li>)}</ul>
    </Note>
  );
}

/** The verdict of the rule packs on a submission: nothing was sent in, and this is why. A rule that holds in several places is told once. */
function Refusals({ refusals }: { refusals: readonly RuleRefusal[] }) {
  const rules = [...new Map(refusals.map((refusal) => [refusal.rule + refusal.message, refusal])).values()];
  const placesOf = (rule: RuleRefusal): string => refusals.filter((one) => one.rule === rule.rule && one.message === rule.message).map((one) => placeName(one.place)).join(' and ');
  return (
    <section className="stack g12" role="alert" aria-label="Refused by the rules">
      <p className="med">It was not sent in: {rules.length === 1 ? 'one rule refuses' : `${rules.length} rules refuse`} the sale. Nothing is lost.</p>
      {rules.map((refusal) => (
        <article key={refusal.rule + refusal.message} className="card refusal">
          <header><IconGavel className="i" aria-hidden /><div><h3>{refusal.message}</h3><p className="small">Rule <span className="mono">{refusal.rule}</span> in {placesOf(refusal)}</p></div></header>
          <dl><dt>The law</dt><dd className="med">{refusal.cite}</dd><dt>What helps</dt><dd>{refusal.what_to_do}</dd><dt>Or</dt><dd className="dim">Leave this market out under “Where it may be sold”, and send the rest in.</dd></dl>
        </article>
      ))}
    </section>
  );
}
