import type { Tone } from '@stoa/web-ui';
import type { Import } from './import.queries.js';

/** Which rows a report shows. */
export type Show = 'mistakes' | 'left_out' | 'notes' | 'to_create' | 'to_update' | 'to_keep' | 'created' | 'updated' | 'kept';
export type State = Import['state'];

const STATES: Record<State, readonly [Tone, string]> = {
  reading: ['info', 'Reading'], checking: ['info', 'Checking'], checked: ['open', 'Waits for you'], applying: ['info', 'Importing'], done: ['ok', 'Done'], unreadable: ['bad', 'Not readable'], failed: ['bad', 'Failed'], canceled: ['idle', 'Canceled'],
};
export const stateOf = (made: Import): readonly [Tone, string] => (made.waits ? ['info', 'Next in line'] : STATES[made.state]);

/** Does it go on by itself, so that looking again makes sense? */
export const isMoving = ({ state }: Pick<Import, 'state'>): boolean => state === 'reading' || state === 'checking' || state === 'applying';

export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

export function sizeText(bytes: number): string {
  if (bytes < 1_024) return count(bytes, 'byte');
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} kB` : `${Number((bytes / 1_048_576).toFixed(1))} MB`;
}

const rows = (made: Import, ...states: (keyof Import['tally'])[]): number => states.reduce((sum, state) => sum + made.tally[state].rows, 0);
/** All rows of the file, as far as it was read. */
export const rowsIn = (made: Import): number => Object.values(made.tally).reduce((sum, { rows: some }) => sum + some, 0);
export const leftOut = (made: Import): number => rows(made, 'bad', 'failed');

export type Figure = { label: string; rows: number; color: string };
/** What became of the rows, or would: the parts of one whole, in one order everywhere. */
export function figuresOf(made: Import): Figure[] {
  const isConfirmed = made.confirmed_at !== null;
  return [
    { label: isConfirmed ? 'Created' : 'Create', rows: rows(made, 'created', ...(isConfirmed ? [] : ['to_create' as const])), color: 'var(--stoa-ok-mark)' },
    { label: isConfirmed ? 'Updated' : 'Update', rows: rows(made, 'updated', ...(isConfirmed ? [] : ['to_update' as const])), color: 'var(--stoa-info-mark)' },
    { label: 'Unchanged', rows: rows(made, 'kept', ...(isConfirmed ? [] : ['to_keep' as const])), color: 'var(--stoa-idle-mark)' },
    { label: 'Left out', rows: leftOut(made), color: 'var(--stoa-bad-mark)' },
    ...(isConfirmed && rows(made, 'to_create', 'to_update') > 0 ? [{ label: made.state === 'canceled' || made.state === 'failed' ? 'Not imported' : 'To come', rows: rows(made, 'to_create', 'to_update'), color: 'var(--stoa-line-strong)' }] : []),
  ];
}

/** The views of a report, with how many rows stand in each; empty ones are left out, the first always stays. */
export function viewsOf(made: Import): { show: Show; label: string; count: number }[] {
  const all: { show: Show; label: string; count: number }[] = [
    { show: 'mistakes', label: 'Mistakes', count: made.mistakes }, { show: 'left_out', label: 'All left out', count: leftOut(made) > made.mistakes ? leftOut(made) : 0 }, { show: 'notes', label: 'With a note', count: made.notes },
    { show: 'created', label: 'Created', count: rows(made, 'created') }, { show: 'updated', label: 'Updated', count: rows(made, 'updated') }, { show: 'kept', label: 'Unchanged', count: rows(made, 'kept') },
    { show: 'to_create', label: 'New', count: rows(made, 'to_create') }, { show: 'to_update', label: 'Changed', count: rows(made, 'to_update') }, { show: 'to_keep', label: 'Unchanged', count: rows(made, 'to_keep') },
  ];
  return all.filter((view, index) => index === 0 || view.count > 0);
}

/** What a confirmation would bring in. */
export const toImport = (made: Import): { rows: number; listings: number } => ({ rows: rows(made, 'to_create', 'to_update'), listings: made.tally.to_create.listings + made.tally.to_update.listings });
