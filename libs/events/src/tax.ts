import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

/** One decision of the tax engine about one consignment (`txd_…`). */
export type TaxDecisionId = Id<'TaxDecisionId'>;

/** A shadow run broke on our side again and again. Told to nobody: it waits among the failed work until somebody tries it again. */
export const shadowRunGivenUp = defineEvent('tax.shadow_run_given_up', 1, z.object({ runId: uuid(), pack: z.string(), version: z.string() }));

const words = z.record(z.string(), z.string());
const minor = z.string().regex(/^-?\d+$/);
/** A limit of the law is near (four fifths of it), or crossed: of the marketplace, or of one of its vendors. Told once for each step. */
export const thresholdPassed = defineEvent(
  'tax.threshold_passed',
  1,
  z.object({
    code: z.string(), place: z.string(), placeName: words, vendorId: z.string().nullable(), step: z.enum(['near', 'crossed']), name: words, usedBp: z.int(),
    totalMinor: minor, limitMinor: minor, currency: z.string(), sales: z.int(), limitSales: z.int().nullable(), cite: z.string(),
  }),
);
