import { type Actor, speaksFor } from '@stoa/platform/context';
import type { Money } from '@stoa/platform/money';
import type { ShippingRateId } from '@stoa/events/shipping';
import type { WarehouseId } from '@stoa/events/inventory';
import type { VendorId } from '@stoa/events/vendors';
import type { Gate, Localized } from '@stoa/catalog';
import { addDays, addWorkingDays, isWorkingDay, wallClock, weekday, workingDayFrom, type CalendarDay } from '../calendar/calendar.js';

/** Hours of a day at the destination, `12:00` to `17:00`, the end not included. */
export type Hours = { readonly from: string; readonly to: string };

/** What a vendor asks for sending a parcel to some countries, and how long it takes. */
export type ShippingRate = {
  readonly id: ShippingRateId;
  readonly vendorId: VendorId;
  readonly names: Localized;
  readonly carrier: string;
  readonly price: Money;
  readonly countries: readonly string[];
  /** `US-CA`; empty means the whole of the countries. */
  readonly regions: readonly string[];
  /** Working days between the order and the carrier, at the warehouse. */
  readonly handlingDays: number;
  /** What is ordered before this hour of the warehouse's clock counts for the same day. */
  readonly cutoff: string;
  /** Working days on the way, at the destination. */
  readonly transitDaysMin: number;
  readonly transitDaysMax: number;
  readonly window: Hours | null;
  /** The carrier looks at an identity document and hands over to an adult only. */
  readonly adultSignature: boolean;
  readonly maxWeightGrams: number | null;
  readonly active: boolean;
  readonly version: number;
};

export type Destination = { readonly country: string; readonly region: string | null; readonly postcode: string };
export type Parcel = {
  readonly vendorId: VendorId;
  readonly warehouses: readonly { readonly id: WarehouseId; readonly country: string; readonly timeZone: string }[];
  /** The conditions under which its goods may be handed over. */
  readonly gates: readonly Gate[];
  readonly weightGrams: number;
};
/** One way to get a vendor's parcel, with the days on which it will arrive. */
export type ShippingOption = {
  readonly rateId: ShippingRateId;
  readonly name: Localized;
  readonly carrier: string;
  readonly price: Money;
  readonly deliveryFrom: CalendarDay;
  readonly deliveryTo: CalendarDay;
  readonly window: Hours | null;
  readonly adultSignature: boolean;
};

/** Whose rate it is: a vendor's people keep their own, staff look after all. */
export const mayKeepRate = (actor: Actor, rate: Pick<ShippingRate, 'vendorId'>): boolean => speaksFor(actor, rate.vendorId);

/** Does the rate go there? Regions are written with their country; an address may leave that out. */
export function reaches(rate: Pick<ShippingRate, 'countries' | 'regions'>, to: Destination): boolean {
  if (!rate.countries.includes(to.country)) return false;
  const ofCountry = rate.regions.filter((region) => region.startsWith(`${to.country}-`));
  if (ofCountry.length === 0) return true;
  const region = to.region === null ? '' : to.region.startsWith(`${to.country}-`) ? to.region : `${to.country}-${to.region}`;
  return ofCountry.includes(region);
}

/** The ways to send a parcel, the cheapest first. A way that may not carry these goods, or not in hours in which they may be handed over, is not one. */
export function optionsFor(rates: readonly ShippingRate[], parcel: Parcel, to: Destination, now: Date): ShippingOption[] {
  const gates = gatesAt(parcel.gates, to);
  return rates
    .filter((rate) => rate.vendorId === parcel.vendorId && rate.active && reaches(rate, to) && (rate.maxWeightGrams === null || parcel.weightGrams <= rate.maxWeightGrams))
    .filter((rate) => rate.adultSignature || !gates.some((gate) => gate.kind === 'age'))
    .flatMap((rate) => {
      const legal = legalHours(gates, rate.window);
      if (legal === 'never') return [];
      const days = deliveryDays(rate, parcel, to.country, { now, allowed: allowedWeekdays(gates) });
      return [{ rateId: rate.id, name: rate.names, carrier: rate.carrier, price: rate.price, ...days, window: legal, adultSignature: rate.adultSignature }];
    })
    .sort((a, b) => (a.price.minor < b.price.minor ? -1 : a.price.minor > b.price.minor ? 1 : a.rateId < b.rateId ? -1 : 1));
}

