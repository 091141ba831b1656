import { IconAlertCircle } from '@tabler/icons-react';
import { useId } from 'react';
import { problemOf } from './faces.js';

type FieldProps = {
  label: React.ReactNode; hint?: React.ReactNode; error?: string | undefined; hideLabel?: boolean;
  children: (ids: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined }) => React.ReactNode;
};

/** A labelled control: label above, hint or error below, tied together for screen readers. */
export function Field({ label, hint, error, hideLabel = false, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'vh' : undefined}>{label}</label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? `${id}-e` : hint ? `${id}-h` : undefined })}
      {error ? <span className="err" id={`${id}-e`}><IconAlertCircle className="i xs" aria-hidden />{error}</span> : hint ? <span className="hint" id={`${id}-h`}>{hint}</span> : null}
    </div>
  );
}

type Labelled = Omit<FieldProps, 'children'>;

export function TextField({ label, hint, error, hideLabel, ...input }: Labelled & Omit<React.InputHTMLAttributes<HTMLInputElement>, 'children'>) {
  return <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>{(ids) => <input className="in" {...ids} {...input} />}</Field>;
}

export function TextArea({ label, hint, error, hideLabel, ...area }: Labelled & React.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>{(ids) => <textarea className="in" rows={4} {...ids} {...area} />}</Field>;
}

export function SelectField({ label, hint, error, hideLabel, options, ...select }: Labelled & { options: readonly { value: string; label: string }[] } & React.SelectHTMLAttributes<HTMLSelectElement>) {
  return <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>{(ids) => <select className="in" {...ids} {...select}>{options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}</select>}</Field>;
}

export function CheckField({ label, hint, ...input }: { label: React.ReactNode; hint?: React.ReactNode } & React.InputHTMLAttributes<HTMLInputElement>) {
  return <label className="row" style={{ minHeight: 30 }}><input type="checkbox" className="check" {...input} /><span>{label}{hint && <> <span className="faint small">{hint}</span></>}</span></label>;
}

/** The refusals of single fields, by the pointer the API gives (`/address/city`). */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!error) return {};
  return Object.fromEntries((problemOf(error).errors ?? []).map((e) => [e.pointer, e.message]));
}
