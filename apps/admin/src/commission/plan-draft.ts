import { amountText, parseAmount } from '@stoa/web-ui';
import type { Category } from '../app/marketplace.queries.js';
import { inWords, parsePercent, percentText } from '../app/words.js';
import type { CommissionPlan, PlanBody } from './commission.queries.js';

/** Amounts for each piece in one currency, as they are being typed; an empty text is no amount. */
export type DraftAmounts = { currency: string; fixed: string; minimum: string; maximum: string };
/** A rule as it is being written: numbers are text until they are sent. `category` is `*` for all goods, empty while none is chosen; `vendor` is empty for every vendor. */
export type DraftRule = { key: number; category: string; vendor: string; percent: string; amounts: DraftAmounts[] };
export type Draft = { percent: string; rules: DraftRule[] };
/** What is wrong, by the place it stands at: `default`, or the rule's key and field. */
export type DraftErrors = Record<string, string>;
export const ALL_GOODS = '*';

type Rule = CommissionPlan['rules'][number];

export const draftOf = (plan: CommissionPlan): Draft => ({
  percent: percentText(plan.default_bp),
  rules: plan.rules.map((rule, key) => ({ key, category: rule.category_path ?? ALL_GOODS, vendor: rule.vendor_id ?? '', percent: percentText(rule.bp), amounts: rule.amounts.map(draftAmounts) })),
});

const draftAmounts = ({ currency, fixed, minimum, maximum }: Rule['amounts'][number]): DraftAmounts => {
  const text = (amount: number | null) => (amount === null ? '' : amountText({ amount, currency }));
  return { currency, fixed: fixed === 0 ? '' : text(fixed), minimum: text(minimum), maximum: text(maximum) };
};

/** Fields for amounts in each currency the marketplace sells in. */
export const emptyAmounts = (currencies: readonly string[]): DraftAmounts[] => currencies.map((currency) => ({ currency, fixed: '', minimum: '', maximum: '' }));

/** A new rule at the end of a draft, with the default's percentage. */
export const withNewRule = (draft: Draft): Draft => ({ ...draft, rules: [...draft.rules, { key: Math.max(-1, ...draft.rules.map((rule) => rule.key)) + 1, category: '', vendor: '', percent: draft.percent, amounts: [] }] });

/** The draft with a rule one place further up: what stands first counts. */
export function movedUp(draft: Draft, index: number): Draft {
  const rules = [...draft.rules];
  rules.splice(index - 1, 2, ...rules.slice(index - 1, index + 1).reverse());
  return { ...draft, rules };
}

const NO_PERCENTAGE = 'Write a percentage from 0 to 100, such as 12.5.';

/** The body for the API, or what is wrong with the draft. A rule that nothing reaches is refused here as it is there. */
export function readDraft(draft: Draft): { body: PlanBody; errors: null } | { body: null; errors: DraftErrors } {
  const errors: DraftErrors = {};
  const percentAt = (place: string, text: string): number => {
    const basisPoints = parsePercent(text);
    if (basisPoints === null) errors[place] = NO_PERCENTAGE;
    return basisPoints ?? 0;
  };
  const default_bp = percentAt('default', draft.percent);
  const rules = draft.rules.map((rule, index) => {
    const unreachable = whyNeverReached(draft.rules.slice(0, index), rule);
    if (rule.category === '') errors[`${rule.key}.category`] = 'Choose a category, or all goods.';
    else if (unreachable) errors[`${rule.key}.category`] = unreachable;
    return {
      category_path: rule.category === ALL_GOODS ? null : rule.category, bp: percentAt(`${rule.key}.percent`, rule.percent), vendor_id: rule.vendor || null,
      amounts: readAmounts(rule, errors),
    };
  });
  return Object.keys(errors).length > 0 ? { body: null, errors } : { body: { default_bp, rules }, errors: null };
}

/** The rule's amounts in minor units; none at all when nothing is written. */
function readAmounts(rule: DraftRule, errors: DraftErrors): Rule['amounts'] {
  const read = rule.amounts.map(({ currency, ...texts }) => {
    const amountAt = (field: keyof typeof texts): number | null => {
      if (texts[field].trim() === '') return null;
      const minor = parseAmount(texts[field], currency);
      if (minor === null || minor < 0) errors[`${rule.key}.${currency}.${field}`] = `Write an amount in ${currency}, such as ${amountText({ amount: 150, currency })}.`;
      return minor;
    };
    const [fixed, minimum, maximum] = [amountAt('fixed') ?? 0, amountAt('minimum'), amountAt('maximum')];
    if (maximum !== null && maximum < (minimum ?? 0)) errors[`${rule.key}.${currency}.maximum`] = 'The most is not less than the least.';
    return { currency, fixed, minimum, maximum };
  });
  return read.some(({ fixed, minimum, maximum }) => fixed !== 0 || minimum !== null || maximum !== null) ? read : [];
}

/** The rule before it that fits all its goods, in words; null when there is none. */
function whyNeverReached(before: readonly DraftRule[], rule: DraftRule): string | null {
  const covers = (one: DraftRule) => (one.vendor === '' || one.vendor === rule.vendor) && (one.category === ALL_GOODS || one.category === rule.category || rule.category.startsWith(`${one.category}/`));
  const index = rule.category === '' ? -1 : before.findIndex((one) => one.category !== '' && covers(one));
  if (index < 0) return null;
  const same = before[index]?.vendor === rule.vendor && before[index]?.category === rule.category;
  return same ? 'There is a rule for this already. Keep one of them.' : `Never reached: rule ${index + 1} comes first and fits all its goods. Move this one up.`;
}

/** Whether saving would make another plan than the one in force. */
export function isChanged(draft: Draft, plan: CommissionPlan): boolean {
  const { body } = readDraft(draft);
  const sent = (rules: readonly Omit<Rule, 'name'>[]): string => JSON.stringify(rules.map(({ category_path, bp, vendor_id, amounts }) => [category_path, bp, vendor_id, amounts.map((one) => [one.currency, one.fixed, one.minimum, one.maximum])]));
  return !body || body.default_bp !== plan.default_bp || sent(body.rules) !== sent(plan.rules);
}

/** Categories to choose from, with those above them: "Ceramics › Bowls". */
export function categoryOptions(categories: readonly Category[]): { value: string; label: string }[] {
  const names = new Map(categories.map((category) => [category.path, inWords(category.names)]));
  const label = (path: string): string => path.split('/').map((_, i, parts) => names.get(parts.slice(0, i + 1).join('/')) ?? parts[i] ?? '').join(' › ');
  return categories.map(({ path }) => ({ value: path, label: label(path) })).sort((a, b) => a.label.localeCompare(b.label));
}
