import { Icon } from './icon.js';

type Props = { name: string; label: string; value?: string | null; hint?: string; error?: string | undefined; width?: 'w2' | 'w3' | 'w4' | ''; required?: boolean } & Pick<React.InputHTMLAttributes<HTMLInputElement>, 'type' | 'autoComplete' | 'inputMode' | 'maxLength' | 'minLength' | 'pattern' | 'placeholder' | 'onChange' | 'onBlur'>;

/** A labelled input: the label above, the hint below, and what is wrong said in words beside it. */
export function Field({ name, label, value, hint, error, width = '', required = false, ...input }: Props) {
  return (
    <div className={`field ${width} ${error ? 'field--bad' : ''}`}>
      <label htmlFor={name}>{label}</label>
      <input className="input" id={name} name={name} defaultValue={value ?? ''} required={required} aria-invalid={error ? true : undefined} aria-describedby={error ? `${name}-error` : hint ? `${name}-hint` : undefined} {...input} />
      {hint && !error && <small id={`${name}-hint`}>{hint}</small>}
      <FieldError name={name} error={error} />
    </div>
  );
}

export function SelectField({ name, label, value, options, width = '', error, autoComplete }: { name: string; label: string; value?: string | null; options: { value: string; label: string }[]; width?: string; error?: string | undefined; autoComplete?: string }) {
  return (
    <div className={`field ${width} ${error ? 'field--bad' : ''}`}>
      <label htmlFor={name}>{label}</label>
      <select className="input" id={name} name={name} defaultValue={value ?? options[0]?.value} autoComplete={autoComplete} aria-describedby={error ? `${name}-error` : undefined}>{options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}</select>
      <FieldError name={name} error={error} />
    </div>
  );
}

function FieldError({ name, error }: { name: string; error: string | undefined }) {
  return error ? <p className="field__bad" id={`${name}-error`}><Icon name="warn" /><span>{error}</span></p> : null;
}
