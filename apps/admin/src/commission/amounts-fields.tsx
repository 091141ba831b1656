import { Field } from '@stoa/web-ui';
import type { DraftAmounts, DraftErrors } from './plan-draft.js';

type Props = { amounts: DraftAmounts; place: string; errors: DraftErrors; onChange: (amounts: DraftAmounts) => void };

const FIELDS = [['fixed', 'Plus, a piece'], ['minimum', 'At least, a piece'], ['maximum', 'At most, a piece']] as const;

/** What a rule adds for each piece in one currency, and its limits. */
export function AmountsFields({ amounts, place, errors, onChange }: Props) {
  return (
    <div className="amounts" role="group" aria-label={`Amounts in ${amounts.currency}`}>
      {FIELDS.map(([field, label]) => (
        <Field key={field} label={label} error={errors[`${place}.${amounts.currency}.${field}`]}>
          {(ids) => <span className="affix"><input className="in amount" {...ids} inputMode="decimal" autoComplete="off" value={amounts[field]} onChange={(event) => onChange({ ...amounts, [field]: event.target.value })} /><span className="cur" aria-hidden="true">{amounts.currency}</span></span>}
        </Field>
      ))}
    </div>
  );
}
