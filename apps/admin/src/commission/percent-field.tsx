import { Field } from '@stoa/web-ui';

type Props = { label: string; value: string; error?: string | undefined; hint?: string; onChange: (text: string) => void };

/** A percentage as text, "12.5" or "12,5". */
export function PercentField({ label, value, error, hint, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => <span className="affix percent"><input className="in amount" {...ids} inputMode="decimal" autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} /><span className="cur" aria-hidden="true">%</span></span>}
    </Field>
  );
}
