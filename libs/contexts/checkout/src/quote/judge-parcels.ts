import { type DeliveryFacts, type DeliveryRefusal, type OfferingPacks, judgeDelivery, timeZoneOf } from '@stoa/compliance';
import { minutesOf, momentOf } from '@stoa/platform/local-time';
import type { CartLineId } from '@stoa/events/checkout';
import type { DeclaredAge, Destination } from '../cart/cart.js';
import type { Blocker, BlockerCode, QuotedParcel } from './quote.js';

export type Asked = {
  readonly packs: OfferingPacks;
  readonly destination: Destination;
  readonly declaredAge: DeclaredAge | null;
  readonly now: Date;
  readonly locale: string;
};

const CODES: Record<DeliveryRefusal['code'], BlockerCode> = {
  age_needed: 'age_declaration_missing', too_young: 'too_young', outside_hours: 'delivery_refused', forbidden: 'delivery_refused', no_rules: 'delivery_refused',
};

/** What the law says about handing these goods to somebody of this age at that address, in the hours that were promised. */
export function judgeParcels(parcels: readonly QuotedParcel[], asked: Asked): Blocker[] {
  const seen = new Map<string, Blocker>();
  for (const parcel of parcels) {
    for (const deliveryAt of promisedMoments(parcel, asked)) {
      for (const refusal of refusalsOf(parcel, asked, deliveryAt)) {
        const lineIds: CartLineId[] = parcel.lines.filter((line) => line.taxCategory === refusal.category).map((line) => line.lineId);
        const { rule, cite, whatToDo } = refusal;
        seen.set(`${rule} ${lineIds.join()}`, { code: CODES[refusal.code], message: `${refusal.found} ${whatToDo}`, lineIds, law: { rule, cite, whatToDo } });
      }
    }
  }
  return [...seen.values()];
}

function refusalsOf(parcel: QuotedParcel, asked: Asked, deliveryAt: Date | null): DeliveryRefusal[] {
  const facts: DeliveryFacts = {
    market: { country: asked.destination.country, region: asked.destination.region }, categories: parcel.lines.map((line) => line.taxCategory), at: asked.now, deliveryAt,
    ageDeclared: ageNow(asked.declaredAge, asked.now),
  };
  const verdict = judgeDelivery(asked.packs, facts, asked.locale);
  return verdict.outcome === 'refused' ? verdict.refusals : [];
}

/** Of the hours that are promised the first minute and the last, on the first day; without hours the law is asked about the goods alone. */
function promisedMoments(parcel: QuotedParcel, asked: Asked): (Date | null)[] {
  const { chosen } = parcel;
  if (!chosen?.window) return [null];
  const zone = timeZoneOf(asked.packs, { country: asked.destination.country, region: asked.destination.region });
  return [momentOf(chosen.deliveryFrom, minutesOf(chosen.window.from), zone), momentOf(chosen.deliveryFrom, minutesOf(chosen.window.to) - 1, zone)];
}

/** The age said on some day, today: only ever counted up by whole years since then. */
const ageNow = (declared: DeclaredAge | null, now: Date): number | null => {
  if (declared === null) return null;
  const years = now.getUTCFullYear() - declared.at.getUTCFullYear();
  const isFullYear = new Date(Date.UTC(declared.at.getUTCFullYear() + years, declared.at.getUTCMonth(), declared.at.getUTCDate())) <= now;
  return declared.years + Math.max(0, isFullYear ? years : years - 1);
};
