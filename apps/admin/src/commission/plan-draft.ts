import type { Category } from '../app/marketplace.queries.js';
import { inWords, parsePercent, percentText } from '../app/words.js';
import type { CommissionPlan, PlanBody } from './commission.queries.js';

/** A rule as it is being written: the percentage is text until it is sent. */
export type DraftRule = { key: number; category: string; vendor: string; percent: string };
export type Draft = { percent: string; rules: DraftRule[] };
/** What is wrong, by the place it stands at: `default`, or the rule's key and field. */
export type DraftErrors = Record<string, string>;

export const draftOf = (plan: CommissionPlan): Draft => ({
  percent: percentText(plan.default_bp),
  rules: plan.rules.map((rule, key) => ({ key, category: rule.category_path, vendor: rule.vendor_id ?? '', percent: percentText(rule.bp) })),
});

const NO_PERCENTAGE = 'Write a percentage from 0 to 100, such as 12.5.';

/** The body for the API, or what is wrong with the draft. Two rules for the same goods are refused here as they are there. */
export function readDraft(draft: Draft): { body: PlanBody; errors: null } | { body: null; errors: DraftErrors } {
  const errors: DraftErrors = {};
  const percentAt = (place: string, text: string): number => {
    const basisPoints = parsePercent(text);
    if (basisPoints === null) errors[place] = NO_PERCENTAGE;
    return basisPoints ?? 0;
  };
  const default_bp = percentAt('default', draft.percent);
  const seen = new Set<string>();
  const rules = draft.rules.map((rule) => {
    const goods = `${rule.vendor}/${rule.category}`;
    if (rule.category === '') errors[`${rule.key}.category`] = 'Choose a category.';
    else if (seen.has(goods)) errors[`${rule.key}.category`] = 'There is a rule for this already. Keep one of them.';
    seen.add(goods);
    return { category_path: rule.category, bp: percentAt(`${rule.key}.percent`, rule.percent), vendor_id: rule.vendor || null };
  });
  return Object.keys(errors).length > 0 ? { body: null, errors } : { body: { default_bp, rules }, errors: null };
}

/** Whether saving would make another plan than the one in force. The order of rules means nothing. */
export function isChanged(draft: Draft, plan: CommissionPlan): boolean {
  const { body } = readDraft(draft);
  if (!body) return true;
  const inOrder = (rules: readonly { category_path: string; bp: number; vendor_id: string | null }[]): string[] => rules.map((rule) => `${rule.category_path} ${rule.vendor_id ?? ''} ${rule.bp}`).sort();
  return body.default_bp !== plan.default_bp || inOrder(body.rules).join('\n') !== inOrder(plan.rules).join('\n');
}

/** Categories to choose from, with those above them: "Ceramics › Bowls". */
export function categoryOptions(categories: readonly Category[]): { value: string; label: string }[] {
  const names = new Map(categories.map((category) => [category.path, inWords(category.names)]));
  const label = (path: string): string => path.split('/').map((_, i, parts) => names.get(parts.slice(0, i + 1).join('/')) ?? parts[i] ?? '').join(' › ');
  return categories.map(({ path }) => ({ value: path, label: label(path) })).sort((a, b) => a.label.localeCompare(b.label));
}
