import { isOpen } from './delivery-windows.js';
import { gatesFor, type Gate } from './judge-listing.js';
import { inLocale, marketKey, offeringChain, rulesFor, type HoursWindow, type MarketPlace, type OfferingPacks } from './offering-pack.js';

/** All that may be known of a sale on its way to a door. `at` is the hour of delivery where one is promised; `ageDeclared` what the shopper said, in years. */
export type DeliveryFacts = { market: MarketPlace; categories: readonly string[]; at: Date; deliveryAt: Date | null; ageDeclared: number | null };
export type DeliveryRefusal = { code: 'forbidden' | 'age_needed' | 'too_young' | 'outside_hours' | 'no_rules'; rule: string; cite: string; category: string; found: string; whatToDo: string };
export type DeliveryVerdict = { outcome: 'allowed'; documents: Gate[] } | { outcome: 'refused'; refusals: DeliveryRefusal[] };

/** Says whether goods may be sold and handed over there, then, to somebody of that age. Asked at cart, checkout and dispatch. Pure. */
export function judgeDelivery(packs: OfferingPacks, facts: DeliveryFacts, locale = 'en'): DeliveryVerdict {
  const say = saying(locale);
  if (!isWritten(packs, facts.market)) {
    return { outcome: 'refused', refusals: facts.categories.slice(0, 1).map((category) => ({ code: 'no_rules', rule: 'NO-PACK', cite: '-', category, found: say.noRules(marketKey(facts.market)), whatToDo: say.otherAddress })) };
  }
  const categories = [...new Set(facts.categories)];
  const refusals = categories.flatMap((category) => [...forbiddenBy(packs, facts, category, locale), ...gatesFor(packs, facts.market, category, facts.at).flatMap((gate) => refusedBy(gate, category, facts, locale))]);
  if (refusals.length > 0) return { outcome: 'refused', refusals };
  return { outcome: 'allowed', documents: categories.flatMap((category) => gatesFor(packs, facts.market, category, facts.at).filter((gate) => gate.kind === 'document')) };
}

/** Has somebody written down the law of the place? Of a federation whose states have packs of their own, the union's alone says too little about a state that has none. */
function isWritten({ packs, ...rest }: OfferingPacks, market: MarketPlace): boolean {
  if (offeringChain({ packs, ...rest }, market).length === 0) return false;
  return market.region === null || packs.has(marketKey(market)) || ![...packs.keys()].some((id) => id.startsWith(`${market.country}-`));
}

const forbiddenBy = (packs: OfferingPacks, facts: DeliveryFacts, category: string, locale: string): DeliveryRefusal[] =>
  rulesFor(packs, facts.market, category, facts.at).filter(({ rule }) => rule.action === 'forbid')
    .map(({ rule }) => ({ code: 'forbidden', rule: rule.id, cite: rule.cite, category, found: inLocale(rule.words, locale), whatToDo: saying(locale).otherAddress }));

function refusedBy(gate: Gate, category: string, facts: DeliveryFacts, locale: string): DeliveryRefusal[] {
  const say = saying(locale);
  const common = { rule: gate.rule, cite: gate.cite, category, found: inLocale(gate.words, locale) };
  if (gate.kind === 'age') {
    const minimum = Number(gate.params.min_age);
    if (facts.ageDeclared === null) return [{ ...common, code: 'age_needed', whatToDo: say.declareAge(minimum) }];
    return facts.ageDeclared < minimum ? [{ ...common, code: 'too_young', whatToDo: say.tooYoung(minimum) }] : [];
  }
  if (gate.kind !== 'hours' || facts.deliveryAt === null) return [];
  return isOpen(gate.params.windows as HoursWindow[], facts.deliveryAt, String(gate.params.time_zone)) ? [] : [{ ...common, code: 'outside_hours', whatToDo: say.otherHour }];
}

/** Whole years between a birthday and a day, both as `YYYY-MM-DD`. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

type Saying = { noRules(place: string): string; otherAddress: string; declareAge(age: number): string; tooYoung(age: number): string; otherHour: string };
const SAYINGS: Readonly<Record<string, Saying>> = {
  en: { noRules: (place) => `Nobody has written down yet what may be delivered to ${place}.`, otherAddress: 'Take it out of the cart, or choose another address.', declareAge: (age) => `Say when you were born: this is only for people who are ${age} or over.`, tooYoung: (age) => `Take it out of the cart: it is only for people who are ${age} or over.`, otherHour: 'Choose another time of delivery.' },
  de: { noRules: (place) => `Für ${place} ist noch nicht hinterlegt, was zugestellt werden darf.`, otherAddress: 'Nehmen Sie es aus dem Warenkorb oder wählen Sie eine andere Adresse.', declareAge: (age) => `Geben Sie Ihr Geburtsdatum an: Das gibt es nur ab ${age} Jahren.`, tooYoung: (age) => `Nehmen Sie es aus dem Warenkorb: Das gibt es nur ab ${age} Jahren.`, otherHour: 'Wählen Sie eine andere Zustellzeit.' },
  fi: { noRules: (place) => `Ei ole vielä määritelty, mitä saa toimittaa kohteeseen ${place}.`, otherAddress: 'Poista se ostoskorista tai valitse toinen osoite.', declareAge: (age) => `Ilmoita syntymäaikasi: tämä on vain ${age} vuotta täyttäneille.`, tooYoung: (age) => `Poista se ostoskorista: tämä on vain ${age} vuotta täyttäneille.`, otherHour: 'Valitse toinen toimitusaika.' },
};
const saying = (locale: string): Saying => SAYINGS[locale.slice(0, 2)] ?? SAYINGS.en!;
