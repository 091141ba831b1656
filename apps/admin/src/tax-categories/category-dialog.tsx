import { Modal } from '@mantine/core';
import { Refusal, SelectField, TextArea, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { ratesOf } from './rates-of.js';
import { useMapCategory, type KnownCategory, type ShelfTaxCategory } from './tax-categories.queries.js';

/** Says what the goods of a category are for tax law, with the rate it has today and the one it will have. */
export function CategoryDialog({ shelf, known, onClose }: { shelf: ShelfTaxCategory; known: readonly KnownCategory[]; onClose: () => void }) {
  const save = useMapCategory();
  const [code, setCode] = useState(shelf.tax_category);
  const options = known.some((one) => one.code === shelf.tax_category) ? known : [...known, { code: shelf.tax_category, rates: [] }];
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({ path: shelf.path, tax_category: code === '' ? null : code, from: String(form.get('from')), reason: String(form.get('reason')).trim() }, { onSuccess: onClose });
  }
  return (
    <Modal opened onClose={onClose} title={<span className="dialog-title">{shelf.names['en'] ?? shelf.path}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        <SelectField label="The goods are, for tax law" value={code} onChange={(event) => setCode(event.target.value)}
          options={[{ value: '', label: 'Nothing of its own: as above, or as it was made' }, ...options.map((one) => ({ value: one.code, label: one.code }))]} data-autofocus />
        <p className="small"><span className="dim">Today:</span> <span className="num">{ratesOf(known, shelf.tax_category)}</span>{code !== '' && code !== shelf.tax_category && <><br /><span className="dim">Then:</span> <span className="num med">{ratesOf(known, code)}</span></>}</p>
        <TextField label="From" name="from" type="date" required defaultValue={new Date().toISOString().slice(0, 10)} hint="Sales from this day on, of this category and all below it." />
        <TextArea label="Reason" name="reason" required minLength={5} maxLength={500} rows={2} hint="Kept with the change." />
        <Refusal error={save.error} />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={save.isPending || code === shelf.tax_category}>Choose it</button></div>
      </form>
    </Modal>
  );
}
