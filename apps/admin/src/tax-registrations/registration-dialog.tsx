import { SelectField, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { placeName } from '../app/places.js';
import { ChangeDialog } from './change-dialog.js';
import type { TaxOverlay, TaxRegistrationHeld } from './tax-registrations.queries.js';

const text = (form: FormData, name: string): string | null => String(form.get(name) ?? '').trim() || null;
const terms = (form: FormData) => ({ number: text(form, 'number') ?? '', intermediary: text(form, 'intermediary'), from: text(form, 'from'), to: text(form, 'to') });

/** Adds a registration: where, under which scheme, its number and its days. */
export function AddRegistration({ overlay, onClose }: { overlay: TaxOverlay; onClose: () => void }) {
  const places = [...new Set(overlay.kinds.map((kind) => kind.place))].map((place) => ({ value: place, label: placeName(place) })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const [place, setPlace] = useState(overlay.registrations[0]?.country ?? places[0]?.value ?? '');
  const kinds = overlay.kinds.filter((kind) => kind.place === place);
  const [scheme, setScheme] = useState(kinds[0]?.scheme ?? '');
  const kind = kinds.find((one) => one.scheme === scheme) ?? kinds[0];
  return (
    <ChangeDialog title="Add a registration" action="Add the registration" version={overlay.version} onClose={onClose}
      read={(form) => ({ kind: 'add_registration', country: place.slice(0, 2), region: place.slice(3) || null, scheme: kind?.scheme ?? '', ...terms(form) })}>
      <div className="grid2">
        <SelectField label="Country or state" value={place} onChange={(event) => setPlace(event.target.value)} options={places} />
        <SelectField label="Registration" value={kind?.scheme ?? ''} onChange={(event) => setScheme(event.target.value)} options={kinds.map((one) => ({ value: one.scheme, label: one.name }))} />
      </div>
      <TextField key={`${place} ${scheme}`} label="Number" name="number" required maxLength={40} autoComplete="off" hint={kind ? `Such as ${kind.example}` : undefined} />
      {kind?.needs_intermediary && <TextField label="Number of the intermediary" name="intermediary" required maxLength={40} autoComplete="off" hint={`You are outside the union: somebody inside files for you. Such as ${kind.intermediary_example ?? ''}`} />}
      <Days from="" to="" />
      {kind && <p className="faint small">{kind.cite}</p>}
    </ChangeDialog>
  );
}

/** Corrects a registration or gives it a last day. */
export function ChangeRegistration({ overlay, held, onClose }: { overlay: TaxOverlay; held: TaxRegistrationHeld; onClose: () => void }) {
  return (
    <ChangeDialog title={`${held.name}, ${placeName(placeOf(held))}`} action="Change the registration" version={overlay.version} onClose={onClose} read={(form) => ({ kind: 'change_registration', id: held.id, ...terms(form) })}>
      <TextField label="Number" name="number" required maxLength={40} autoComplete="off" defaultValue={held.number} />
      {held.intermediary !== null && <TextField label="Number of the intermediary" name="intermediary" required maxLength={40} autoComplete="off" defaultValue={held.intermediary} />}
      <Days from={held.from ?? ''} to={held.to ?? ''} />
    </ChangeDialog>
  );
}

/** Takes back a registration that has not begun. */
export const RemoveRegistration = ({ overlay, held, onClose }: { overlay: TaxOverlay; held: TaxRegistrationHeld; onClose: () => void }) => (
  <ChangeDialog title="Take back a planned registration" action="Take it back" version={overlay.version} onClose={onClose} read={() => ({ kind: 'remove_registration', id: held.id })}>
    <p>{held.name}, {placeName(placeOf(held))}: {held.number}. It has not begun, so no sale was made under it.</p>
  </ChangeDialog>
);

const Days = ({ from, to }: { from: string; to: string }) => (
  <div className="grid2">
    <TextField label="First day (optional)" name="from" type="date" defaultValue={from} hint="On the clock of the place. Empty: since ever." />
    <TextField label="Last day (optional)" name="to" type="date" defaultValue={to} hint="Empty: until further notice." />
  </div>
);

/** `US-CA` of a state, `DE` of a country. */
export const placeOf = ({ country, region }: Pick<TaxRegistrationHeld, 'country' | 'region'>): string => (region === null ? country : `${country}-${region}`);
