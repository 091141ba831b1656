import { IconPlus, IconTrash } from '@tabler/icons-react';
import { SelectField, TextField } from '@stoa/web-ui';
import { placesOf, type RegistrationDraft, type RulePack } from './new-tenant.js';

const SCHEMES = [{ value: 'vat', label: 'VAT' }, { value: 'union_oss', label: 'Union One Stop Shop' }, { value: 'ioss', label: 'Import One Stop Shop' }, { value: 'sales_tax', label: 'Sales tax permit' }];
type Props = { registrations: readonly RegistrationDraft[]; packs: readonly RulePack[]; errors: Record<string, string>; onChange: (registrations: RegistrationDraft[]) => void };

/** Where the marketplace itself files tax: without them, sales that make it liable have no answer. */
export function RegistrationFields({ registrations, packs, errors, onChange }: Props) {
  const change = (key: string, next: Partial<RegistrationDraft>): void => onChange(registrations.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const add = (): void => onChange([...registrations, { key: `r${Date.now()}`, place: '', scheme: 'vat', number: '' }]);
  return (
    <div className="stack g12">
      {registrations.map((one, i) => (
        <div key={one.key} className="registration">
          <SelectField label="Where" name={`/registrations/${i}/country`} value={one.place} error={errors[`/registrations/${i}/country`]} onChange={(event) => change(one.key, { place: event.target.value })} options={[{ value: '', label: 'Choose' }, ...placesOf(packs).map((pack) => ({ value: pack.id, label: pack.name['en'] ?? pack.id }))]} />
          <SelectField label="Scheme" name={`/registrations/${i}/scheme`} value={one.scheme} onChange={(event) => change(one.key, { scheme: event.target.value })} options={SCHEMES} />
          <TextField label="Number" name={`/registrations/${i}/number`} value={one.number} error={errors[`/registrations/${i}/number`]} onChange={(event) => change(one.key, { number: event.target.value })} />
          <button type="button" className="btn q icon" aria-label={`Remove registration ${i + 1}`} onClick={() => onChange(registrations.filter((other) => other.key !== one.key))}><IconTrash className="i s" aria-hidden /></button>
        </div>
      ))}
      <div><button type="button" className="btn" onClick={add}><IconPlus className="i s" aria-hidden />Add a registration</button></div>
    </div>
  );
}
