import { useState } from 'react';
import { data, Form, Link, redirect, useActionData, useLoaderData, useNavigation, type MetaFunction } from 'react-router';
import { AgeGate } from '../components/age-gate.js';
import { Card } from '../components/card.js';
import { Crumbs } from '../components/crumbs.js';
import { Gallery } from '../components/gallery.js';
import { Icon } from '../components/icon.js';
import { Note } from '../components/note.js';
import { Quantity } from '../components/quantity.js';
import { Trader } from '../components/trader.js';
import { VendorSign } from '../components/vendor-sign.js';
import { minAgeOf } from '../shop/age.js';
import { callStore, loadOr404, Refused } from '../shop/api.server.js';
import { addToCart } from '../shop/cart.server.js';
import { formatClock } from '../shop/format.js';
import { jsonLd } from '../shop/json-ld.js';
import { openVisit } from '../shop/session.server.js';
import type { ListingPage, Variant } from '../shop/store-types.js';
import { sayRefusal } from '../shop/refusal.js';
import { useVisit } from '../shop/use-visit.js';
import type { LoaderArgs, ActionArgs } from '../shop/load-context.js';

export async function loader({ request, context, params }: LoaderArgs) {
  const visit = openVisit(request, context);
  const listing = await loadOr404(callStore<ListingPage>(context, visit, `/listings/${encodeURIComponent(params['handle'] ?? '')}`));
  const url = new URL(request.url);
  const age = minAgeOf(listing.gates);
  const problem = url.searchParams.get('age');
  return {
    listing,
    chosen: url.searchParams.get('variant'),
    gate: age > visit.adultAge ? { minAge: age, problem: problem === 'too_young' || problem === 'invalid' ? problem : null } as const : null,
    title: `${listing.title} · ${context.shop.theme.name}`,
    canonical: `${context.origin}/p/${listing.handle}`,
    origin: context.origin,
  };
}

export async function action({ request, context }: ActionArgs) {
  const visit = openVisit(request, context);
  const form = await request.formData();
  try {
    const headers = await addToCart(context, visit, { variant_id: String(form.get('variant_id')), quantity: Number(form.get('quantity') ?? 1) });
    return redirect('/cart', { headers });
  } catch (error) {
    if (error instanceof Refused && error.problem.status < 500) return data({ problem: error.problem });
    throw error;
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: d }) => d ? [
  { title: d.title }, { name: 'description', content: d.listing.description.slice(0, 155) }, { tagName: 'link', rel: 'canonical', href: d.canonical },
  { property: 'og:title', content: d.listing.title }, { property: 'og:image', content: d.listing.media[0] ? d.origin + d.listing.media[0].url : undefined },
  { 'script:ld+json': jsonLd(d.listing, d.canonical) },
] : [];

export default function ListingRoute() {
  const { listing, chosen, gate } = useLoaderData<typeof loader>();
  const { words } = useVisit();
  const variant = listing.variants.find((v) => v.id === chosen) ?? listing.variants.find((v) => v.stock !== 'sold_out') ?? listing.variants[0];
  const gtin = variant?.gtin;
  return (
    <main id="main" className="page">
      {gate && <AgeGate minAge={gate.minAge} title={listing.title} problem={gate.problem} />}
      <Crumbs path={[...listing.category.path, { handle: listing.category.handle, name: listing.category.name }]} here={listing.title} />
      <div className="product">
        <Gallery media={listing.media} />
        {variant && <Buy listing={listing} variant={variant} key={variant.id} />}
        <section className="about stack" aria-labelledby="about">
          <h2 id="about" className="display display--md">{words.listing.about}</h2>
          <div className="prose">{listing.description.split(/\n{2,}/).map((text, i) => <p key={i}>{text}</p>)}</div>
          <dl className="pairs">{listing.attributes.map((a) => <div key={a.code}><dt>{a.name}</dt><dd>{a.value}</dd></div>)}{listing.gates.length > 0 && <div><dt>{words.listing.law}</dt><dd className="stack stack--xs">{listing.gates.map((g) => <p key={g.kind + g.cite}>{g.words}<br /><span className="code">{g.cite}</span></p>)}</dd></div>}{gtin && <div><dt>GTIN</dt><dd className="num">{gtin}</dd></div>}</dl>{listing.warnings && <Note kind="warn">{listing.warnings}</Note>}
        </section>
        <VendorPanel vendor={listing.vendor} />
      </div>
      {listing.related.length > 0 && <section className="section" aria-labelledby="related"><h2 id="related" className="display display--lg section__head">{words.listing.related}</h2><div className="grid">{listing.related.slice(0, 4).map((card) => <Card key={card.id} card={card} />)}</div></section>}
    </main>
  );
}

