import type { Id } from '@stoa/platform/ids';
import type { VendorId } from '@stoa/events/vendors';
import { importCannotBeCanceled, importCannotBeConfirmed, importFileGone } from './import.errors.js';

export type ImportId = Id<'ImportId'>;
/** `checked` waits for the vendor's word; `unreadable` is a file that is no table of listings; `failed` was given up because something of ours broke; `canceled` and `failed` keep what was imported before. */
export type ImportState = 'reading' | 'checking' | 'checked' | 'applying' | 'done' | 'unreadable' | 'failed' | 'canceled';
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
  /** How often in a row it was taken up and got nowhere: something of ours broke, or whoever had it died. */
  readonly stumbles: number;
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When its file was thrown away. */
  readonly fileRemovedAt: Date | null;
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

/** What is being done with an import that moves by itself. */
export type Step = 'reading' | 'checking' | 'applying';
/** An import that nobody gets on with is taken up as often as this, then it is given up. */
export const MAX_TRIES = 6;

export const stepOf = ({ state }: Import): Step | null => (state === 'reading' || state === 'checking' || state === 'applying' ? state : null);

/** Nobody got on with it. What is in stays in. */
export function giveUp(found: Import, now: Date): Import {
  const problem = `Something broke on our side, again and again. ${found.confirmedAt === null ? 'Nothing was changed.' : 'What is in stays in, each listing whole.'} The operator knows of it.`;
  return { ...found, state: 'failed', problem, dueAt: null, finishedAt: now };
}

/** Somebody has mended what broke: it goes on where it stopped. */
export function takeUpAgain(found: Import, step: Step, now: Date): Import {
  if (step === 'reading' && found.fileRemovedAt !== null) throw importFileGone();
  return { ...found, state: step, problem: null, stumbles: 0, dueAt: now, finishedAt: null };
}

export const originalPath = (id: ImportId): string => `imports/${id}.csv`;
