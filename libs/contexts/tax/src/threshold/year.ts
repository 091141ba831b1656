import { addDays, localMoment, momentOf, periodBounds } from '@stoa/platform/local-time';
import type { PackSet } from '../pack/pack.js';

const TWELVE_MONTHS_DAYS = 365;
const zoneOf = (packs: PackSet, place: string): string => packs.packs.get(place)?.pack.time_zone ?? 'UTC';

/** The calendar day in a place at a moment. */
export const dayAt = (packs: PackSet, place: string, at: Date): string => localMoment(at, zoneOf(packs, place)).day;

/** The first moment of what a limit counts: of the calendar year, or of twelve months, on the clock of the place whose law it is. */
export function countedSince(packs: PackSet, place: string, { period, at }: { period: 'year' | 'twelve_months'; at: Date }): Date {
  const [zone, day] = [zoneOf(packs, place), dayAt(packs, place, at)];
  return period === 'year' ? periodBounds(day.slice(0, 4), zone).from : momentOf(addDays(day, -TWELVE_MONTHS_DAYS), 0, zone);
}

/** When the year began in each member of a union, on its own clock: on New Year's Eve it is next year in Helsinki and not yet in Lisbon. */
export const yearsOf = (packs: PackSet, members: readonly string[], at: Date): ReadonlyMap<string, Date> => new Map(members.map((member) => [member, countedSince(packs, member, { period: 'year', at })]));
