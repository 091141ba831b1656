import { Card, ErrorFace, ReasonDialog, Skeleton } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../app/session.js';
import { settingsQuery, useSetPolicy } from './tax-setup.queries.js';

/** What becomes of a business whose tax id could not be checked. */
export function PolicyCard() {
  const settings = useQuery(settingsQuery);
  const save = useSetPolicy();
  const mayWrite = useMay('tax.write');
  const [isOpen, setOpen] = useState(false);
  if (settings.isPending) return <Card title="Businesses nobody could check"><Skeleton lines={3} /></Card>;
  if (settings.error) return <Card title="Businesses nobody could check"><ErrorFace error={settings.error} retry={() => void settings.refetch()} /></Card>;
  const isAccepted = settings.data.unchecked_tax_ids === 'accept';
  return (
    <Card title="Businesses nobody could check">
      <div className="stack g12">
      <p>{isAccepted ? 'They buy as businesses, free of tax where the law says so. You answer for numbers that turn out wrong.' : 'They pay tax as consumers do.'}</p>
      <p className="dim small">It is so when the public register is down, and in countries without one. What the register said is kept with each sale.</p>
      {mayWrite && <div><button className="btn" onClick={() => setOpen(true)}>{isAccepted ? 'Treat them as consumers' : 'Accept them as businesses'}</button></div>}
      </div>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={isAccepted ? 'Treat them as consumers' : 'Accept them as businesses'} text="It holds from the next sale on." action="Change it" minLength={5} isPending={save.isPending} error={save.error}
        onSubmit={(reason) => save.mutate({ unchecked_tax_ids: isAccepted ? 'as_consumer' : 'accept', reason }, { onSuccess: () => setOpen(false) })} />
    </Card>
  );
}
