import { openPage } from './browser.js';
import { shown } from './buy.js';
import type { Money } from '../seed/product/shopper.js';
import type { Hands } from './open-marketplace.js';

type Storefront = { publishable_key: string; tenant: { name: string }; markets: { currency: string; default_locale: string; price_mode: 'incl' | 'excl'; is_default: boolean }[] };
type Listing = { title: string; variants: { price: Money }[]; tax: { note: string }; gates: { kind: string; words: string; cite: string }[] };

/** The seeded world: two marketplaces that differ in all that a marketplace may choose, and goods that only adults may buy at certain hours. */
export async function visitTheTwo({ tell, api, places }: Hands): Promise<void> {
  const visited = await Promise.all([visit(places.storefront('oma'), 'Becher'), visit(places.storefront('solano'), 'whiskey')]);
  for (const { name, market, listing } of visited) tell.saw(`${name}: ${market.default_locale}, ${market.currency}, “${listing.title}” ${shown(listing.variants[0]!.price)}, ${listing.tax.note}`);
  const [oma, solano] = visited as [Visit, Visit];
  tell.check('they differ in language, currency and tax display', oma.market.default_locale !== solano.market.default_locale && oma.market.currency !== solano.market.currency && oma.market.price_mode !== solano.market.price_mode);
  const kinds = new Set(solano.listing.gates.map((gate) => gate.kind));
  tell.check(`“${solano.listing.title}” is for adults, and has hours in which it may be delivered`, kinds.has('age') && kinds.has('hours'), solano.listing.gates);
  for (const gate of solano.listing.gates) tell.saw(`${gate.words} (${gate.cite})`);
  for (const { name, url, page } of visited) {
    tell.check(`the storefront of ${name} answers`, page.status === 200 && page.html.includes(name), page.status);
    tell.link(name, url);
  }

  type Visit = Awaited<ReturnType<typeof visit>>;
  async function visit(url: string, word: string) {
    const front = await api<Storefront>('GET', `/v1/store/context?host=${new URL(url).host}`);
    const market = front.markets.find((one) => one.is_default) ?? front.markets[0]!;
    const shop = api.as({ key: front.publishable_key });
    const { data: [card] } = await shop<{ data: { handle: string }[] }>('GET', `/v1/store/search?q=${word}`);
    if (!card) throw new Error(`${front.tenant.name} sells no ${word}.`);
    return { url, name: front.tenant.name, market, listing: await shop<Listing>('GET', `/v1/store/listings/${card.handle}`), page: await openPage(url) };
  }
}
