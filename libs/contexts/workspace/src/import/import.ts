import type { Id } from '@stoa/platform/ids';
import type { VendorId } from '@stoa/events/vendors';
import { importCannotBeCanceled, importCannotBeConfirmed } from './import.errors.js';

export type ImportId = Id<'ImportId'>;
/** `checked` waits for the vendor's word; `unreadable` is a file that is no table of listings; `canceled` keeps what was imported before. */
export type ImportState = 'reading' | 'checking' | 'checked' | 'applying' | 'done' | 'unreadable' | 'canceled';
export type RowState = 'read' | 'bad' | 'to_create' | 'to_update' | 'to_keep' | 'created' | 'updated' | 'kept' | 'failed';
/** What is wrong with a row, in words for the vendor; `column` is null where it is no single cell. */
export type Problem = { readonly column: string | null; readonly message: string };

export type Import = {
  readonly id: ImportId;
  readonly vendorId: VendorId;
  /** Who uploaded it: the worker acts under this name. */
  readonly createdBy: { readonly kind: 'vendor' | 'api_key'; readonly id: string };
  readonly maySetStock: boolean;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: ImportState;
  /** The first row of the file; null until it was read. */
  readonly header: readonly string[] | null;
  /** Whether what was imported is handed to the staff right away. */
  readonly submits: boolean;
  readonly rowsRead: number;
  readonly problem: string | null;
  /** How often the work at hand has broken on our side. */
  readonly stumbles: number;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
};

/** A row as it was read. `groupStart` is the first row of the same listing, `sameSkuAs` an earlier row with the same SKU. */
export type ImportRow = {
  readonly number: number; readonly groupKey: string; readonly groupStart: number; readonly sku: string; readonly sameSkuAs: number | null; readonly cells: readonly string[];
  readonly state: RowState; readonly problems: readonly Problem[]; readonly note: string | null;
};

export const MAX_ROWS = 50_000;
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_ROWS_PER_LISTING = 200;
/** How long a worker may be silent before another takes over. */
export const LEASE_MS = 5 * 60_000;

/** The vendor has seen the dry run and wants it. */
export function confirm(found: Import, submits: boolean, now: Date): Import {
  if (found.state !== 'checked') throw importCannotBeConfirmed(found.state);
  return { ...found, state: 'applying', submits, confirmedAt: now, dueAt: now, stumbles: 0 };
}

/** The vendor thinks better of it. Listings that are in stay in; the others never come. */
export function cancel(found: Import, now: Date): Import {
  if (found.finishedAt !== null) throw importCannotBeCanceled(found.state);
  return { ...found, state: 'canceled', dueAt: null, finishedAt: now };
}

export const originalPath = (id: ImportId): string => `imports/${id}.csv`;
