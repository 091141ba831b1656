import { Modal } from '@mantine/core';
import { MoneyInput, Refusal, SelectField, TextArea, TextField } from '@stoa/web-ui';
import { useState } from 'react';
import { useEnterOutsideSales, type TaxThreshold } from './tax-setup.queries.js';

/** What was sold to a place outside the marketplace in a year: it counts towards the same limit. */
export function OutsideSalesDialog({ limit, onClose }: { limit: TaxThreshold; onClose: () => void }) {
  const save = useEnterOutsideSales(limit);
  const thisYear = new Date().getFullYear();
  const [year, setYear] = useState(thisYear);
  const said = limit.outside.find((one) => one.year === year);
  return (
    <Modal opened onClose={onClose} title={<span className="dialog-title">Sold elsewhere: {limit.place}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack g16">
        <p className="dim">In your own shop, on other marketplaces, at fairs. {limit.name}.</p>
        <SelectField label="Year" value={year} onChange={(event) => setYear(Number(event.target.value))} options={[thisYear, thisYear - 1].map((one) => ({ value: String(one), label: String(one) }))} />
        <YearForm key={year} limit={limit} said={said} isPending={save.isPending} error={save.error} onClose={onClose}
          onSubmit={(body) => save.mutate({ ...body, year }, { onSuccess: onClose })} />
      </div>
    </Modal>
  );
}

type Form = { limit: TaxThreshold; said: TaxThreshold['outside'][number] | undefined; isPending: boolean; error: unknown; onClose: () => void; onSubmit: (body: { amount: { amount: number; currency: string }; sales: number; reason: string }) => void };

function YearForm({ limit, said, isPending, error, onClose, onSubmit }: Form) {
  const currency = said?.amount.currency ?? limit.limit.currency;
  const [amount, setAmount] = useState<number | null>(said?.amount.amount ?? null);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (amount !== null) onSubmit({ amount: { amount, currency }, sales: Number(form.get('sales') ?? 0), reason: String(form.get('reason')).trim() });
  }
  return (
    <form className="stack g16" onSubmit={submit}>
      <MoneyInput label="Net amount, without tax" currency={currency} value={amount} onChange={setAmount} />
      <TextField label="Number of sales" name="sales" type="number" min={0} step={1} required defaultValue={String(said?.sales ?? 0)} hint={limit.limit_sales === null ? 'The limit does not count them.' : undefined} />
      <TextArea label="Reason" name="reason" required minLength={5} maxLength={500} rows={2} hint="Where the figure is from. Kept with it." />
      <Refusal error={error} />
      <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={isPending || amount === null}>Write it down</button></div>
    </form>
  );
}
