import { Badge, Face, Mark, Page, Pager, Table, Time, type Tone } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { tenantsQuery, type TenantLine, type TenantStatus } from './tenant.queries.js';

const TONE: Record<TenantStatus, Tone> = { live: 'ok', provisioning: 'half', suspended: 'bad' };
const WORD: Record<TenantStatus, string> = { live: 'Live', provisioning: 'Setting up', suspended: 'Suspended' };
export const TenantStatusBadge = ({ status }: { status: TenantStatus }) => <Badge tone={TONE[status]}>{WORD[status]}</Badge>;

const VIEWS: { status: TenantStatus | null; label: string }[] = [{ status: null, label: 'All' }, { status: 'live', label: 'Live' }, { status: 'provisioning', label: 'Setting up' }, { status: 'suspended', label: 'Suspended' }];

export function TenantsPage() {
  const { status = null } = useSearch({ strict: false }) as { status?: TenantStatus };
  const tenants = useInfiniteQuery(tenantsQuery(status));
  const rows = tenants.data?.pages.flatMap((page) => page.data);
  return (
    <Page title="Tenants" full actions={<Link className="btn p" to="/operator/tenants/new"><IconPlus className="i s" aria-hidden />New tenant</Link>}>
      <nav className="tabs" aria-label="Views" style={{ marginBottom: 12 }}>
        {VIEWS.map((view) => <Link key={view.label} to="/operator/tenants" search={view.status ? { status: view.status } : {}} aria-current={status === view.status ? 'page' : undefined}>{view.label}</Link>)}
      </nav>
      <Table<TenantLine> caption="Marketplaces of this deployment" rows={{ ...tenants, data: rows }} rowKey={(t) => t.id}
        columns={[
          { key: 'name', head: 'Tenant', cell: (t) => <span className="row gap12"><Mark name={t.name} /><span><Link className="id" to="/operator/tenants/$id" params={{ id: t.id }} style={{ color: 'var(--stoa-ink)', fontWeight: 560 }}>{t.name}</Link><br /><span className="tiny faint">{t.host}</span></span></span> },
          { key: 'state', head: 'State', cell: (t) => <span className="row"><TenantStatusBadge status={t.status} />{t.status === 'provisioning' && <span className="tiny faint num">{t.parts_done} of {t.parts_all}</span>}</span> },
          { key: 'markets', head: 'Markets', cell: (t) => t.markets.map((m) => m.toUpperCase()).join(', '), hidePhone: true },
          { key: 'plan', head: 'Plan', cell: (t) => t.plan, hidePhone: true },
          { key: 'currency', head: 'Currency', cell: (t) => t.currency, hidePhone: true },
          { key: 'since', head: 'Since', cell: (t) => <Time iso={t.live_at ?? t.created_at} dateOnly />, right: true },
        ]}
        empty={status ? <Face title="None in this state" text="Look at all tenants instead."><Link className="btn" to="/operator/tenants">Show all</Link></Face> : <Face title="No marketplace yet" text="Onboard the first one: name, markets, plan and the first person of its staff."><Link className="btn p" to="/operator/tenants/new">New tenant</Link></Face>}
        footer={rows && <Pager shown={rows.length} hasMore={tenants.hasNextPage} onMore={() => void tenants.fetchNextPage()} isLoading={tenants.isFetchingNextPage} />} />
      <p className="tiny faint" style={{ marginTop: 12 }}>You see no order of theirs without a logged reason.</p>
    </Page>
  );
}
