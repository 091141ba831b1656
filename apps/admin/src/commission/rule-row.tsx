import { SelectField } from '@stoa/web-ui';
import { IconTrash } from '@tabler/icons-react';
import { PercentField } from './percent-field.js';
import type { DraftErrors, DraftRule } from './plan-draft.js';

type Option = { value: string; label: string };
type Props = { rule: DraftRule; position: number; categories: readonly Option[]; vendors: readonly Option[]; errors: DraftErrors; isReadOnly: boolean; onChange: (rule: DraftRule) => void; onRemove: () => void };

/** One rule: of this category (and all below it), sold by this vendor or by anybody, so much. */
export function RuleRow({ rule, position, categories, vendors, errors, isReadOnly, onChange, onRemove }: Props) {
  return (
    <li className="rule">
      <fieldset disabled={isReadOnly}>
        <legend className="vh">Rule {position}</legend>
        <SelectField label="Category" value={rule.category} error={errors[`${rule.key}.category`]} options={withOwn(categories, rule.category, 'Choose')} onChange={(event) => onChange({ ...rule, category: event.target.value })} />
        <SelectField label="Sold by" value={rule.vendor} options={withOwn(vendors, rule.vendor, 'Every vendor')} onChange={(event) => onChange({ ...rule, vendor: event.target.value })} />
        <PercentField label="Commission" value={rule.percent} error={errors[`${rule.key}.percent`]} onChange={(percent) => onChange({ ...rule, percent })} />
        {!isReadOnly && <button className="btn q icon" type="button" aria-label={`Remove rule ${position}`} onClick={onRemove}><IconTrash className="i s" aria-hidden /></button>}
      </fieldset>
    </li>
  );
}

/** The choices with an empty one first; what the rule names already is kept even if it is not among them. */
const withOwn = (options: readonly Option[], own: string, none: string): Option[] =>
  [{ value: '', label: none }, ...options, ...(own !== '' && !options.some((option) => option.value === own) ? [{ value: own, label: own }] : [])];
