import { Note, ReasonDialog, SelectField, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { kindName, kinds } from './document-words.js';
import type { Numbering, NumberingChoice, useChooseNumbering } from './series.queries.js';

const RESETS = [{ value: 'year', label: 'Every fiscal year' }, { value: 'month', label: 'Every month' }, { value: 'never', label: 'Never' }];
const MONTHS = Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, index, 15))) }));

/** The form of the numbers, and what it makes of them. A change holds from the next document on. */
export function NumberingForm({ numbering, save }: { numbering: Numbering; save: ReturnType<typeof useChooseNumbering> }) {
  const mayWrite = useMay('invoicing.write');
  const [choice, setChoice] = useState<NumberingChoice>({ resets: numbering.resets, year_starts_in: numbering.year_starts_in, digits: numbering.digits, proformas: numbering.proformas, endings: numbering.endings });
  const [isOpen, setOpen] = useState(false);
  const set = (change: Partial<NumberingChoice>): void => setChoice({ ...choice, ...change });
  const invoice = numbering.examples.find(({ kind }) => kind === 'invoice')?.number ?? '';
  return (
    <>
    <form className="stack g12" onSubmit={(event) => { event.preventDefault(); setOpen(true); }}>
      <p>An invoice of somebody with the prefix ABC is numbered <span className="mono nowrap">{invoice}</span>.</p>
      <fieldset className="plain stack g12" disabled={!mayWrite}>
        <legend className="vh">Form of the numbers</legend>
        <SelectField label="A series begins at 1 again" name="resets" value={choice.resets} options={RESETS} onChange={(event) => set({ resets: event.target.value as NumberingChoice['resets'] })} />
        {choice.resets === 'year' && <SelectField label="The fiscal year begins in" name="year_starts_in" value={String(choice.year_starts_in)} options={MONTHS} onChange={(event) => set({ year_starts_in: Number(event.target.value) })} />}
        <TextField label="Digits at least" name="digits" type="number" min={3} max={9} value={String(choice.digits)} onChange={(event) => set({ digits: Number(event.target.value) })} />
        <label className="row g8"><input type="checkbox" className="check" name="proformas" checked={choice.proformas} onChange={(event) => set({ proformas: event.target.checked })} />Orders that are paid by bank transfer get a proforma</label>
        <details>
          <summary>What each kind adds to the prefix</summary>
          <div className="stack g12" style={{ marginTop: 12 }}>
            {kinds.map((kind) => <TextField key={kind} label={kindName(kind)} name={kind} hint={kind === 'invoice' ? 'Nothing, or a dash, a letter and up to three more, such as -C. No two kinds may share one.' : undefined} pattern="(?:-[A-Z][A-Z0-9]{0,3})?" maxLength={5} value={choice.endings[kind]} onChange={(event) => set({ endings: { ...choice.endings, [kind]: event.target.value.toUpperCase() } })} />)}
          </div>
        </details>
        {mayWrite && <div><button className="btn p">Change the numbering</button></div>}
      </fieldset>
      {save.isSuccess && <Note tone="ok">It holds from the next document on.</Note>}
    </form>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title="Change the numbering" text="It holds from the next document on. Those that are written keep their numbers, and a series that is left can be taken up again." action="Change it" minLength={5} isPending={save.isPending} error={save.error}
        onSubmit={(reason) => save.mutate({ ...choice, version: numbering.version, reason }, { onSuccess: () => setOpen(false) })} />
    </>
  );
}
