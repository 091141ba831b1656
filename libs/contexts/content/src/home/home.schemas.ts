import { z } from 'zod';

const text = (max: number) => z.string().trim().min(1).max(max);
/** A path of the shop itself: nobody puts a foreign link behind a button of the home page. */
const href = z.string().regex(/^\/(?!\/)[\w\-./?=&%+,#]*$/, 'A path of the shop, such as /search?sort=newest.').max(300);
const link = z.strictObject({ label: text(60), href });
const picture = z.strictObject({ url: z.string().regex(/^\/media\/[\w./-]+$/, 'A picture of this marketplace, /media/….').max(300), alt: text(300), width: z.int().min(1).max(4000), height: z.int().min(1).max(4000) });

/** The home page of one language: a hero, facts, and blocks in the order in which they are shown. */
export const homeSchema = z.strictObject({
  hero: z.strictObject({ title: text(120), lead: text(400), cta: link, cta2: link.nullable(), image: picture.nullable() }),
  facts: z.array(z.strictObject({ icon: z.string().regex(/^[a-z-]{2,30}$/), title: text(60), text: text(200) })).max(4),
  blocks: z.array(z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('categories'), title: text(80), tiles: z.array(z.strictObject({ handle: z.string().regex(/^[a-z0-9-]+$/), label: text(60), image_url: z.string().regex(/^\/media\/[\w./-]+$/).nullable() })).min(1).max(12) }),
    z.strictObject({ kind: z.literal('listings'), title: text(80), text: z.string().max(300), query: z.strictObject({ sort: z.enum(['relevance', 'newest', 'price_asc', 'price_desc']), category: z.string().regex(/^[a-z0-9-]+$/).nullable().default(null) }) }),
    z.strictObject({ kind: z.literal('story'), title: text(160), text: text(1200), by: text(120), cta: link, image: picture.nullable() }),
    z.strictObject({ kind: z.literal('bars'), title: text(120), text: z.string().max(400), bars: z.array(z.strictObject({ label: text(80), value: text(60), from: z.number().min(0).max(100), to: z.number().min(0).max(100) })).min(1).max(12) }),
  ])).max(12),
  foot: z.strictObject({ about: text(300), columns: z.array(z.strictObject({ title: text(40), links: z.array(link).max(8) })).max(5), legal: text(200), end: z.string().max(300) }),
}).meta({ id: 'Home' });

export type Home = z.output<typeof homeSchema>;
