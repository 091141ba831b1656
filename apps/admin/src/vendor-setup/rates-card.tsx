import { IconPlus } from '@tabler/icons-react';
import { Badge, Card, ErrorFace, Face, Money, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { inWords } from '../app/words.js';
import { RateDialog } from './rate-dialog.js';
import { ratesQuery, useChangeRate, useDropRate, type Rate } from './setup.queries.js';

/** What shipping costs, where to, how long it takes, and whether an adult has to sign. */
export function RatesCard() {
  const rates = useQuery(ratesQuery);
  const mayWrite = useMay('shipping.write');
  const drop = useDropRate();
  const change = useChangeRate();
  const [open, setOpen] = useState<Rate | 'new' | null>(null);
  const all = [...(rates.data?.data ?? [])].sort((a, b) => Number(b.active) - Number(a.active));
  return (
    <Card title="Shipping rates" line flush aside={mayWrite && rates.data && <button className="btn sm" type="button" onClick={() => setOpen('new')}><IconPlus className="i s" aria-hidden />Add a rate</button>}>
      {rates.isPending ? <Skeleton lines={3} /> : rates.error ? <ErrorFace error={rates.error} retry={() => void rates.refetch()} /> : all.length === 0 ? <Face title="No rates yet" text="Without one nobody can check out with your goods." /> : (
        <ul className="setup-list" aria-label="Shipping rates">{all.map((rate) => (
          <li key={rate.id}>
            <div className="grow"><span className="row wrap"><span className="med">{inWords(rate.name)}</span><span className="small"><Money value={rate.price} /></span>{!rate.active && <Badge tone="idle">Not in use</Badge>}</span><span className="small dim">{about(rate)}</span></div>
            {mayWrite && <span className="row">{rate.active ? (
              <><button className="btn sm" type="button" onClick={() => setOpen(rate)}>Edit<span className="vh"> {inWords(rate.name)}, {placesOf(rate)}</span></button><button className="btn q sm" type="button" disabled={drop.isPending} onClick={() => drop.mutate(rate.id)}>Remove<span className="vh"> {inWords(rate.name)}, {placesOf(rate)}</span></button></>
            ) : <button className="btn sm" type="button" disabled={change.isPending} onClick={() => change.mutate({ id: rate.id, active: true })}>Use again<span className="vh">, {inWords(rate.name)}</span></button>}</span>}
          </li>
        ))}</ul>
      )}
      {(drop.error ?? change.error) && <div className="body"><Refusal error={drop.error ?? change.error} /></div>}
      {open && rates.data && <RateDialog rate={open === 'new' ? null : open} zones={rates.data.zones} onClose={() => setOpen(null)} />}
    </Card>
  );
}

const placesOf = (rate: Rate): string => (rate.regions.length > 0 ? rate.regions : rate.countries.map(countryName)).join(', ');

/** "DHL to Germany, 1 to 3 days, 14:00 to 18:00, an adult signs." */
function about(rate: Rate): string {
  const { min, max } = rate.transit_days;
  const days = min === max ? `${max === 1 ? 'one day' : `${max} days`}` : `${min} to ${max} days`;
  const parts = [`${rate.carrier} to ${placesOf(rate)}`, days, rate.window ? `${rate.window.from} to ${rate.window.to}` : null, rate.max_weight_grams ? `up to ${rate.max_weight_grams / 1000} kg` : null, rate.adult_signature ? 'an adult signs' : null];
  return parts.filter(Boolean).join(', ');
}