function Buy({ listing, variant }: { listing: ListingPage; variant: Variant }) {
  const { words, money, day } = useVisit();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state === 'submitting';
  const [quantity, setQuantity] = useState(1);
  const isGone = variant.stock === 'sold_out';
  const age = minAgeOf(listing.gates);
  const soonest = listing.delivery[0];
  return (
    <section className="buy" aria-labelledby="h1">
      <div className="stack stack--s">
        {(age > 0 || variant.stock === 'low') && <p className="row" style={{ gap: '.4rem .6rem' }}>{age > 0 && <span className="flag flag--age">{words.age(age)}</span>}{variant.stock === 'low' && <span className="flag flag--low">{variant.available_low === null ? words.lowUnknown : words.low(variant.available_low)}</span>}</p>}
        <h1 id="h1" className="display display--lg">{listing.title}</h1>
        <p className="soft"><SoldBy listing={listing} /></p>
      </div>
      <div className="stack stack--xs"><p className="price"><b className="num">{money(variant.price)}</b></p><p className="small soft">{listing.tax.note}</p></div>
      {listing.options.map((option) => <Option key={option.code} listing={listing} variant={variant} option={option} />)}
      <Form method="post" className="stack">
        <input type="hidden" name="variant_id" value={variant.id} /><input type="hidden" name="quantity" value={quantity} />
        <p className={`status status--${isGone ? 'bad' : variant.stock === 'low' ? 'warn' : 'ok'}`}>{isGone ? words.soldOut : variant.available_low === null ? words.inStock : words.inStockLow(variant.available_low)}</p>
        {answer?.problem && <Note kind="bad" alert>{sayRefusal(answer.problem, words)}</Note>}
        <div className="buy__act"><Quantity value={quantity} onChange={setQuantity} max={variant.available_low ?? 99} label={words.listing.count} /><button className="btn" type="submit" disabled={isGone} aria-busy={busy}>{isGone ? words.soldOut : words.listing.add}</button></div>
      </Form>
      {age > 0 && <Note kind="warn">{words.listing.ageNote(age)} <HoursOf listing={listing} /></Note>}
      <dl className="terms">
        {soonest && <div><Icon name="truck" /><dt>{soonest.from === soonest.to ? words.listing.arrivesOn(day(soonest.from)) : words.listing.arrives(day(soonest.from), day(soonest.to))}</dt><dd>{words.listing.shipsFrom(listing.vendor.city ?? listing.vendor.name, money(soonest.price))}</dd></div>}
        <div><Icon name="lock" /><dt>{words.listing.paidSafe}</dt><dd>{words.listing.paidSafeText}</dd></div>
      </dl>
    </section>
  );
}

function SoldBy({ listing }: { listing: ListingPage }) {
  const { words } = useVisit();
  const [before = '', after = ''] = words.soldBy('\u0000', listing.vendor.city ?? '').split('\u0000');
  return <>{before}<Link className="link" to={`/s/${listing.vendor.handle}`}>{listing.vendor.name}</Link>{after}</>;
}

function HoursOf({ listing }: { listing: ListingPage }) {
  const { words, locale } = useVisit();
  const hours = listing.gates.find((gate) => gate.kind === 'hours')?.params;
  return hours ? <>{words.listing.hoursNote(formatClock(String(hours['from']), locale), formatClock(String(hours['to']), locale))}</> : null;
}

/** Variants are links: each has an address, and what is sold out is struck and said aloud, not hidden. */
function Option({ listing, variant, option }: { listing: ListingPage; variant: Variant; option: ListingPage['options'][number] }) {
  const { words } = useVisit();
  return (
    <div className="stack stack--s">
      <p id={`option-${option.code}`} className="label">{option.name}: <span className="soft" style={{ fontWeight: 400 }}>{variant.options[option.code]}</span></p>
      <div className="options" role="group" aria-labelledby={`option-${option.code}`}>
        {option.values.map((value) => {
          const target = listing.variants.find((v) => listing.options.every((o) => v.options[o.code] === (o.code === option.code ? value : variant.options[o.code])));
          const isOn = variant.options[option.code] === value;
          if (!target || (target.stock === 'sold_out' && !isOn)) return <span key={value} className="option" aria-disabled="true" role="link">{value}<span className="hide"> {words.listing.variantGone}</span></span>;
          return <Link key={value} className="option" to={`?variant=${target.id}`} preventScrollReset aria-current={isOn ? 'true' : undefined}>{value}</Link>;
        })}
      </div>
    </div>
  );
}

function VendorPanel({ vendor }: { vendor: ListingPage['vendor'] }) {
  const { words } = useVisit();
  return (
    <section className="vendor panel" id="vendor" aria-label={vendor.name}>
      <div className="vendor__top"><VendorSign name={vendor.name} /><div><p style={{ fontWeight: 650 }}>{vendor.name}</p><p className="small soft">{vendor.city}</p></div></div>
      {vendor.about && <p>{vendor.about}</p>}
      <Trader trader={vendor.trader} />
      <Link className="btn btn--line btn--small" style={{ justifySelf: 'start' }} to={`/s/${vendor.handle}`}>{words.listing.visit}</Link>
    </section>
  );
}
