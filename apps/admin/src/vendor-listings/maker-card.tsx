import { Card, CheckField, TextArea, TextField } from '@stoa/web-ui';
import { languageName } from '../app/places.js';
import { emptyParty, type Party } from './listing-draft.js';
import type { ListingEditor } from './use-listing-editor.js';

/** Who answers for the goods' safety, and what shoppers must be warned of (GPSR, Art. 19). */
export function MakerCard({ editor, locale }: { editor: ListingEditor; locale: string }) {
  const { draft, edit } = editor;
  return (
    <Card title="Who makes it">
      <div className="stack g12">
        <CheckField name="made_by_vendor" label="We make it ourselves" checked={draft.madeByVendor} onChange={(event) => edit({ madeByVendor: event.target.checked })} hint={draft.madeByVendor ? 'Your trader file stands for the maker.' : undefined} />
        {!draft.madeByVendor && (
          <>
            <PartyFields prefix="manufacturer" legend="Manufacturer" party={draft.manufacturer ?? emptyParty} onChange={(manufacturer) => edit({ manufacturer })} />
            <CheckField name="responsible_person" label="Made outside the European Union" hint="Then somebody inside it answers for the goods." checked={draft.responsiblePerson !== null} onChange={(event) => edit({ responsiblePerson: event.target.checked ? emptyParty : null })} />
            {draft.responsiblePerson && <PartyFields prefix="responsible_person" legend="Responsible person in the Union" party={draft.responsiblePerson} onChange={(responsiblePerson) => edit({ responsiblePerson })} />}
          </>
        )}
        <TextArea label={`Warnings, ${languageName(locale)} (optional)`} name="warnings" lang={locale} rows={2} maxLength={2_000} value={draft.warnings[locale] ?? ''} onChange={(event) => edit({ warnings: { ...draft.warnings, [locale]: event.target.value } })} hint="Shown beside the goods, such as “Keep away from children under three”." />
      </div>
    </Card>
  );
}

function PartyFields({ prefix, legend, party, onChange }: { prefix: string; legend: string; party: Party; onChange: (party: Party) => void }) {
  const field = (key: keyof Party) => ({ name: `${prefix}-${key}`, value: party[key], onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ ...party, [key]: key === 'country' ? event.target.value.toUpperCase() : event.target.value }) });
  return (
    <fieldset className="stack g12"><legend className="label">{legend}</legend>
      <TextField label="Name" maxLength={200} {...field('name')} />
      <TextField label="Postal address" maxLength={400} {...field('address')} />
      <TextField label="E-mail" type="email" maxLength={254} {...field('email')} />
      <TextField label="Country" maxLength={2} placeholder="DE" {...field('country')} />
    </fieldset>
  );
}
