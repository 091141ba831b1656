import { fieldErrors, parseAmount, Refusal, SelectField, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { vendorBalanceQuery } from '../vendor-balance/vendor-balance.queries.js';
import { useAddRate } from './setup.queries.js';

type Zone = { code: string; countries: string[]; regions: string[] };

export function NewRateForm({ zones }: { zones: readonly Zone[] }) {
  const add = useAddRate();
  const balance = useQuery(vendorBalanceQuery());
  const [priceError, setPriceError] = useState<string | undefined>();
  const errors = fieldErrors(add.error);
  const currency = balance.data?.currency ?? 'EUR';
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    const text = (name: string): string => String(entered.get(name) ?? '').trim();
    const amount = parseAmount(text('price'), currency);
    const zone = zones.find((z) => z.code === text('zone'));
    if (amount === null || !zone) return setPriceError('Write an amount, as in 4.90.');
    setPriceError(undefined);
    const window = text('from') && text('to') ? { from: text('from'), to: text('to') } : null;
    add.mutate({ name: { en: text('name') }, carrier: text('carrier'), price: { amount, currency }, countries: zone.countries, regions: zone.regions, transit_days: { min: Number(text('min')), max: Number(text('max')) }, window, adult_signature: entered.get('adult') === 'on' }, { onSuccess: () => form.reset() });
  }
  return (
    <details className="well" style={{ marginTop: 12 }}>
      <summary className="med">Add a shipping rate</summary>
      <form className="stack g12" style={{ marginTop: 12 }} onSubmit={submit}>
        <Refusal error={add.error} />
        <div className="grid2">
          <TextField label="Name" name="name" placeholder="Standard" required error={errors['/name']} /><TextField label="Carrier" name="carrier" required error={errors['/carrier']} />
          <SelectField label="To" name="zone" options={zones.map((z) => ({ value: z.code, label: (z.regions.length > 0 ? z.regions : z.countries).join(', ') }))} />
          <TextField label={`Price, ${currency}`} name="price" inputMode="decimal" className="in amount" required error={priceError ?? errors['/price']} />
          <TextField label="Days, at least" name="min" type="number" min={0} max={60} defaultValue={1} required /><TextField label="Days, at most" name="max" type="number" min={0} max={60} defaultValue={3} required />
          <TextField label="Not before (optional)" name="from" type="time" /><TextField label="Not after (optional)" name="to" type="time" />
        </div>
        <label className="row"><input className="check" type="checkbox" name="adult" /><span>An adult signs at the door</span></label>
        <div><button className="btn" disabled={add.isPending}>Add the rate</button></div>
      </form>
    </details>
  );
}
