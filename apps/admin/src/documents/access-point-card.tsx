import { Card, ErrorFace, Refusal, Skeleton, TextField, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../app/session.js';
import { accessPointQuery, useAccessPointKey } from './access-point.queries.js';

/** Under whose account e-invoices go over the Peppol network: the marketplace's own, or that of the deployment. */
export function AccessPointCard() {
  const found = useQuery(accessPointQuery);
  const save = useAccessPointKey();
  const mayWrite = useMay('invoicing.write');
  if (found.isPending) return <Card title="Over Peppol"><Skeleton lines={3} /></Card>;
  if (found.error) return <Card title="Over Peppol"><ErrorFace error={found.error} retry={() => void found.refetch()} /></Card>;
  const { is_there: isThere, own_key: own } = found.data;
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    save.mutate(String(new FormData(event.currentTarget).get('key')));
  }
  return (
    <Card title="Over Peppol">
      <div className="stack g12">
        {!isThere && <p className="small dim">This deployment has no access point. Documents go by mail.</p>}
        {isThere && own === null && <p className="small dim">E-invoices go out under the account of the deployment. If you have your own with the same access point, bring its key.</p>}
        {own && <p className="small">E-invoices go out under your own account, key <span className="mono">…{own.ends_with}</span>, since <Time iso={own.changed_at} dateOnly />.</p>}
        {isThere && mayWrite && (
          <form key={own?.changed_at ?? ''} className="stack g12" onSubmit={submit}>
            <TextField label="Key of your own account" name="key" type="password" autoComplete="off" required minLength={8} maxLength={500} />
            <div className="row wrap"><button className="btn" disabled={save.isPending}>{own ? 'Change the key' : 'Use this key'}</button>{own && <button type="button" className="btn" disabled={save.isPending} onClick={() => save.mutate(null)}>Use the deployment’s again</button>}</div>
          </form>
        )}
        <Refusal error={save.error} />
      </div>
    </Card>
  );
}
