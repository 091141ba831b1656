import { percent } from '@stoa/platform/money';
import type { CommissionPlanId } from '@stoa/events/pricing';
import type { VendorId } from '@stoa/events/vendors';
import { ruleStandsTwice } from './commission.errors.js';

/** So many basis points (100 = 1 %) of the net goods of a category and all below it; `name` is what vendors read. For one vendor only, where `vendorId` says so. */
export type CommissionRule = { readonly categoryPath: string; readonly name: string; readonly bp: bigint; readonly vendorId: VendorId | null };
/** What the marketplace keeps, from `setAt` on. A plan never changes: setting another makes the next version. */
export type CommissionPlan = {
  readonly id: CommissionPlanId | null;
  readonly version: number;
  readonly defaultBp: bigint;
  readonly rules: readonly CommissionRule[];
  readonly setAt: Date | null;
};

/** What applies until the staff set a plan. */
export const untouchedPlan: CommissionPlan = { id: null, version: 0, defaultBp: 1_500n, rules: [], setAt: null };

export type CommissionLine = { readonly lineId: string; readonly categoryPath: string; readonly vendorId: VendorId; readonly netMinor: bigint };
export type Commission = { readonly lineId: string; readonly ruleText: string; readonly bp: bigint; readonly amountMinor: bigint };

/** The commission of each line: of its net goods (no tax, no shipping), rounded half up once per line; the vendor gets the rest. */
export function commissionOf(plan: CommissionPlan, lines: readonly CommissionLine[]): Commission[] {
  return lines.map((line) => {
    const rule = ruleFor(plan, line);
    const bp = rule?.bp ?? plan.defaultBp;
    return { lineId: line.lineId, bp, ruleText: `${rule?.name ?? 'Default'} ${percentText(bp)}`, amountMinor: percent(line.netMinor, bp, 'half_up') };
  });
}

/** A vendor's own rule goes before everybody's; then the one that names the deepest category. */
function ruleFor(plan: CommissionPlan, { categoryPath, vendorId }: CommissionLine): CommissionRule | null {
  const fitting = plan.rules.filter((rule) => (rule.vendorId === null || rule.vendorId === vendorId) && (categoryPath === rule.categoryPath || categoryPath.startsWith(`${rule.categoryPath}/`)));
  const weight = (rule: CommissionRule) => (rule.vendorId === null ? 0 : 1_000) + rule.categoryPath.split('/').length;
  return fitting.reduce<CommissionRule | null>((best, rule) => (best === null || weight(rule) > weight(best) ? rule : best), null);
}

/** Basis points as people write them: 1250n is `12.5 %`. */
export function percentText(bp: bigint): string {
  const fraction = String(bp % 100n).padStart(2, '0').replace(/0+$/, '');
  return `${bp / 100n}${fraction === '' ? '' : `.${fraction}`} %`;
}

/** Refuses a plan in which two rules would speak of the same goods. */
export function checkRules(rules: readonly CommissionRule[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    const key = `${rule.vendorId ?? '*'} ${rule.categoryPath}`;
    if (seen.has(key)) throw ruleStandsTwice(rule.categoryPath);
    seen.add(key);
  }
}
