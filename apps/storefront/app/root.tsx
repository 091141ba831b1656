import { data, isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useMatches, useRouteLoaderData, type LinksFunction } from 'react-router';
import { Face } from './components/face.js';
import { Footer } from './components/footer.js';
import { Header } from './components/header.js';
import { callStore, Refused } from './shop/api.server.js';
import { openVisit } from './shop/session.server.js';
import type { Cart, Category, Home } from './shop/store-types.js';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/store.css';
import './styles/extra.css';
import { languageOf, useWords, type Words } from './words/words.js';
import type { LoaderArgs, ShopContext } from './shop/load-context.js';

export const links: LinksFunction = () => [{ rel: 'icon', href: 'data:,' }];

export async function loader({ request, context }: LoaderArgs) {
  const visit = openVisit(request, context);
  const { shop } = context;
  const [categories, home, cart] = await Promise.all([
    callStore<{ data: Category[] }>(context, visit, '/categories'),
    callStore<Home>(context, visit, '/home'),
    visit.cartToken ? countCart(context, visit) : 0,
  ]);
  return data({
    tenant: shop.tenant,
    markets: shop.markets,
    theme: shop.theme,
    market: visit.market,
    locale: visit.locale,
    categories: categories.data,
    foot: home.foot,
    cartCount: cart,
    isSignedIn: visit.shopperToken !== null,
    nonce: context.nonce,
    wordsScript: context.wordsScripts[languageOf(visit.locale)] ?? null,
    origin: context.origin,
    path: new URL(request.url).pathname + new URL(request.url).search,
  });
}

/** The number beside the bag. A cart that is gone counts nothing; it must not take the page with it. */
async function countCart(context: ShopContext, visit: ReturnType<typeof openVisit>): Promise<number> {
  return callStore<Cart>(context, visit, '/carts/current')
    .then((cart) => cart.parcels.flatMap((parcel) => parcel.lines).reduce((n, line) => n + line.quantity, 0))
    .catch((error: unknown) => { if (error instanceof Refused) return 0; throw error; });
}

export function Layout({ children }: { children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const theme = root?.theme;
  return (
    <html lang={root?.locale ?? 'en'} data-brand={root?.tenant.slug ?? 'stoa'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        {root?.wordsScript && <link rel="modulepreload" href={root.wordsScript} />}
        {theme && <style nonce={root.nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: brandCss(theme.tokens) }} />}
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={root?.nonce} />
        <Scripts nonce={root?.nonce} />
      </body>
    </html>
  );
}

/** The tenant's tokens were typed and checked when they were saved; here they only may not end the rule they stand in. */
function brandCss(tokens: Record<string, string>): string {
  const rules = Object.entries(tokens).filter(([name, value]) => /^--[a-z0-9-]+$/.test(name) && !/[<>{};]/.test(value));
  return `[data-brand]{${rules.map(([name, value]) => `${name}:${value}`).join(';')}}`;
}

export default function App() {
  const root = useRouteLoaderData<typeof loader>('root');
  const handles = useMatches().map((match) => match.handle as { isBare?: boolean; staysOpen?: boolean } | undefined);
  const isSuspended = root?.tenant.status === 'suspended';
  // Orders already placed can be followed, and who is behind the shop be read, while nothing is sold.
  const staysOpen = isSuspended && handles.some((handle) => handle?.staysOpen);
  const isBare = staysOpen || handles.some((handle) => handle?.isBare);
  const words = useWords(root?.locale ?? 'en');
  if (root && root.tenant.status !== 'live' && !staysOpen) return <Closed name={root.tenant.name} status={root.tenant.status} words={words} />;
  return <><Header isBare={isBare} /><Outlet /><Footer isBare={isBare} /></>;
}

function Closed({ name, status, words }: { name: string; status: string; words: Words }) {
  const { faces } = words;
  return (
    <main id="main" className="page">
      {status === 'suspended' ? <Face title={faces.closed} text={faces.closedHelp(name)} /> : <Face title={faces.opening} text={faces.openingHelp(name)} />}
    </main>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>('root');
  const words = useWords(root?.locale ?? 'en');
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <>
      {root && <Header />}
      <main id="main" className="page">
        <title>{missing ? words.faces.notFound : words.faces.error}</title>
        {missing
          ? <Face title={words.faces.notFound} text={words.faces.notFoundHelp} action={{ label: words.goHome, href: '/' }} />
          : <Face title={words.faces.error} text={words.faces.errorHelp(isRouteErrorResponse(error) ? String(error.status) : 'page')} action={{ label: words.retry, href: root?.path ?? '/' }} />}
      </main>
      {root && <Footer />}
    </>
  );
}
