import { countryName } from '../app/places.js';
import type { Category, Listing, Texts } from './listing-draft.js';

/** The admin speaks English; what has no English name is called as its owner calls it. */
export const nameOf = (texts: Texts): string => texts['en'] || Object.values(texts).find(Boolean) || '';

/** "Ceramics / Mugs". */
export const categoryName = (category: Pick<Category, 'path'>, categories: readonly Category[]): string =>
  category.path.split('/').map((_, i, handles) => handles.slice(0, i + 1).join('/')).map((path) => nameOf(categories.find((one) => one.path === path)?.names ?? {}) || path).join(' / ');

/** "Food, grocery" for goods.food.grocery. */
export function taxCategoryName(code: string): string {
  const words = code.replace(/^goods\.?/, '').split('.').join(', ').replaceAll('_', ' ');
  return words === '' || words === 'general' ? 'General goods' : words[0]?.toUpperCase() + words.slice(1);
}

/** Where on the page a field stands. */
export const SECTIONS = { content: 'Content', pictures: 'Pictures', variants: 'Variants', category: 'Category and tax', attributes: 'Attributes', maker: 'Who makes it', markets: 'Where it may be sold' } as const;
export type Section = keyof typeof SECTIONS;

const SECTION_OF_FIELD: Record<string, Section> = {
  title: 'content', description: 'content', category_id: 'category', tax_category: 'category', attributes: 'attributes', media: 'pictures', options: 'variants', variants: 'variants',
  made_by_vendor: 'maker', manufacturer: 'maker', responsible_person: 'maker', warnings: 'maker', excluded_markets: 'markets',
};
export const sectionOf = (pointer: string): Section => SECTION_OF_FIELD[pointer.split('/')[1] ?? ''] ?? 'content';

/** A gap the API names ("price of EBB-1", "attribute material") in words, and where it is filled. */
export function gapInWords(gap: string, category: Category | null): { words: string; section: Section } {
  const attribute = /^attribute (.+)$/.exec(gap)?.[1];
  if (attribute) return { words: nameOf(category?.attributes.find((one) => one.code === attribute)?.names ?? {}) || attribute, section: 'attributes' };
  if (gap.startsWith('price of')) return { words: gap, section: 'variants' };
  return { words: { title: 'a title', description: 'a description', category: 'a category', picture: 'a picture', variant: 'a variant' }[gap] ?? gap, section: ({ category: 'category', picture: 'pictures', variant: 'variants' } as const)[gap] ?? 'content' };
}

/** "Germany" for DE, "California" for US-CA. */
export function placeName(place: string): string {
  const [country = '', region] = place.split('-');
  return region ? `${region}, ${countryName(country)}` : countryName(country);
}

export const isLiveAsIs = (listing: Pick<Listing, 'status' | 'is_live'>): boolean => listing.is_live && listing.status === 'published';
