import type { ListingId } from '@stoa/events/catalog';
import type { Ask } from '@stoa/platform/context';
import type { Term } from '../words/understand-text.js';
import type { ColumnRow } from './columns.js';
import type { Ladder } from './match-words.js';

/** A market in one of its languages: what one set of columns holds of a marketplace. */
export type Stand = { readonly market: string; readonly locale: string };
/** A moment of the database: all that was committed by then, and nothing else. */
export type Moment = string;
/** `moment` null: the database cannot say what changes here (a replica), or too much has. */
export type Changes = { readonly moment: null } | { readonly moment: Moment; readonly changed: readonly ListingId[]; readonly rows: readonly ColumnRow[]; readonly ladders: readonly Ladder[] };

/** A page of a shelf in the order of its listings. */
export const readColumns = (ask: Ask, asked: Stand & { after: ListingId | null; limit: number }): Promise<{ moment: Moment | null; rows: ColumnRow[] }> => ask('search.columns', asked);

/** What has changed on a shelf since a moment, and how each of these texts climbs its ladder. One statement. */
export const readChanges = (ask: Ask, asked: Stand & { since: Moment; most: number; ladders: readonly (readonly Term[])[] }): Promise<Changes> => ask('search.changed', asked);
