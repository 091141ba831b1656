import { gatesFor } from './judge-listing.js';
import { addDays, localMoment, minutesOf, momentOf, weekdayOf } from '@stoa/platform/local-time';
import { timeZoneOf, type HoursWindow, type MarketPlace, type OfferingPacks } from './offering-pack.js';

/** Half-open: delivery may begin at `from` and must be over before `to`. */
export type DeliveryWindow = { from: Date; to: Date };

/** When goods of these categories may be handed over in a place, from a moment on. Where no rule sets hours, the whole span is one window. */
export function deliveryWindows(packs: OfferingPacks, input: { market: MarketPlace; categories: readonly string[]; from: Date; days: number }): { timeZone: string; windows: DeliveryWindow[] } {
  const timeZone = timeZoneOf(packs, input.market);
  const until = momentOf(addDays(localMoment(input.from, timeZone).day, input.days), 0, timeZone);
  const rules = hoursRules(packs, input);
  const opened = rules.map((windows) => openings(windows, input.from, input.days, timeZone));
  const windows = opened.reduce(intersect, [{ from: input.from, to: until }]);
  return { timeZone, windows };
}

const hoursRules = (packs: OfferingPacks, { market, categories, from }: { market: MarketPlace; categories: readonly string[]; from: Date }): HoursWindow[][] =>
  categories.flatMap((category) => gatesFor(packs, market, category, from).filter((gate) => gate.kind === 'hours').map((gate) => gate.params.windows as HoursWindow[]));

/** Every opening that touches the span, joined where one ends as the next begins. Yesterday's may still be open after midnight. */
function openings(windows: readonly HoursWindow[], from: Date, days: number, zone: string): DeliveryWindow[] {
  const today = localMoment(from, zone).day;
  const all = Array.from({ length: days + 1 }, (_, i) => addDays(today, i - 1)).flatMap((day) => windows.filter((w) => w.days.includes(weekdayOf(day))).map((w) => openOn(day, w, zone)));
  const sorted = all.sort((a, b) => a.from.getTime() - b.from.getTime());
  return sorted.reduce<DeliveryWindow[]>((joined, next) => {
    const last = joined.at(-1);
    if (last && next.from <= last.to) return [...joined.slice(0, -1), { from: last.from, to: next.to > last.to ? next.to : last.to }];
    return [...joined, next];
  }, []);
}

function openOn(day: string, window: HoursWindow, zone: string): DeliveryWindow {
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  return { from: momentOf(day, from, zone), to: to <= from ? momentOf(addDays(day, 1), to, zone) : to === 1440 ? momentOf(addDays(day, 1), 0, zone) : momentOf(day, to, zone) };
}

const intersect = (a: readonly DeliveryWindow[], b: readonly DeliveryWindow[]): DeliveryWindow[] =>
  a.flatMap((x) => b.flatMap((y) => {
    const from = x.from > y.from ? x.from : y.from;
    const to = x.to < y.to ? x.to : y.to;
    return from < to ? [{ from, to }] : [];
  }));

/** Is the moment inside the windows of a rule, on the clock of the place? */
export const isOpen = (windows: readonly HoursWindow[], at: Date, zone: string): boolean => openings(windows, at, 1, zone).some((window) => window.from <= at && at < window.to);
