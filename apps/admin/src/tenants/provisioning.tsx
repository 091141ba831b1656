import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLoader2 } from '@tabler/icons-react';
import { Mark, Pairs, Refusal } from '@stoa/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { tenantQuery, useRetryPart, type Tenant } from './tenant.queries.js';

type Part = Tenant['parts'][number];
const PART: Record<string, string> = { 'identity.roles': 'Staff roles and invitation', 'ledger.accounts': 'Ledger accounts', 'catalog.categories': 'Categories', 'shipping.zone': 'Shipping zone', 'payments.gateway_account': 'Gateway account', 'content.theme': 'Theme' };

/** A marketplace on its way: how far it is, and every part as its context tells that it is done. */
export function ProvisioningCard({ tenant: t }: { tenant: Tenant }) {
  const done = t.parts.filter((part) => part.state === 'done').length;
  const packs = [...new Set(t.markets.flatMap((market) => market.rule_packs))];
  return (
    <section className="card prov" aria-label={`Setting up ${t.name}`}>
      <div>
        <div className="row gap12"><Mark name={t.name} size="lg" /><div><h2><Link className="plainlink" to="/operator/tenants/$id" params={{ id: t.id }}>{t.name}</Link></h2><p className="small dim">{new URL(t.storefront_url).hostname}</p></div></div>
        <div className="stack g8"><p className="between"><span className="med" role="status">{done} of {t.parts.length} parts ready</span><span className="small faint num">{slowest(t.parts)}</span></p><div className="meter" aria-hidden="true"><span style={{ width: `${(100 * done) / Math.max(1, t.parts.length)}%` }} /></div></div>
        <Pairs rows={[['Markets', t.markets.map((market) => market.name).join(', ')], ['Prices', `${t.currency}, ${t.markets.every((market) => market.price_mode === 'incl') ? 'tax inside' : t.markets.every((market) => market.price_mode === 'excl') ? 'tax on top' : 'by market'}`], ['Plan', t.plan.name], ['Rule packs', packs.join(', ')]]} />
        {t.status === 'provisioning' && <p className="tiny faint last">It sells nothing until all parts are ready. A part that fails is tried again, and can be started from here.</p>}
      </div>
      <div><Parts tenant={t} /></div>
    </section>
  );
}

/** The same, looked after by itself while it is not finished. */
export function WatchedProvisioning({ id }: { id: string }) {
  const tenant = useQuery(tenantQuery(id));
  return tenant.data ? <ProvisioningCard tenant={tenant.data} /> : null;
}

/** All parts are asked for at once, so the slowest is the time of the whole. */
function slowest(parts: readonly Part[]): string {
  const times = parts.flatMap((part) => part.took_ms ?? []);
  return times.length === 0 ? '' : seconds(Math.max(...times));
}
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function Parts({ tenant }: { tenant: Tenant }) {
  const retry = useRetryPart(tenant.id);
  return (
    <>
      <ul className="ticks" aria-label="Parts">
        {tenant.parts.map((part) => (
          <li key={part.part}>
            <PartIcon part={part} />
            <span><span className={part.state === 'requested' ? 'strong' : 'med'}>{PART[part.part] ?? part.part}</span><br /><span className="tiny faint">{part.detail || (part.tries > 0 ? `At work, try ${part.tries}` : 'Waits for its turn')}</span></span>
            <span className="t-r">{part.state === 'failed' ? <button className="btn xs" type="button" onClick={() => retry.mutate(part.part)} disabled={retry.isPending}>Try again</button> : part.took_ms === null ? '' : seconds(part.took_ms)}</span>
          </li>
        ))}
      </ul>
      <Refusal error={retry.error} />
    </>
  );
}

function PartIcon({ part }: { part: Part }) {
  if (part.state === 'done') return <IconCircleCheck className="i ok" role="img" aria-label="ready" />;
  if (part.state === 'failed') return <IconAlertTriangle className="i bad" role="img" aria-label="failed" />;
  return part.tries > 0 ? <IconLoader2 className="i spin" role="img" aria-label="at work" /> : <IconCircleDashed className="i off" role="img" aria-label="waiting" />;
}
