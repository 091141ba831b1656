import { formatMoney, money, percent } from '@stoa/platform/money';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import { ruleNeverReached, ruleStandsTwice } from './commission.errors.js';

/** What a rule adds to its percentage in one currency, each for one piece. */
export type RuleAmounts = { readonly currency: string; readonly fixedMinor: bigint; readonly minMinor: bigint | null; readonly maxMinor: bigint | null };
/** So many basis points (100 = 1 %) of the net goods, and amounts for each piece: of a category and all below it (of all goods, where `categoryPath` is null), of one vendor (of
 *  every vendor, where `vendorId` is null). `name` is what vendors read. */
export type CommissionRule = { readonly categoryPath: string | null; readonly name: string; readonly bp: bigint; readonly vendorId: VendorId | null; readonly amounts: readonly RuleAmounts[] };
/** What the marketplace keeps, from `setAt` on: the first rule that fits, else the default. A plan never changes: setting another makes the next version. */
export type CommissionPlan = {
  readonly id: CommissionPlanId | null;
  readonly version: number;
  readonly defaultBp: bigint;
  readonly rules: readonly CommissionRule[];
  readonly setAt: Date | null;
};

/** What applies until the staff set a plan. */
export const untouchedPlan: CommissionPlan = { id: null, version: 0, defaultBp: 1_500n, rules: [], setAt: null };

export type CommissionLine = { readonly lineId: string; readonly categoryPath: string; readonly vendorId: VendorId; readonly quantity: number; readonly netMinor: bigint };
/** How a line is charged. Orders freeze it, so that every amount can be worked out again. The amounts are for one piece. */
export type CommissionTerms = { readonly bp: bigint; readonly fixedMinor: bigint; readonly minMinor: bigint | null; readonly maxMinor: bigint | null };
export type Commission = CommissionTerms & { readonly lineId: string; readonly ruleText: string; readonly amountMinor: bigint };
/** Which part of the terms had the last word. */
export type CommissionLimit = 'minimum' | 'maximum' | 'goods';

/** The commission of each line in a currency. */
export const commissionOf = (plan: CommissionPlan, lines: readonly CommissionLine[], currency: string): Commission[] =>
  lines.map((line) => {
    const rule = plan.rules.find((one) => fits(one, line)) ?? null;
    const amounts = rule?.amounts.find((one) => one.currency === currency);
    const terms: CommissionTerms = { bp: rule?.bp ?? plan.defaultBp, fixedMinor: amounts?.fixedMinor ?? 0n, minMinor: amounts?.minMinor ?? null, maxMinor: amounts?.maxMinor ?? null };
    return { lineId: line.lineId, ...terms, ruleText: `${rule?.name ?? 'Default'} ${termsText(terms, currency)}`, amountMinor: chargeOf(terms, line).amountMinor };
  });

/** What the terms take of a line's net goods (no tax, no shipping). The percentage is of the whole line and rounded half up, once; the fixed part for each piece is added; the sum is
 *  raised to the minimum or cut to the maximum for each piece; and no line pays more than its goods cost. All but the percentage are whole numbers, so nothing else is rounded, and the
 *  vendor gets the rest. */
export function chargeOf(terms: CommissionTerms, line: Pick<CommissionLine, 'netMinor' | 'quantity'>): { amountMinor: bigint; limit: CommissionLimit | null } {
  const pieces = BigInt(line.quantity);
  const plain = percent(line.netMinor, terms.bp, 'half_up') + terms.fixedMinor * pieces;
  const [least, most] = [terms.minMinor === null ? null : terms.minMinor * pieces, terms.maxMinor === null ? null : terms.maxMinor * pieces];
  const [limited, limit]: [bigint, CommissionLimit | null] = least !== null && plain < least ? [least, 'minimum'] : most !== null && plain > most ? [most, 'maximum'] : [plain, null];
  return limited > line.netMinor ? { amountMinor: line.netMinor, limit: 'goods' } : { amountMinor: limited, limit };
}

const fits = (rule: CommissionRule, line: Pick<CommissionLine, 'categoryPath' | 'vendorId'>): boolean =>
  (rule.vendorId === null || rule.vendorId === line.vendorId) && (rule.categoryPath === null || isWithin(line.categoryPath, rule.categoryPath));

const isWithin = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

/** `12.5 % + €0.30 a piece, at least €1.00, at most €20.00 a piece`, as vendors read it. */
function termsText(terms: CommissionTerms, currency: string): string {
  const say = (minor: bigint) => `${formatMoney(money(minor, currency), 'en')} a piece`;
  const fixed = terms.fixedMinor > 0n ? ` + ${say(terms.fixedMinor)}` : '';
  const least = terms.minMinor === null ? '' : `, at least ${say(terms.minMinor)}`;
  const most = terms.maxMinor === null ? '' : `, at most ${say(terms.maxMinor)}`;
  return `${percentText(terms.bp)}${fixed}${least}${most}`;
}

/** Basis points as people write them: 1250n is `12.5 %`. */
export function percentText(bp: bigint): string {
  const fraction = String(bp % 100n).padStart(2, '0').replace(/0+$/, '');
  return `${bp / 100n}${fraction === '' ? '' : `.${fraction}`} %`;
}

/** Refuses a plan with a rule that nothing can ever reach, because one before it speaks of the same goods or of more. */
export function checkRules(rules: readonly CommissionRule[]): void {
  rules.forEach((rule, index) => {
    const before = rules.slice(0, index);
    if (before.some((one) => one.vendorId === rule.vendorId && one.categoryPath === rule.categoryPath)) throw ruleStandsTwice(rule.categoryPath, index);
    const covering = before.findIndex((one) => (one.vendorId === null || one.vendorId === rule.vendorId) && (one.categoryPath === null || (rule.categoryPath !== null && isWithin(rule.categoryPath, one.categoryPath))));
    if (covering >= 0) throw ruleNeverReached(index, covering);
  });
}

/** Plans set before rules had an order: a vendor's own rule went first, then the deepest category. In this order the first that fits is the same rule. */
export function inOldOrder(rules: readonly CommissionRule[]): CommissionRule[] {
  const weight = (rule: CommissionRule) => (rule.vendorId === null ? 0 : 1_000) + (rule.categoryPath ?? '').split('/').length;
  return [...rules].sort((a, b) => weight(b) - weight(a));
}
