import { IconPlus } from '@tabler/icons-react';
import { Badge, Card, ErrorFace, Face, Refusal, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { countryName } from '../app/places.js';
import { useMay } from '../app/session.js';
import { useChangeWarehouse, useCloseWarehouse, warehousesQuery, type Warehouse } from './setup.queries.js';
import { WarehouseDialog } from './warehouse-dialog.js';

/** Where goods leave from, in the order in which the warehouses are asked for them. */
export function WarehousesCard() {
  const warehouses = useQuery(warehousesQuery);
  const mayWrite = useMay('inventory.write');
  const change = useChangeWarehouse();
  const close = useCloseWarehouse();
  const [open, setOpen] = useState<Warehouse | 'new' | null>(null);
  const all = [...(warehouses.data?.data ?? [])].sort((a, b) => Number(b.active) - Number(a.active) || a.priority - b.priority);
  return (
    <Card title="Warehouses" line flush aside={mayWrite && warehouses.data && <button className="btn sm" type="button" onClick={() => setOpen('new')}><IconPlus className="i s" aria-hidden />Open a warehouse</button>}>
      {warehouses.isPending ? <Skeleton lines={3} /> : warehouses.error ? <ErrorFace error={warehouses.error} retry={() => void warehouses.refetch()} /> : all.length === 0 ? <Face title="No warehouse yet" text="Goods leave from a warehouse; its address decides the tax and the days of arrival." /> : (
        <ul className="setup-list" aria-label="Warehouses by priority">{all.map((w) => (
          <li key={w.id}>
            <div className="grow"><span className="row wrap"><span className="med">{w.name}</span>{w.active ? <span className="tiny faint">Priority {w.priority}</span> : <Badge tone="idle">Closed</Badge>}</span><span className="small dim">{w.address.line1}, {w.address.postcode} {w.address.city}{w.address.region ? `, ${w.address.region}` : ''}, {countryName(w.address.country)}</span></div>
            {mayWrite && <span className="row">{w.active ? (
              <><button className="btn sm" type="button" onClick={() => setOpen(w)}>Edit<span className="vh"> {w.name}</span></button><button className="btn q sm" type="button" disabled={close.isPending} onClick={() => close.mutate(w.id)}>Close<span className="vh"> {w.name}</span></button></>
            ) : <button className="btn sm" type="button" disabled={change.isPending} onClick={() => change.mutate({ id: w.id, active: true })}>Open again<span className="vh">, {w.name}</span></button>}</span>}
          </li>
        ))}</ul>
      )}
      {(close.error ?? change.error) && <div className="body"><Refusal error={close.error ?? change.error} /></div>}
      {open && <WarehouseDialog warehouse={open === 'new' ? null : open} nextPriority={Math.max(0, ...all.map((w) => w.priority)) + 1} onClose={() => setOpen(null)} />}
    </Card>
  );
}
