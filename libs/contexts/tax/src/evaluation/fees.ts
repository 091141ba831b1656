import { mulDiv } from '@stoa/platform/money';
import type { TaxedDuty, TaxedFee, TaxedLine, Withheld } from '../decision/decision.js';
import { covers, holdsOn, type LoadedFee, type LoadedPack } from '../pack/pack.js';
import { exchange } from './exchange.js';
import { acceptsDraft, type ConsignmentFacts } from './facts.js';
import { remitterOf, type Verdict } from './liability.js';
import { NoAnswer } from './no-answer.js';
import { pctOf, RATE_SCALE } from './rate.js';
import { dayIn, sheetOf, type Situation, type Territory } from './situation.js';

type Charged = { fees: TaxedFee[]; duties: TaxedDuty[]; notes: { code: string; chain: readonly LoadedPack[] }[] };

/** What is due beside the tax: fees that the checkout collects, and duties that somebody else asks for on arrival. */
export function chargesOf(situation: Situation, territory: Territory, head: Verdict, lines: readonly TaxedLine[]): Charged {
  const charged: Charged = { fees: [], duties: [], notes: [] };
  // Duties of arrival are the destination's, wherever the sale itself is taxed.
  const laws = territory === situation.to ? [situation.to] : [territory, situation.to];
  for (const place of laws) {
    if ((place.law?.fees.length ?? 0) === 0) continue;
    const taxedBy = [...new Set(lines.flatMap((line) => line.components).filter((c) => c.taxMinor > 0n).map((c) => c.authority))];
    const sheet = sheetOf(situation, place, null, { liable: head.liable, scheme: head.scheme, treatment: head.treatment, taxed_by: taxedBy });
    for (const fee of place.law?.fees ?? []) {
      if ((place !== territory && fee.collected_by === undefined) || !fee.applies(sheet) || !isDue(situation, fee, lines)) continue;
      charge(situation, fee, { head, charged, place });
    }
  }
  return charged;
}

function isDue({ facts, overlay }: Situation, fee: LoadedFee, lines: readonly TaxedLine[]): boolean {
  if (facts.orderFeesCharged?.includes(fee.code) || (fee.draft !== undefined && !acceptsDraft(overlay, `${fee.pack}:${fee.code}`))) return false;
  if (!fee.least) return true;
  const counted = lines.filter((line) => line.id !== 'shipping' && (line.taxMinor > 0n || fee.least!.also.some((prefix) => covers(prefix, line.category))));
  const [, currency] = fee.least.amount;
  const worth = exchange(facts, counted.reduce((sum, line) => sum + line.netMinor, 0n), facts.currency, currency);
  if (worth === null) throw noRate(fee, currency);
  return worth >= fee.leastMinor;
}

function charge(situation: Situation, fee: LoadedFee, { head, charged, place }: { head: Verdict; charged: Charged; place: Territory }): void {
  const { facts, packs } = situation;
  const day = fee.collected_by === undefined ? dayIn(facts.taxPoint, packs.packs.get(fee.pack)?.pack.time_zone ?? 'UTC') : place.day;
  const index = fee.amounts.findIndex((a) => holdsOn(a, day));
  const row = fee.amounts[index];
  if (!row && fee.collected_by !== undefined) return;
  if (!row) throw new NoAnswer('tax.no_fee_amount', `The amount of the fee "${fee.name.en}" on ${day} is not known.`);
  const [, currency] = row.amount;
  const units = fee.per === 'tariff_line' ? tariffLinesOf(facts) : 1;
  const amountMinor = fee.minors[index]! * BigInt(units);
  const common = { code: fee.code, name: fee.name, authority: fee.authority, cite: fee.cite };
  if (fee.collected_by !== undefined) {
    charged.duties.push({ ...common, amountMinor, currency, units, collectedBy: fee.collected_by });
    return;
  }
  const chargedMinor = exchange(facts, amountMinor, currency, facts.currency);
  if (chargedMinor === null) throw noRate(fee, currency);
  if (row.confirmed_to != null && day > row.confirmed_to) charged.notes.push({ code: 'fee_amount_carried', chain: [packs.packs.get(fee.pack)!] });
  charged.fees.push({ code: common.code, name: common.name, authority: common.authority, per: fee.per === 'tariff_line' ? 'consignment' : fee.per, amountMinor: chargedMinor, remitter: remitterOf(head), cite: common.cite });
}

const noRate = (fee: LoadedFee, currency: string) => new NoAnswer('tax.no_exchange_rate', `The fee "${fee.name.en}" is in ${currency}, and no exchange rate of that day is known.`);

/** Distinct tariff lines; goods without a tariff number count one line each, so that nothing is left out. */
const tariffLinesOf = ({ lines, tariffLines }: ConsignmentFacts): number => tariffLines ?? new Set(lines.map((line) => line.hs6 ?? `line ${line.id}`)).size;

/** What the platform keeps back from the vendor's money for an authority, counted on the net of the taxed goods. */
export function withheldOf(situation: Situation, territory: Territory, head: Verdict, lines: readonly TaxedLine[]): Withheld[] {
  const { day, law } = territory;
  if (law === null || law.withholdings.length === 0) return [];
  const sheet = sheetOf(situation, territory, null, { liable: head.liable, scheme: head.scheme, treatment: head.treatment });
  const baseMinor = lines.filter((line) => line.taxMinor > 0n).reduce((sum, line) => sum + line.netMinor, 0n);
  return law.withholdings.filter((w) => holdsOn(w, day) && w.applies(sheet)).flatMap((w) => w.loadedParts.filter((part) => part.applies === null || part.applies(sheet)).map((part): Withheld => ({
    code: w.code, name: w.name, authority: part.authority, ratePct: pctOf(part.rate), baseMinor, amountMinor: mulDiv(baseMinor, part.rate, RATE_SCALE, 'half_up'), cite: w.cite,
  })));
}

