import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { flawsOf, type Unread } from './flaws.js';
import { changesOf, emptyDraft, keepMine, toBody, toDraft, type Category, type Draft, type DraftVariant, type Listing } from './listing-draft.js';
import { changeListing, createListing, isConflict, listingQuery, setStock, submitListing, unlistListing, type StockLevel } from './vendor-listing.queries.js';

/** Counts that were typed and not yet saved, by variant and warehouse. */
export type StockEdits = Readonly<Record<string, number>>;
export const stockKey = (variantKey: string, warehouseId: string): string => `${variantKey} ${warehouseId}`;

type Opened = { listing: Listing | null; base: Draft; draft: Draft; stock: StockEdits; unread: Unread; revision: number; isAsked: boolean };
type Start = { listing: Listing | null; categories: readonly Category[]; currency: string; levels: readonly StockLevel[]; onCreated: (listing: Listing) => void };

/** A listing that somebody writes on: what was saved, what differs, and what can be done with it. */
export function useListingEditor({ listing, categories, currency, levels, onCreated }: Start) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<Opened>(() => opened(listing, categories, currency));
  const changes = changesOf(state.base, state.draft, categories);
  const changed = Object.keys(changes) as (keyof typeof changes)[];
  const isDirty = changed.length > 0 || Object.keys(state.stock).length > 0 || Object.keys(state.unread).length > 0;

  /** What came back is the new base; counts of variants that were new find their ids by the order of the rows. */
  function adopt(saved: Listing): StockEdits {
    const stock = Object.fromEntries(Object.entries(state.stock).map(([key, count]) => {
      const [variantKey = '', warehouseId = ''] = key.split(' ');
      const row = state.draft.variants.findIndex((variant) => variant.key === variantKey);
      return [stockKey(saved.variants[row]?.id ?? variantKey, warehouseId), count];
    }));
    const base = toDraft(saved, categories);
    setState((now) => ({ ...now, listing: saved, base, draft: base, stock, unread: {} }));
    queryClient.setQueryData(listingQuery(saved.id).queryKey, saved);
    void queryClient.invalidateQueries({ queryKey: ['vendor-listings'] });
    return stock;
  }

  async function saveAll(): Promise<Listing> {
    const saved = state.listing === null ? await createListing(toBody(state.draft, categories)) : changed.length > 0 ? await changeListing(state.listing, changes) : state.listing;
    const stock = adopt(saved);
    if (Object.keys(stock).length > 0) {
      await setStock(Object.entries(stock).map(([key, on_hand]) => ({ variant_id: key.split(' ')[0] ?? '', warehouse_id: key.split(' ')[1] ?? '', on_hand })));
      await queryClient.invalidateQueries({ queryKey: ['vendor-stock', saved.id] });
      setState((now) => ({ ...now, stock: {} }));
    }
    if (state.listing === null) onCreated(saved);
    return saved;
  }

  const save = useMutation({ mutationFn: saveAll, onError: (error) => isConflict(error) && state.listing && theirs.mutate(state.listing.id) });
  const submit = useMutation({
    mutationFn: async () => {
      const saved = isDirty || state.listing === null ? await save.mutateAsync() : state.listing;
      return submitListing(saved.id);
    },
    onSuccess: adopt,
  });
  const unlist = useMutation({ mutationFn: () => unlistListing(state.listing?.id ?? ''), onSuccess: adopt });
  /** What somebody else saved meanwhile. */
  const theirs = useMutation({ mutationFn: (id: string) => queryClient.fetchQuery({ ...listingQuery(id), staleTime: 0 }) });

  const settle = (next: (now: Opened) => Opened): void => {
    save.reset(); submit.reset(); theirs.reset();
    setState((now) => ({ ...next(now), revision: now.revision + 1 }));
  };
  return {
    ...state, changes, changed, isDirty, flaws: flawsOf(state.draft, state.unread), save, submit, unlist, theirs,
    /** From now on every flaw is shown, also in fields nobody has touched. */
    ask: () => setState((now) => ({ ...now, isAsked: true })),
    edit: (part: Partial<Draft>) => setState((now) => ({ ...now, draft: { ...now.draft, ...part } })),
    editVariant: (key: string, part: Partial<DraftVariant>) => setState((now) => withVariant(now, key, (variant) => ({ ...variant, ...part }))),
    editPrice: (key: string, currency: string, amount: number | null) => setState((now) => withVariant(now, key, (variant) => ({ ...variant, prices: { ...variant.prices, [currency]: amount } }))),
    setCount(variantKey: string, warehouseId: string, count: number) {
      const key = stockKey(variantKey, warehouseId);
      const saved = levels.find((level) => level.variant_id === variantKey && level.warehouse_id === warehouseId)?.on_hand ?? 0;
      setState(({ stock: { [key]: _, ...others }, ...now }) => ({ ...now, stock: count === saved ? others : { ...others, [key]: count } }));
    },
    setUnread: (field: string, complaint: string | null) => setState(({ unread: { [field]: _, ...others }, ...now }) => ({ ...now, unread: complaint === null ? others : { ...others, [field]: complaint } })),
    discard: () => settle((now) => ({ ...now, draft: now.base, stock: {}, unread: {} })),
    takeTheirs: (saved: Listing) => settle((now) => ({ ...opened(saved, categories, currency), revision: now.revision })),
    keepMine(saved: Listing) {
      const base = toDraft(saved, categories);
      settle((now) => ({ ...now, listing: saved, base, draft: keepMine(now, base, categories) }));
    },
    /** A decision of the staff arrived while nothing was being written. */
    follow(fresh: Listing) { if (!isDirty && fresh.version > (state.listing?.version ?? 0)) settle((now) => ({ ...opened(fresh, categories, currency), revision: now.revision })); },
  };
}
export type ListingEditor = ReturnType<typeof useListingEditor>;

function opened(listing: Listing | null, categories: readonly Category[], currency: string): Opened {
  const base = listing ? toDraft(listing, categories) : emptyDraft(currency);
  return { listing, base, draft: base, stock: {}, unread: {}, revision: 0, isAsked: false };
}

const withVariant = (now: Opened, key: string, change: (variant: DraftVariant) => DraftVariant): Opened => ({ ...now, draft: { ...now.draft, variants: now.draft.variants.map((variant) => (variant.key === key ? change(variant) : variant)) } });
