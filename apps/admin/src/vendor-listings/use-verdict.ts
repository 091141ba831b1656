import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { toBody, type Category, type Listing } from './listing-draft.js';
import type { ListingEditor } from './use-listing-editor.js';
import { verdictQuery } from './vendor-listing.queries.js';

const PAUSE = 500; // milliseconds without a keystroke before the rules are asked

/** What the rule packs say of the text as it stands on the page, saved or not. */
export function useVerdict(editor: ListingEditor, categories: readonly Category[]): { judgement: Listing['judgement'] | null; isAsking: boolean } {
  const { category_id, tax_category, attributes, media, made_by_vendor, manufacturer, responsible_person, excluded_markets } = toBody(editor.draft, categories);
  const facts = { category_id, tax_category, attributes, pictures: media.length, made_by_vendor, manufacturer, responsible_person, excluded_markets };
  const written = JSON.stringify(facts);
  const [settled] = useDebouncedValue(written, PAUSE);
  const isDirty = editor.changed.length > 0 || editor.listing === null;
  const asked = useQuery({ ...verdictQuery(JSON.parse(settled) as typeof facts), enabled: isDirty && category_id !== null && settled === written, placeholderData: keepPreviousData });
  if (!isDirty) return { judgement: editor.listing?.judgement ?? null, isAsking: false };
  return { judgement: asked.data ?? (category_id === null ? null : editor.listing?.judgement ?? null), isAsking: asked.isFetching || settled !== written };
}
