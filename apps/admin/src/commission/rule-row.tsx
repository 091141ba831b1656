import { SelectField } from '@stoa/web-ui';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { AmountsFields } from './amounts-fields.js';
import { PercentField } from './percent-field.js';
import { ALL_GOODS, emptyAmounts, type DraftErrors, type DraftRule } from './plan-draft.js';

type Option = { value: string; label: string };
type Props = {
  rule: DraftRule; position: number; categories: readonly Option[]; vendors: readonly Option[]; currencies: readonly string[]; errors: DraftErrors; isReadOnly: boolean;
  onChange: (rule: DraftRule) => void; onRemove: () => void; onMoveUp: () => void;
};

/** One rule: of this category (and all below it), sold by this vendor or by anybody, so much. Its place in the list matters: the first that fits counts. */
export function RuleRow({ rule, position, categories, vendors, currencies, errors, isReadOnly, onChange, onRemove, onMoveUp }: Props) {
  const goods = [{ value: ALL_GOODS, label: 'All goods' }, ...categories];
  return (
    <li className="rule">
      <fieldset disabled={isReadOnly}>
        <legend className="vh">Rule {position}</legend>
        <SelectField label="Category" value={rule.category} error={errors[`${rule.key}.category`]} options={withOwn(goods, rule.category, 'Choose')} onChange={(event) => onChange({ ...rule, category: event.target.value })} />
        <SelectField label="Sold by" value={rule.vendor} options={withOwn(vendors, rule.vendor, 'Every vendor')} onChange={(event) => onChange({ ...rule, vendor: event.target.value })} />
        <PercentField label="Commission" value={rule.percent} error={errors[`${rule.key}.percent`]} onChange={(percent) => onChange({ ...rule, percent })} />
        {!isReadOnly && <span className="acts">
          {position > 1 && <button className="btn q icon" type="button" aria-label={`Move rule ${position} up`} onClick={onMoveUp}><IconArrowUp className="i s" aria-hidden /></button>}
          <button className="btn q icon" type="button" aria-label={`Remove rule ${position}`} onClick={onRemove}><IconTrash className="i s" aria-hidden /></button>
        </span>}
        {rule.amounts.map((amounts, i) => (
          <AmountsFields key={amounts.currency} amounts={amounts} place={String(rule.key)} errors={errors} onChange={(next) => onChange({ ...rule, amounts: rule.amounts.map((one, at) => (at === i ? next : one)) })} />
        ))}
        {!isReadOnly && rule.amounts.length === 0 && <button className="linkish small under" type="button" onClick={() => onChange({ ...rule, amounts: emptyAmounts(currencies) })}>Add a fixed part or limits</button>}
      </fieldset>
    </li>
  );
}

/** The choices with an empty one first; what the rule names already is kept even if it is not among them. */
const withOwn = (options: readonly Option[], own: string, none: string): Option[] =>
  [{ value: '', label: none }, ...options, ...(own !== '' && !options.some((option) => option.value === own) ? [{ value: own, label: own }] : [])];
