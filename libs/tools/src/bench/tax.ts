import { evaluate, loadPacks, type ConsignmentFacts, type PackSet } from '@stoa/tax';

export type TaxSpeed = { packs: number; loadMs: number; evaluationsPerSecond: number; answered: number };

/** Measures how long all rule packs take to load and how many consignments one core judges in a second of its time (neighbours on the machine do not count). Budgets: 300 ms, 20,000/s. */
export function measureTax(packDir: string, seconds = 2): TaxSpeed {
  const begin = coreMs();
  const packs = loadPacks(packDir);
  const loadMs = coreMs() - begin;
  const consignments = consignmentsOf(packs);
  // What is measured is a process that has been at it for a while: before that, half of its time is the engine reading our code.
  runFor(consignments, packs, 2);
  const { done, answered, elapsedMs } = runFor(consignments, packs, seconds);
  return { packs: packs.packs.size, loadMs, evaluationsPerSecond: (done * 1000) / elapsedMs, answered: answered / done };
}

/** What this process has used of a core so far. */
function coreMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function runFor(consignments: readonly ConsignmentFacts[], packs: PackSet, seconds: number) {
  const begin = coreMs();
  let [done, answered] = [0, 0];
  while (coreMs() - begin < seconds * 1000) {
    for (const facts of consignments) if (evaluate(packs, facts, { roundingLevel: null, acceptedDrafts: ['*'] }).outcome === 'decided') answered += 1;
    done += consignments.length;
  }
  return { done, answered, elapsedMs: coreMs() - begin };
}

const CITIES: Readonly<Record<string, string>> = { CA: '94110', NY: '10001', TX: '78701', FL: '32801', WA: '98004', IL: '60601', TN: '37201' };

/** One consignment of one to three lines within, and one into, every place that has rates: what a busy marketplace asks all day. */
function consignmentsOf({ packs }: PackSet): ConsignmentFacts[] {
  return [...packs.values()].filter(({ pack }) => pack.rates !== undefined && pack.currency !== undefined).flatMap(({ pack }, i) => {
    const [country, region = null] = pack.id.split('-') as [string, string?];
    const to = { country, region, postcode: (region !== null && CITIES[region]) || null, city: null };
    const base: ConsignmentFacts = {
      taxPoint: new Date(Date.UTC(2026, 10, 1 + (i % 20), 12)), currency: pack.currency!, shipFrom: to, shipTo: to,
      seller: { id: 'v', country, establishments: [country], smallBusiness: false, crossBorderYtdMinor: 0n, oss: true, registrations: [{ country, scheme: country === 'CA' || country === 'IN' ? 'gst' : 'vat', number: '1' }] },
      platform: { role: 'marketplace', establishment: 'IE', registrations: ['ioss', 'union_oss', 'voec', 'sales_tax', 'pst', 'rst', 'qst'].map((scheme) => ({ country, region, scheme, number: '1' })) },
      customer: { type: 'consumer', taxId: null, taxIdValid: false }, priceMode: pack.prices?.b2c ?? 'excl', exchangeRates: pack.currency === 'EUR' ? [] : [{ base: 'EUR', quote: pack.currency!, rate: '1.25', source: 'bench', date: '2026-11-01' }], shipping: { amountMinor: 590n },
      lines: ['goods.general', 'goods.food.coffee', 'goods.clothing'].slice(0, 1 + (i % 3)).map((category, k) => ({ id: `l${k}`, category, amountMinor: 3_490n + BigInt(k * 700), quantity: 1 + k, discounts: [] })),
    };
    return [base, { ...base, shipFrom: { country: country === 'CN' ? 'US' : 'CN', region: null, postcode: null, city: null } }];
  });
}
