import type { LoaderArgs } from '../shop/load-context.js';

export const loader = ({ context }: LoaderArgs) =>
  new Response(`User-agent: *\nDisallow: /cart\nDisallow: /checkout\nDisallow: /orders/\nDisallow: /account\nDisallow: /search\nSitemap: ${context.origin}/sitemap.xml\n`, { headers: { 'Content-Type': 'text/plain' } });
