import { IconHeartbeat, IconPlus } from '@tabler/icons-react';
import { Face, Mark, Page, Pager, Table, Time } from '@stoa/web-ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { rowsOf } from '../app/rows.js';
import { Views, type View } from '../app/views.js';
import { WatchedProvisioning } from './provisioning.js';
import { TenantStatusBadge } from './tenant-badge.js';
import { tenantsQuery, type TenantLine, type TenantStatus } from './tenant.queries.js';

const STATUS: readonly (readonly [TenantStatus, string])[] = [['live', 'Live'], ['provisioning', 'Setting up'], ['suspended', 'Suspended']];
const VIEWS: readonly View[] = [{ label: 'All', search: {} }, ...STATUS.map(([status, label]) => ({ label, search: { status } }))];
const WATCHED = 3;

export function TenantsPage() {
  const search = useSearch({ strict: false }) as { status?: string };
  const current = STATUS.find(([status]) => status === search.status) ?? null;
  const tenants = useInfiniteQuery(tenantsQuery(current?.[0] ?? null));
  const rows = rowsOf(tenants);
  const atWork = rows.data?.filter((tenant) => tenant.status === 'provisioning').slice(0, WATCHED) ?? [];
  return (
    <Page title="Tenants" full actions={<><Link className="btn" to="/operator/health"><IconHeartbeat className="i s" aria-hidden />Health</Link><Link className="btn p" to="/operator/tenants/new"><IconPlus className="i s" aria-hidden />New tenant</Link></>}>
      {atWork.length > 0 && <div className="stack g16" style={{ marginBottom: 16 }}>{atWork.map((tenant) => <WatchedProvisioning key={tenant.id} id={tenant.id} />)}</div>}
      <Views to="/operator/tenants" views={VIEWS} current={current?.[1] ?? 'All'} />
      <div className="under-tabs">
        <Table<TenantLine> caption="Marketplaces of this deployment" rows={rows} rowKey={(t) => t.id}
          columns={[
            { key: 'name', head: 'Tenant', cell: (t) => <span className="row gap12"><Mark name={t.name} /><span><Link className="id" to="/operator/tenants/$id" params={{ id: t.id }}>{t.name}</Link><br /><span className="small faint">{t.host ?? t.slug}</span></span></span> },
            { key: 'state', head: 'State', cell: (t) => <span className="row"><TenantStatusBadge status={t.status} />{t.status === 'provisioning' && <span className="tiny faint num">{t.parts_done} of {t.parts_all}</span>}</span> },
            { key: 'markets', head: 'Markets', cell: (t) => <span className="dim">{t.markets.map((m) => m.toUpperCase()).join(', ')}</span>, hidePhone: true },
            { key: 'plan', head: 'Plan', cell: (t) => <span className="dim">{t.plan.charAt(0).toUpperCase() + t.plan.slice(1)}</span>, hidePhone: true },
            { key: 'currency', head: 'Currency', cell: (t) => <span className="dim">{t.currency}</span>, hidePhone: true },
            { key: 'since', head: 'Since', cell: (t) => <span className="dim"><Time iso={t.live_at ?? t.created_at} dateOnly /></span>, right: true },
          ]}
          empty={current ? <Face title="None in this state" text="Look at all tenants instead."><Link className="btn" to="/operator/tenants">Show all</Link></Face> : <Face title="No marketplace yet" text="Onboard the first one: name, markets, plan and the first person of its staff."><Link className="btn p" to="/operator/tenants/new">New tenant</Link></Face>}
          footer={rows.data && <><span>You see no order of theirs without a logged reason.</span><span className="row"><Pager shown={rows.data.length} hasMore={tenants.hasNextPage} onMore={() => void tenants.fetchNextPage()} isLoading={tenants.isFetchingNextPage} /></span></>} />
      </div>
    </Page>
  );
}
