import { Modal } from '@mantine/core';
import { CheckField, fieldErrors, MoneyInput, Refusal, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { countryName, languageName } from '../app/places.js';
import { vendorMeQuery } from '../vendor-home/vendor-me.queries.js';
import { useAddRate, useChangeRate, type NewRate, type Rate } from './setup.queries.js';

type Zone = { code: string; countries: string[]; regions: string[] };
type Props = { rate: Rate | null; zones: readonly Zone[]; onClose: () => void };

/** Adds a shipping rate, or changes one. Shoppers whose address it reaches choose it by its name. */
export function RateDialog({ rate, zones, onClose }: Props) {
  const me = useQuery(vendorMeQuery);
  const add = useAddRate();
  const change = useChangeRate();
  const currency = rate?.price.currency ?? me.data?.marketplace.currency ?? 'EUR';
  const locales = [...new Set((me.data?.marketplace.markets ?? []).flatMap((market) => market.locales))];
  const [price, setPrice] = useState<number | null>(rate?.price.amount ?? null);
  const places = [...new Set([...zones.flatMap((zone) => (zone.regions.length > 0 ? zone.regions : zone.countries)), ...(rate ? (rate.regions.length > 0 ? rate.regions : rate.countries) : [])])];
  const [reached, setReached] = useState<readonly string[]>(rate ? (rate.regions.length > 0 ? rate.regions : rate.countries) : places);
  const [isTried, setTried] = useState(false);
  const error = add.error ?? change.error;
  const errors = fieldErrors(error);
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTried(true);
    if (price === null || reached.length === 0) return;
    const entered = new FormData(event.currentTarget);
    const text = (name: string): string => String(entered.get(name) ?? '').trim();
    const body: NewRate = {
      name: Object.fromEntries(locales.map((locale) => [locale, text(`name-${locale}`)]).filter(([, name]) => name !== '')), carrier: text('carrier'), price: { amount: price, currency },
      countries: [...new Set(reached.map((place) => place.slice(0, 2)))], regions: reached.filter((place) => place.includes('-')), handling_days: Number(text('handling')), cutoff: text('cutoff'), transit_days: { min: Number(text('min')), max: Number(text('max')) },
      window: text('from') && text('to') ? { from: text('from'), to: text('to') } : null, adult_signature: entered.has('adult'), max_weight_grams: text('weight') ? Number(text('weight')) : null,
    };
    if (rate) change.mutate({ id: rate.id, ...body }, { onSuccess: onClose });
    else add.mutate(body, { onSuccess: onClose });
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<span className="dialog-title">{rate ? 'Change a shipping rate' : 'Add a shipping rate'}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        {Object.keys(errors).length === 0 && <Refusal error={error} />}
        <div className="grid2">
          {locales.map((locale, i) => <TextField key={locale} label={`Name, ${languageName(locale)}${i > 0 ? ' (optional)' : ''}`} name={`name-${locale}`} lang={locale} maxLength={80} required={i === 0} defaultValue={rate?.name[locale] ?? ''} error={i === 0 ? errors['/name'] : undefined} />)}
          <TextField label="Carrier" name="carrier" maxLength={60} required defaultValue={rate?.carrier} error={errors['/carrier']} />
          <MoneyInput label="Price" currency={currency} value={price} onChange={setPrice} error={errors['/price'] ?? (isTried && price === null ? 'Write what it costs; 0 is free.' : undefined)} />
        </div>
        <fieldset className="stack"><legend className="label">Goes to</legend>
          <div className="row wrap gap12">{places.map((place) => <CheckField key={place} label={place.includes('-') ? `${place.slice(3)}, ${countryName(place.slice(0, 2))}` : countryName(place)} checked={reached.includes(place)} onChange={(event) => setReached(event.target.checked ? [...reached, place] : reached.filter((one) => one !== place))} />)}</div>
          {reached.length === 0 && <p className="small" role="alert">Choose one place at least.</p>}
        </fieldset>
        <div className="grid2">
          <TextField label="Days on the way, at least" name="min" type="number" min={0} max={60} required defaultValue={rate?.transit_days.min ?? 1} error={errors['/transit_days/min'] ?? errors['/transit_days']} />
          <TextField label="Days on the way, at most" name="max" type="number" min={0} max={60} required defaultValue={rate?.transit_days.max ?? 3} error={errors['/transit_days/max']} />
          <TextField label="Working days to pack" name="handling" type="number" min={0} max={60} required defaultValue={rate?.handling_days ?? 1} error={errors['/handling_days']} />
          <TextField label="Same day until" name="cutoff" type="time" required defaultValue={rate?.cutoff ?? '12:00'} hint="The warehouse's clock." error={errors['/cutoff']} />
          <TextField label="Comes not before (optional)" name="from" type="time" defaultValue={rate?.window?.from ?? ''} hint="The clock at the destination." error={errors['/window/from']} />
          <TextField label="And not after (optional)" name="to" type="time" defaultValue={rate?.window?.to ?? ''} error={errors['/window/to']} />
          <TextField label="Heaviest parcel, grams (optional)" name="weight" type="number" min={1} max={1_000_000} defaultValue={rate?.max_weight_grams ?? ''} error={errors['/max_weight_grams']} />
        </div>
        <CheckField name="adult" defaultChecked={rate?.adult_signature} label="An adult signs at the door" hint="Goods with an age limit go by such rates only." />
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={add.isPending || change.isPending}>{rate ? 'Keep the changes' : 'Add the rate'}</button></div>
      </form>
    </Modal>
  );
}
