import { Modal } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { fieldErrors, Note, problemOf, Refusal, TextArea, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { languageName } from '../app/places.js';
import { useChangeProfile, type Vendor } from './setup.queries.js';

type Registration = Vendor['registrations'][number] & { key: string };

/** What the vendor may change of its trader file by itself. Legal name and seat are the marketplace's to change: they were checked. */
export function ProfileDialog({ vendor, locales, onClose }: { vendor: Vendor; locales: readonly string[]; onClose: () => void }) {
  const change = useChangeProfile();
  const [registrations, setRegistrations] = useState<Registration[]>(() => vendor.registrations.map((one) => ({ ...one, key: crypto.randomUUID() })));
  const [version] = useState(vendor.version); // what this dialog was opened on, whatever is read meanwhile
  const errors = fieldErrors(change.error);
  const isStale = problemOf(change.error).status === 412;
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (name: string): string => String(entered.get(name) ?? '').trim();
    change.mutate({
      version, name: text('name'), email: text('email'), phone: text('phone'), register_number: text('register_number') || null, vat_id: text('vat_id') || null,
      about: Object.fromEntries(locales.map((locale) => [locale, text(`about-${locale}`)]).filter(([, about]) => about !== '')), registrations: registrations.map(({ key: _, ...one }) => one),
    }, { onSuccess: onClose });
  }
  const write = (key: string, part: Partial<Registration>): void => setRegistrations((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <Modal opened onClose={onClose} size="lg" title={<span className="dialog-title">Change the trader file</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        {isStale ? <Note tone="warn">Somebody else changed it meanwhile. Close this and open it again: you then see what they wrote.</Note> : Object.keys(errors).length === 0 && <Refusal error={change.error} />}
        <div className="grid2">
          <TextField label="Name of the shop" name="name" maxLength={120} required defaultValue={vendor.name} error={errors['/name']} data-autofocus />
          <TextField label="E-mail for shoppers" name="email" type="email" required defaultValue={vendor.email} error={errors['/email']} />
          <TextField label="Phone" name="phone" maxLength={40} required defaultValue={vendor.phone} error={errors['/phone']} />
          <TextField label="Register number (optional)" name="register_number" maxLength={60} defaultValue={vendor.register_number ?? ''} error={errors['/register_number']} />
          <TextField label="VAT ID (optional)" name="vat_id" maxLength={30} defaultValue={vendor.vat_id ?? ''} error={errors['/vat_id']} />
        </div>
        {locales.map((locale) => <TextArea key={locale} label={`About you, ${languageName(locale)} (optional)`} name={`about-${locale}`} lang={locale} rows={2} maxLength={2_000} defaultValue={vendor.about[locale] ?? ''} />)}
        <fieldset className="stack g8"><legend className="label">Registrations</legend>
          <p className="small dim">Packaging, taxes, licences: the rules ask for them by scheme and country.</p>
          {registrations.map((one, i) => (
            <div key={one.key} className="registration">
              <TextField label="Scheme" required pattern="[a-z][a-z0-9_]{1,40}" placeholder="lucid" value={one.scheme} onChange={(event) => write(one.key, { scheme: event.target.value })} error={errors[`/registrations/${i}/scheme`]} />
              <TextField label="Country" required maxLength={2} placeholder="DE" value={one.country} onChange={(event) => write(one.key, { country: event.target.value.toUpperCase() })} error={errors[`/registrations/${i}/country`]} />
              <TextField label="State" maxLength={10} placeholder="–" value={one.region ?? ''} onChange={(event) => write(one.key, { region: event.target.value.toUpperCase() || null })} error={errors[`/registrations/${i}/region`]} />
              <TextField label="Number" required maxLength={60} value={one.number} onChange={(event) => write(one.key, { number: event.target.value })} error={errors[`/registrations/${i}/number`]} />
              <TextField label="Valid from" type="date" required value={one.valid_from} onChange={(event) => write(one.key, { valid_from: event.target.value })} error={errors[`/registrations/${i}/valid_from`]} />
              <button className="btn q icon" type="button" aria-label={`Remove registration ${i + 1}`} onClick={() => setRegistrations(registrations.filter((other) => other.key !== one.key))}><IconTrash className="i s" aria-hidden /></button>
            </div>
          ))}
          <div><button className="btn sm" type="button" onClick={() => setRegistrations([...registrations, { key: crypto.randomUUID(), country: vendor.country, region: null, scheme: '', number: '', valid_from: new Date().toISOString().slice(0, 10), valid_to: null }])}><IconPlus className="i s" aria-hidden />Add a registration</button></div>
        </fieldset>
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={change.isPending}>Keep the changes</button></div>
      </form>
    </Modal>
  );
}
