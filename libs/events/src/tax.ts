import type { Id } from '@stoa/platform/ids';

/** One decision of the tax engine about one consignment (`txd_…`). */
export type TaxDecisionId = Id<'TaxDecisionId'>;
