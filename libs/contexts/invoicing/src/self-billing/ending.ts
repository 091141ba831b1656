/** Which side ended an agreement. */
export const sides = ['vendor', 'marketplace'] as const;
export type Side = (typeof sides)[number];
/** That an agreement ends: after which day, and who said so. */
export type Ending = { readonly endsOn: string; readonly side: Side; readonly endedAt: Date };

/** How far ahead an end can be set. */
export const MONTHS_AHEAD = 12;

/** Whether an agreement covers what was supplied until a day. Pure. */
export const covers = (ending: Pick<Ending, 'endsOn'> | null, lastDay: string): boolean => ending === null || lastDay <= ending.endsOn;

/** The days with which an agreement can end, seen from a day: the last of its month and of the next twelve. Pure. */
export function daysToEndWith(today: string): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: MONTHS_AHEAD + 1 }, (_none, ahead) => new Date(Date.UTC(year, month + ahead, 0)).toISOString().slice(0, 10));
}
