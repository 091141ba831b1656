import { Modal } from '@mantine/core';
import { ErrorFace, Note, Page, Pairs, Card, Refusal, Skeleton, TextArea, Time } from '@stoa/web-ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconExternalLink, IconLoader2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { TenantStatusBadge } from './tenants-page.js';
import { tenantQuery, useRetryPart, useSuspension, type Tenant } from './tenant.queries.js';

const PART: Record<string, string> = { 'identity.roles': 'Staff roles and invitation', 'ledger.accounts': 'Ledger accounts', 'catalog.categories': 'Categories', 'shipping.zone': 'Shipping zone', 'payments.gateway_account': 'Gateway account', 'content.theme': 'Theme' };

export function TenantPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tenant = useQuery(tenantQuery(id));
  const crumbs = [<Link key="t" to="/operator/tenants">Tenants</Link>, tenant.data?.name ?? 'Tenant'];
  if (tenant.isPending) return <Page title="Tenant" crumbs={crumbs}><Skeleton /></Page>;
  if (tenant.error) return <Page title="Tenant" crumbs={crumbs}><ErrorFace error={tenant.error} retry={() => void tenant.refetch()} /></Page>;
  const t = tenant.data;
  return (
    <Page title={t.name} crumbs={crumbs} badges={<TenantStatusBadge status={t.status} />} lead={`${t.legal_name}, ${t.address.city}, ${t.home_country}`}
      actions={<><a className="btn" href={t.storefront_url} target="_blank" rel="noreferrer"><IconExternalLink className="i s" aria-hidden />Storefront</a><SuspensionButton tenant={t} /></>}>
      <div className="cols">
        <div>
          {t.status === 'suspended' && <Note tone="warn">Suspended: {t.suspended_reason}. The storefront shows a notice and sells nothing; staff can sign in.</Note>}
          <Provisioning tenant={t} />
          <Card title="Markets" flush>
            <table className="t"><caption className="vh">Markets</caption><thead><tr><th scope="col">Market</th><th scope="col">Where</th><th scope="col">Languages</th><th scope="col">Prices</th><th scope="col">Rule packs</th></tr></thead>
              <tbody>{t.markets.map((m) => <tr key={m.id}><td><span className="med">{m.name}</span></td><td>{(m.regions.length > 0 ? m.regions : m.countries).join(', ')}</td><td>{m.locales.join(', ')}</td><td>{m.currency}, {m.price_mode === 'incl' ? 'tax inside' : 'tax on top'}</td><td className="mono">{m.rule_packs.join(' ')}</td></tr>)}</tbody></table>
          </Card>
        </div>
        <aside>
          <Card title="Facts"><Pairs rows={[['Slug', t.slug], ['Plan', `${t.plan.name}, ${t.plan.platform_fee_bp / 100} %`], ['Currency', t.currency], ['Hold', `${t.hold_days} days`], ['Support', t.support_email], ['Key', <span key="k" className="mono">{t.publishable_key}</span>]]} /></Card>
          <Card title="Domains">{t.domains.length === 0 ? <p className="small dim">Only the address under this deployment.</p> : t.domains.map((d) => <p key={d.id} className="small"><span className="med">{d.host}</span><br /><span className="faint">{d.verified_at ? <>verified <Time iso={d.verified_at} dateOnly /></> : <>TXT {d.record} = <span className="mono">{d.challenge}</span></>}</span></p>)}</Card>
        </aside>
      </div>
    </Page>
  );
}

/** Part by part, as the contexts tell that they are done. */
function Provisioning({ tenant }: { tenant: Tenant }) {
  const retry = useRetryPart(tenant.id);
  const done = tenant.parts.filter((part) => part.state === 'done').length;
  return (
    <Card title="Setting up" aside={<span className="small faint num" aria-live="polite">{done} of {tenant.parts.length} parts ready</span>}>
      <ul className="ticks">
        {tenant.parts.map((part) => (
          <li key={part.part}>
            {part.state === 'done' ? <IconCircleCheck className="i ok" aria-label="ready" /> : part.state === 'failed' ? <IconAlertTriangle className="i bad" aria-label="failed" /> : part.tries > 0 ? <IconLoader2 className="i spin" aria-label="at work" /> : <IconCircleDashed className="i off" aria-label="waiting" />}
            <span><span className="med">{PART[part.part] ?? part.part}</span><br /><span className="tiny faint">{part.detail}</span></span>
            <span className="t-r">{part.state === 'failed' ? <button className="btn xs" type="button" onClick={() => retry.mutate(part.part)} disabled={retry.isPending}>Try again</button> : part.took_ms === null ? '' : `${(part.took_ms / 1000).toFixed(1)} s`}</span>
          </li>
        ))}
      </ul>
      <Refusal error={retry.error} />
      {tenant.status === 'provisioning' && <p className="tiny faint" style={{ marginTop: 8 }}>It sells nothing until all parts are ready. A part that fails is tried again, and can be started from here.</p>}
    </Card>
  );
}

function SuspensionButton({ tenant }: { tenant: Tenant }) {
  const [isOpen, setOpen] = useState(false);
  const suspension = useSuspension(tenant.id);
  if (tenant.status === 'provisioning') return null;
  if (tenant.status === 'suspended') return <button className="btn" type="button" onClick={() => suspension.mutate(null)} disabled={suspension.isPending}>Resume selling</button>;
  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    suspension.mutate(String(new FormData(event.currentTarget).get('reason')), { onSuccess: () => setOpen(false) });
  }
  return (
    <>
      <button className="btn bad" type="button" onClick={() => setOpen(true)}>Suspend</button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Suspend ${tenant.name}`}>
        <form className="stack g16" onSubmit={submit}>
          <p className="dim">The storefront will show a notice and sell nothing. Orders already placed go on; staff can sign in.</p>
          <TextArea label="Reason" name="reason" required minLength={3} hint="Kept in the audit trail of the marketplace." />
          <Refusal error={suspension.error} />
          <div className="row" style={{ justifyContent: 'flex-end' }}><button className="btn" type="button" onClick={() => setOpen(false)}>Keep selling</button><button className="btn p" disabled={suspension.isPending}>Suspend {tenant.name}</button></div>
        </form>
      </Modal>
    </>
  );
}
