import { IconAlertCircle } from '@tabler/icons-react';
import { useId } from 'react';
import { problemOf } from './faces.js';

type FieldProps = { label: string; hint?: React.ReactNode; error?: string | undefined; children: (ids: { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined }) => React.ReactNode };

/** A labelled control: label above, hint or error below, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? `${id}-e` : hint ? `${id}-h` : undefined })}
      {error ? <span className="err" id={`${id}-e`}><IconAlertCircle className="i xs" aria-hidden />{error}</span> : hint ? <span className="hint" id={`${id}-h`}>{hint}</span> : null}
    </div>
  );
}

type TextProps = Omit<FieldProps, 'children'> & Omit<React.InputHTMLAttributes<HTMLInputElement>, 'children'>;

export function TextField({ label, hint, error, ...input }: TextProps) {
  return <Field label={label} hint={hint} error={error}>{(ids) => <input className="in" {...ids} {...input} />}</Field>;
}

export function TextArea({ label, hint, error, ...area }: Omit<FieldProps, 'children'> & React.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <Field label={label} hint={hint} error={error}>{(ids) => <textarea className="in" rows={4} {...ids} {...area} />}</Field>;
}

export function SelectField({ label, hint, error, options, ...select }: Omit<FieldProps, 'children'> & { options: readonly { value: string; label: string }[] } & React.SelectHTMLAttributes<HTMLSelectElement>) {
  return <Field label={label} hint={hint} error={error}>{(ids) => <select className="in" {...ids} {...select}>{options.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}</select>}</Field>;
}

/** The refusals of single fields, by the pointer the API gives (`/address/city`). */
export function fieldErrors(error: unknown): Record<string, string> {
  const problem = problemOf(error) as { errors?: { pointer: string; message: string }[] };
  return Object.fromEntries((problem.errors ?? []).map((e) => [e.pointer, e.message]));
}
