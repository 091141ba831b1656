import { Badge, Card, Refusal, Time } from '@stoa/web-ui';
import { useVerifyDomain, type Tenant } from './tenant.queries.js';

/** The hosts a marketplace is found by. Its own domain counts once the DNS proves that it is theirs. */
export function DomainsCard({ tenant }: { tenant: Tenant }) {
  const verify = useVerifyDomain(tenant.id);
  return (
    <Card title="Domains">
      <div className="stack g12">
        <div className="domain"><p className="between"><a className="med" href={tenant.storefront_url} target="_blank" rel="noreferrer">{new URL(tenant.storefront_url).host}</a><span className="tiny faint">always</span></p></div>
        {tenant.domains.map((domain) => (
          <div key={domain.id} className="domain small">
            <p className="between"><span className="med">{domain.host}</span>{domain.verified_at ? <Badge tone="ok">Proven</Badge> : <Badge tone="open">Not proven yet</Badge>}</p>
            {domain.verified_at ? <p className="faint">since <Time iso={domain.verified_at} dateOnly /></p> : (
              <>
                <p className="dim">Its owner sets the TXT record <code className="mono">{domain.record}</code> to <code className="mono">{domain.challenge}</code>.</p>
                <div><button className="btn sm" type="button" disabled={verify.isPending} onClick={() => verify.mutate(domain.id)}>{verify.isPending ? 'Asking the DNS' : 'Look for it now'}</button></div>
              </>
            )}
          </div>
        ))}
        {tenant.domains.length === 0 && <p className="small dim">It has no domain of its own.</p>}
        <Refusal error={verify.error} />
      </div>
    </Card>
  );
}
