import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';
import type { VendorId } from './vendors.js';

/** Why something of a vendor's was restricted (`sor_…`). */
export type StatementOfReasonsId = Id<'StatementOfReasonsId'>;

/** A restriction was given its reasons; the vendor is to read them (DSA Art. 17). */
export const reasonsStated = defineEvent(
  'compliance.reasons_stated',
  1,
  z.object({ statementId: uuid<StatementOfReasonsId>(), vendorId: uuid<VendorId>(), subjectKind: z.enum(['listing', 'vendor', 'order']), subjectId: uuid(), restriction: z.string() }),
);
