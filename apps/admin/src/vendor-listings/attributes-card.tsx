import { Card, CheckField, Field, SelectField, TextField } from '@stoa/web-ui';
import type { Answer, Category } from './listing-draft.js';
import { nameOf } from './listing-words.js';
import type { ListingEditor } from './use-listing-editor.js';

type Attribute = Category['attributes'][number];

/** What the category asks of its goods: shoppers filter by it, and the rule packs read it. */
export function AttributesCard({ editor, categories }: { editor: ListingEditor; categories: readonly Category[] }) {
  const { draft, edit } = editor;
  const asked = categories.find((category) => category.id === draft.categoryId)?.attributes ?? [];
  const required = asked.filter((attribute) => attribute.required);
  const answered = required.filter((attribute) => isAnswered(draft.attributes[attribute.code]));
  const answer = (code: string, value: Answer | undefined): void => {
    const { [code]: _, ...others } = draft.attributes;
    edit({ attributes: value === undefined ? others : { ...others, [code]: value } });
  };
  return (
    <Card title="Attributes" aside={required.length > 0 && <span className="tiny faint num">{answered.length} of {required.length} required</span>}>
      {asked.length === 0 ? <p className="small dim">{draft.categoryId ? 'This category asks nothing more.' : 'Choose a category first: it says what to answer here.'}</p> : (
        <div className="stack g12">{asked.map((attribute) => <AnswerField key={attribute.code} attribute={attribute} value={draft.attributes[attribute.code]} onChange={(value) => answer(attribute.code, value)} />)}</div>
      )}
    </Card>
  );
}

const isAnswered = (answer: Answer | undefined): boolean => answer !== undefined && answer !== '' && !(Array.isArray(answer) && answer.length === 0);

type FieldProps = { attribute: Attribute; value: Answer | undefined; onChange: (value: Answer | undefined) => void };
function AnswerField({ attribute, value, onChange }: FieldProps) {
  const label = `${nameOf(attribute.names) || attribute.code}${attribute.unit ? `, ${attribute.unit}` : ''}${attribute.required ? '' : ' (optional)'}`;
  const name = `attribute-${attribute.code}`;
  const values = attribute.values.map((one) => ({ value: one.code, label: nameOf(one.names) || one.code }));
  switch (attribute.type) {
    case 'text': return <TextField label={label} name={name} maxLength={2_000} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value || undefined)} />;
    case 'number': return <TextField label={label} name={name} type="number" step="any" className="in amount" value={typeof value === 'number' ? value : ''} onChange={(event) => onChange(Number.isFinite(event.target.valueAsNumber) ? event.target.valueAsNumber : undefined)} />;
    case 'boolean': return <SelectField label={label} name={name} value={typeof value === 'boolean' ? String(value) : ''} onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')} options={[{ value: '', label: 'Not answered' }, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }]} />;
    case 'select': return <SelectField label={label} name={name} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value || undefined)} options={[{ value: '', label: 'Not answered' }, ...values]} />;
    case 'multiselect': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <Field label={label}>{({ id, ...described }) => (
          <div id={id} role="group" aria-label={label} {...described} className="checks">{values.map((one) => <CheckField key={one.value} name={name} label={one.label} checked={chosen.includes(one.value)} onChange={(event) => onChange(event.target.checked ? [...chosen, one.value] : chosen.filter((code) => code !== one.value))} />)}</div>
        )}</Field>
      );
    }
  }
}