/** The gates of the place the parcel goes to: the same goods stand under other hours across the border. */
const gatesAt = (gates: readonly Gate[], to: Destination): Gate[] =>
  gates.filter((gate) => gate.market === to.country || gate.market === (to.region?.startsWith(`${to.country}-`) ? to.region : `${to.country}-${to.region ?? ''}`));

type Opening = { days: readonly number[]; from: string; to: string };
const openingsOf = (gate: Gate): Opening[] => (Array.isArray(gate.params['windows']) ? (gate.params['windows'] as Opening[]) : []);

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The longest hours of a day that are both the carrier's and the law's; null where nobody limits them. */
function legalHours(gates: readonly Gate[], window: Hours | null): Hours | null | 'never' {
  const laws = gates.filter((gate) => gate.kind === 'hours').map((gate) => openingsOf(gate).flatMap(spansOfDay));
  if (laws.length === 0) return window;
  const own: Span = window === null ? [0, 1_440] : [minutes(window.from), minutes(window.to)];
  const common = laws.reduce<Span[]>((left, law) => left.flatMap((a) => law.flatMap((b) => overlap(a, b))), [own]);
  const longest = common.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  return longest === undefined ? 'never' : { from: clock(longest[0]), to: clock(longest[1]) };
}

type Span = readonly [from: number, to: number];
const overlap = (a: Span, b: Span): Span[] => (Math.max(a[0], b[0]) < Math.min(a[1], b[1]) ? [[Math.max(a[0], b[0]), Math.min(a[1], b[1])]] : []);

/** An opening that lasts past midnight is one in the evening and one in the small hours. */
function spansOfDay({ from, to }: Opening): Span[] {
  return minutes(to) > minutes(from) ? [[minutes(from), minutes(to)]] : [[minutes(from), 1_440], ...(minutes(to) > 0 ? [[0, minutes(to)] as const] : [])];
}

/** Days of the week (Monday is 1) on which the law lets the goods be handed over. */
const allowedWeekdays = (gates: readonly Gate[]): ReadonlySet<number> =>
  gates.filter((gate) => gate.kind === 'hours').reduce<Set<number>>(
    (left, gate) => {
      const open = new Set(openingsOf(gate).flatMap((opening) => opening.days));
      return new Set([...left].filter((day) => open.has(day)));
    },
    new Set([1, 2, 3, 4, 5, 6, 7]),
  );

function deliveryDays(rate: ShippingRate, parcel: Parcel, country: string, when: { now: Date; allowed: ReadonlySet<number> }): { deliveryFrom: CalendarDay; deliveryTo: CalendarDay } {
  const days = parcel.warehouses.map((warehouse) => {
    const dispatched = dispatchDay(rate, warehouse, when.now);
    return [rate.transitDaysMin, rate.transitDaysMax].map((transit) => onAllowedDay(addWorkingDays(dispatched, transit, country), country, when.allowed));
  });
  return { deliveryFrom: days.map(([first]) => first!).sort()[0]!, deliveryTo: days.map(([, last]) => last!).sort().at(-1)! };
}

/** The day the carrier gets it: today, if it is a working day and the cut-off has not passed, else the next one; then the days of handling. */
function dispatchDay(rate: ShippingRate, warehouse: Parcel['warehouses'][number], now: Date): CalendarDay {
  const { day, time } = wallClock(now, warehouse.timeZone);
  const begun = isWorkingDay(day, warehouse.country) && time < rate.cutoff ? day : workingDayFrom(addDays(day, 1), warehouse.country);
  return addWorkingDays(begun, rate.handlingDays, warehouse.country);
}

function onAllowedDay(day: CalendarDay, country: string, allowed: ReadonlySet<number>): CalendarDay {
  let found = day;
  for (let tries = 0; tries < 14 && !allowed.has(weekday(found)); tries += 1) found = workingDayFrom(addDays(found, 1), country);
  return found;
}
