import { Modal } from '@mantine/core';
import { fieldErrors, Refusal, SelectField, TextField } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { countryName } from '../app/places.js';
import { vendorMeQuery } from '../vendor-home/vendor-me.queries.js';
import { useChangeWarehouse, useOpenWarehouse, type NewWarehouse, type Warehouse } from './setup.queries.js';

/** Opens a warehouse, or changes one: its name, its address, and when it is asked for goods. */
export function WarehouseDialog({ warehouse, nextPriority, onClose }: { warehouse: Warehouse | null; nextPriority: number; onClose: () => void }) {
  const me = useQuery(vendorMeQuery);
  const open = useOpenWarehouse();
  const change = useChangeWarehouse();
  const home = me.data?.vendor.country ?? 'DE';
  const [country, setCountry] = useState(warehouse?.address.country ?? null);
  const chosen = country ?? home;
  const error = open.error ?? change.error;
  const errors = fieldErrors(error);
  const countries = [...new Set([home, ...(me.data?.marketplace.markets ?? []).flatMap((market) => market.countries), ...(me.data?.vendor.establishments ?? []), ...(warehouse ? [warehouse.address.country] : [])])];
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (name: string): string => String(entered.get(name) ?? '').trim();
    const body: NewWarehouse = { name: text('name'), priority: Number(text('priority')), address: { line1: text('line1'), line2: text('line2') || null, city: text('city'), postcode: text('postcode'), region: text('region').toUpperCase() || null, country: text('country') } };
    if (warehouse) change.mutate({ id: warehouse.id, ...body }, { onSuccess: onClose });
    else open.mutate(body, { onSuccess: onClose });
  }
  const a = warehouse?.address;
  return (
    <Modal opened onClose={onClose} size="lg" title={<span className="dialog-title">{warehouse ? `Change ${warehouse.name}` : 'Open a warehouse'}</span>} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack g16" onSubmit={submit}>
        {Object.keys(errors).length === 0 && <Refusal error={error} />}
        <div className="grid2">
          <TextField label="Name" name="name" maxLength={120} required defaultValue={warehouse?.name} error={errors['/name']} data-autofocus />
          <TextField label="Priority" name="priority" type="number" min={1} max={1000} required defaultValue={warehouse?.priority ?? nextPriority} hint="The lowest is asked for goods first." error={errors['/priority']} />
          <TextField label="Street and number" name="line1" maxLength={200} required defaultValue={a?.line1} error={errors['/address/line1']} />
          <TextField label="Addition (optional)" name="line2" maxLength={200} defaultValue={a?.line2 ?? ''} error={errors['/address/line2']} />
          <TextField label="Postcode" name="postcode" maxLength={20} required defaultValue={a?.postcode} error={errors['/address/postcode']} />
          <TextField label="City" name="city" maxLength={120} required defaultValue={a?.city} error={errors['/address/city']} />
          <SelectField label="Country" name="country" value={chosen} onChange={(event) => setCountry(event.target.value)} options={countries.map((value) => ({ value, label: countryName(value) }))} error={errors['/address/country']} />
          {chosen === 'US' && <TextField label="State" name="region" maxLength={2} required placeholder="CA" defaultValue={a?.region ?? ''} error={errors['/address/region']} />}
        </div>
        <div className="row ends"><button className="btn" type="button" onClick={onClose}>Cancel</button><button className="btn p" disabled={open.isPending || change.isPending}>{warehouse ? 'Keep the changes' : 'Open the warehouse'}</button></div>
      </form>
    </Modal>
  );
}
