import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('search', 'routes/search.tsx'),
  route('c/:handle', 'routes/category.tsx'),
  route('p/:handle', 'routes/listing.tsx'),
  route('s/:handle', 'routes/vendor.tsx'),
  route('cart', 'routes/cart.tsx'),
  route('checkout', 'routes/checkout.tsx'),
  route('orders/:token', 'routes/order.tsx'),
  route('orders/:token/documents/:documentId', 'routes/order-document.ts'),
  route('track', 'routes/track.tsx'),
  route('pages/:slug', 'routes/page.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('account', 'routes/account.tsx'),
  route('sell', 'routes/sell.tsx'),
  route('settings', 'routes/settings.ts'),
  route('adult', 'routes/adult.ts'),
  route('suggest', 'routes/suggest.ts'),
  route('robots.txt', 'routes/robots.ts'),
  route('sitemap.xml', 'routes/sitemap.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
