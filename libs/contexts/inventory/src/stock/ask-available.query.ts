import type { VariantId } from '@stoa/events/catalog';

/** How many pieces of each variant can be sold right now, as `availability` counts them; what nobody ever stocked is not named. */
export type Available = Readonly<Record<VariantId, number>>;

/** The question that `askAll` puts beside those of others. */
export const availableAsked = (variantIds: readonly VariantId[]): { fn: string; question: object } => ({ fn: 'inventory.available', question: { variants: variantIds } });
