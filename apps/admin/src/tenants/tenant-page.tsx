import { IconExternalLink, IconHeartbeat } from '@tabler/icons-react';
import { Card, ErrorFace, Note, Page, Pairs, ReasonDialog, Refusal, Skeleton, Time } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { countryName } from '../app/places.js';
import { percentText } from '../app/words.js';
import { DomainsCard } from './domains-card.js';
import { ProvisioningCard } from './provisioning.js';
import { VisitButton } from '../visit/visit-button.js';
import { TenantStatusBadge } from './tenant-badge.js';
import { tenantQuery, useSuspension, type Tenant } from './tenant.queries.js';

export function TenantPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tenant = useQuery(tenantQuery(id));
  const crumbs = [<Link key="t" to="/operator/tenants">Tenants</Link>, tenant.data?.name ?? 'Tenant'];
  if (tenant.isPending) return <Page title="Tenant" crumbs={crumbs}><Skeleton /></Page>;
  if (tenant.error) return <Page title="Tenant" crumbs={crumbs}><ErrorFace error={tenant.error} retry={() => void tenant.refetch()} /></Page>;
  const t = tenant.data;
  return (
    <Page title={t.name} crumbs={crumbs} badges={<TenantStatusBadge status={t.status} />} lead={`${t.legal_name}, ${t.address.city}, ${countryName(t.home_country)}`}
      actions={<>
        <a className="btn" href={t.storefront_url} target="_blank" rel="noreferrer"><IconExternalLink className="i s" aria-hidden />Storefront</a>
        <Link className="btn" to="/operator/health" search={{ tenant: t.id }}><IconHeartbeat className="i s" aria-hidden />Health</Link>
        <VisitButton tenant={t} />
        <SuspensionButton tenant={t} />
      </>}>
      <div className="cols">
        <div>
          {t.status === 'suspended' && <Note tone="warn">Suspended: {t.suspended_reason} The storefront shows a notice and sells nothing; staff can sign in.</Note>}
          <ProvisioningCard tenant={t} />
          <Card title="Markets" flush>
            <div className="scroll"><table className="t list"><caption className="vh">Markets</caption><thead><tr><th scope="col">Market</th><th scope="col">Where</th><th scope="col" className="hide-phone">Languages</th><th scope="col" className="hide-phone">Rule packs</th><th scope="col" className="r">Prices</th></tr></thead>
              <tbody>{t.markets.map((m) => <tr key={m.id}><td><span className="med">{m.name}</span>{m.is_default && <span className="tiny faint"> default</span>}</td><td>{(m.regions.length > 0 ? m.regions : m.countries.map(countryName)).join(', ')}</td><td className="hide-phone">{m.locales.join(', ')}</td><td className="mono hide-phone">{m.rule_packs.join(' ')}</td><td className="r">{m.currency}, {m.price_mode === 'incl' ? 'tax inside' : 'tax on top'}</td></tr>)}</tbody></table></div>
          </Card>
        </div>
        <aside>
          <Card title="Facts"><Pairs rows={[['Short name', t.slug], ['Plan', `${t.plan.name}, ${percentText(t.plan.platform_fee_bp)} %`], ['Currency', t.currency], ['Hold', `${t.hold_days} days`], ['Numbers', `${t.number_prefix}-…`], ['Support', t.support_email], ['Register', t.register_number ?? '–'], ['VAT id', t.vat_id ?? '–'], ['Files tax in', t.registrations.length === 0 ? '–' : t.registrations.map((one) => `${one.region ? `${one.country}-${one.region}` : one.country} (${one.scheme.replace(/_/g, ' ')})`).join(', ')]]} /></Card>
          <DomainsCard tenant={t} />
          <Card title="Publishable key"><p className="mono clip-any">{t.publishable_key}</p><p className="tiny faint" style={{ marginTop: 6 }}>Public: it names the marketplace to the store API and grants nothing.</p></Card>
        </aside>
      </div>
      {t.parts.length > 0 && <p className="tiny faint" style={{ marginTop: 16 }}>Opened <Time iso={t.parts.map((part) => part.requested_at).sort()[0] ?? ''} />. You see no order of theirs without a reason that they can read.</p>}
    </Page>
  );
}

function SuspensionButton({ tenant }: { tenant: Tenant }) {
  const [isOpen, setOpen] = useState(false);
  const suspension = useSuspension(tenant.id);
  if (tenant.status === 'provisioning') return null;
  if (tenant.status === 'suspended') return <><button className="btn p" type="button" onClick={() => suspension.mutate(null)} disabled={suspension.isPending}>Resume selling</button><Refusal error={suspension.error} /></>;
  return (
    <>
      <button className="btn bad" type="button" onClick={() => setOpen(true)}>Suspend</button>
      <ReasonDialog isOpen={isOpen} onClose={() => setOpen(false)} title={`Suspend ${tenant.name}`} action={`Suspend ${tenant.name}`} cancel="Keep selling" isPending={suspension.isPending} error={suspension.error}
        text="The storefront will show a notice and sell nothing. Orders already placed go on; staff can sign in." hint="Kept in the audit trail of the marketplace." onSubmit={(reason) => suspension.mutate(reason, { onSuccess: () => setOpen(false) })} />
    </>
  );
}
