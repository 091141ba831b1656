import { Form, Link, NavLink, useNavigation } from 'react-router';
import { useVisit } from '../shop/use-visit.js';
import { Icon } from './icon.js';
import { Logo } from './logo.js';
import { SearchField } from './search-field.js';

/** The shop's head; bare at the checkout, where only the way home is left. */
export function Header({ isBare = false }: { isBare?: boolean }) {
  const { words } = useVisit();
  const navigation = useNavigation();
  return (
    <>
      {navigation.state !== 'idle' && <div className="route-bar" role="progressbar" aria-label={words.faces.loading} />}
      <a className="skip" href="#main">{words.skip}</a>
      {isBare
        ? <header className="head"><div className="page"><div className="row row--split" style={{ minHeight: '4rem' }}><Logo /><p className="row small"><Icon name="lock" /><span>{words.secure}</span></p></div></div></header>
        : <ShopHead />}
    </>
  );
}

function ShopHead() {
  const { words, market, categories, cartCount, isSignedIn } = useVisit();
  return (
    <header>
      <div className="strip"><div className="page"><p>{market.price_mode === 'incl' ? words.pricesIncl : words.pricesExcl}</p><Settings /></div></div>
      <div className="head">
        <div className="page">
          <div className="head__bar">
            <Logo />
            <SearchField />
            <nav className="tools" aria-label={words.account}>
              <Link className="tool" to={isSignedIn ? '/account' : '/sign-in'}><span className="tool__text">{isSignedIn ? words.account : words.signIn}</span><Icon name="user" /><span className="hide">{words.account}</span></Link>
              <Link className="tool" to="/cart"><Icon name="bag" /><span className="tool__text">{words.cart}</span><span className="tool__count">{cartCount}<span className="hide"> {words.goods(cartCount)}</span></span></Link>
            </nav>
          </div>
          <nav className="cats" aria-label={words.categories} tabIndex={0}>
            <ul>{categories.map((category) => <li key={category.handle}><NavLink to={`/c/${category.handle}`}>{category.name}</NavLink></li>)}</ul>
          </nav>
        </div>
      </div>
    </header>
  );
}

/** Languages of the market, and the markets where there is more than one. Plain forms: they work without a script. */
function Settings() {
  const { words, market, markets, locale, path } = useVisit();
  return (
    <nav className="strip__set settings" aria-label={words.settings}>
      {markets.length > 1 && (
        <Form method="post" action="/settings" reloadDocument>
          <input type="hidden" name="back" value={path} />
          {markets.map((m) => <button key={m.code} name="market" value={m.code} lang={m.default_locale} aria-current={m.code === market.code ? 'true' : undefined}>{m.name}</button>)}
        </Form>
      )}
      {market.locales.length > 1 && (
        <Form method="post" action="/settings" reloadDocument>
          <input type="hidden" name="back" value={path} />
          {market.locales.map((l) => <button key={l} name="locale" value={l} lang={l} aria-label={languageName(l)} aria-current={l === locale ? 'true' : undefined}>{l.slice(0, 2).toUpperCase()}</button>)}
        </Form>
      )}
    </nav>
  );
}

/** "DE, Deutsch": what is seen comes first, so that voice control finds the button by it. */
const languageName = (locale: string): string => `${locale.slice(0, 2).toUpperCase()}, ${new Intl.DisplayNames([locale], { type: 'language' }).of(locale.slice(0, 2)) ?? ''}`;
