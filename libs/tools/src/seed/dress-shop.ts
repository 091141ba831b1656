import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inParallel } from './product/client.js';
import type { OpenTenant } from './onboard-tenant.js';
import type { OpenVendor } from './onboard-vendor.js';
import type { HomeSeed } from './world/types.js';

const PICTURES = path.resolve('libs/tools/src/seed/pictures');
const WIDTH = 4;

type Picture = { url: string; width: number; height: number };
type Theme = { version: number; brand: Record<string, unknown> };
type SavedHome = { home: { foot: unknown } };

/** The staff put up their mark and write their first page; one of the vendors lends the pictures. */
export async function dressShop(tenant: OpenTenant, vendors: readonly OpenVendor[], home: HomeSeed): Promise<void> {
  const lender = vendors.find((vendor) => vendor.seed.handle === home.vendor);
  if (!lender) throw new Error(`There is no vendor ${home.vendor} to lend its pictures.`);
  const files = [home.hero, home.story, ...home.tiles.map(([, file]) => file)];
  const uploaded = await inParallel(files, WIDTH, async (file) => lender.session<Picture>('POST', '/v1/vendor/media', { bytes: { type: 'image/webp', data: await readFile(path.join(PICTURES, file)) } }));
  const pictures = new Map(files.map((file, index) => [file, uploaded[index]!]));
  const theme = await tenant.owner<Theme>('GET', '/v1/admin/theme');
  await tenant.owner('PUT', '/v1/admin/theme', { ifMatch: theme.version, body: { ...theme.brand, logo_svg: home.logo } });
  for (const locale of Object.keys(home.words)) {
    const { home: begun } = await tenant.owner<SavedHome>('GET', `/v1/admin/home/${locale}`);
    await tenant.owner('PUT', `/v1/admin/home/${locale}`, { body: bodyOf(home, { locale, foot: begun.foot, pictures, vendor: lender.handle }) });
  }
}

type Given = { locale: string; foot: unknown; pictures: ReadonlyMap<string, Picture>; vendor: string };

function bodyOf(home: HomeSeed, { locale, foot, pictures, vendor }: Given): unknown {
  const words = home.words[locale]!;
  const picture = (file: string, alt: string) => { const { url, width, height } = pictures.get(file)!; return { url, width, height, alt }; };
  return {
    hero: { title: words.title, lead: words.lead, cta: { label: words.cta, href: '/search' }, cta2: { label: words.cta2, href: `/s/${vendor}` }, image: picture(home.hero, words.heroAlt) },
    facts: words.facts.map(([title, text], index) => ({ icon: home.icons[index], title, text })),
    blocks: [
      { kind: 'categories', title: words.tilesTitle, tiles: home.tiles.map(([handle, file], index) => ({ handle, label: words.tiles[index], image_url: pictures.get(file)!.url })) },
      { kind: 'listings', title: words.freshTitle, text: words.freshText, query: { sort: 'newest', category: null } },
      { kind: 'story', title: words.story.title, text: words.story.text, by: words.story.by, cta: { label: words.story.cta, href: `/s/${vendor}` }, image: picture(home.story, words.story.alt) },
      ...(words.bars ? [{ kind: 'bars', title: words.bars.title, text: words.bars.text, bars: words.bars.labels.map(([label, value], index) => ({ label, value, from: home.bars[index]![0], to: home.bars[index]![1] })) }] : []),
    ],
    foot,
  };
}
