import type { TenantId } from './context.js';
import { type Schedule, runSchedule, schedule, startSchedules } from './jobs.js';
import { newId } from './ids.js';
import { silentLog } from './log.js';
import { at, withDatabase } from './testing.js';

const task = (tenantId: TenantId, dueAt: Date) => ({ tenant_id: tenantId, id: newId(), handler: 'a.b', event_id: newId(), event_name: 'a.b', input: '{}', state: 'open', attempts: 1, due_at: dueAt, created_at: dueAt });
const now = at('2026-03-01T09:00:00Z');
const due = { table: 'platform.tasks', column: 'due_at' } as const;

test('a sweeper goes only where something is due, as that tenant', () =>
  withDatabase(async ({ db, ctx, newTenant }) => {
    const [later, nothing] = [newTenant(), newTenant()];
    await ctx.inTx((tx) => tx.tx('platform.tasks').insert(task(tx.tenantId, now)));
    await later.inTx((tx) => tx.tx('platform.tasks').insert(task(tx.tenantId, new Date(now.getTime() + 1))));
    const visited: TenantId[] = [];
    const job = schedule({ name: 'platform.sweep', everyMs: 1, due, run: async (tenant) => visited.push(tenant.tenantId) });
    const deps = { db, clock: { now: () => now }, log: silentLog, listTenants: async () => [nothing.tenantId, ctx.tenantId] };

    expect(await runSchedule(deps, job)).toBe(1);
    expect(visited).toEqual([ctx.tenantId]);
    await runSchedule({ ...deps, clock: { now: () => new Date(now.getTime() + 1) } }, job);
    expect(visited.slice(1).sort()).toEqual([ctx.tenantId, later.tenantId].sort());
    await runSchedule(deps, { ...job, due: 'every_tenant' });
    expect(visited.slice(3)).toEqual([nothing.tenantId, ctx.tenantId]);
  }));

test('a tenant whose sweep fails does not keep the others waiting', () =>
  withDatabase(async ({ db }) => {
    const tenants = [newId<TenantId>(), newId<TenantId>()];
    const job: Schedule = { name: 'platform.sweep', everyMs: 1, due: 'every_tenant', run: async (tenant) => { if (tenant.tenantId === tenants[0]) throw new Error('no'); return 5; } };
    expect(await runSchedule({ db, clock: { now: () => now }, log: silentLog, listTenants: async () => tenants }, job)).toBe(5);
  }));

test('schedules run at their pace until they are stopped, and what is under way is finished first', () =>
  withDatabase(async ({ db }) => {
    let [looks, finished] = [0, 0];
    const job = schedule({ name: 'platform.tick', everyMs: 5, due: 'every_tenant', run: async () => { looks += 1; await new Promise((done) => setTimeout(done, 20)); finished += 1; return 1; } });
    const running = startSchedules({ db, clock: { now: () => now }, log: silentLog, listTenants: async () => [newId<TenantId>()] }, [job]);
    while (looks < 3) await new Promise((done) => setTimeout(done, 5));
    await running.stop();
    expect(finished).toBe(looks);
    await new Promise((done) => setTimeout(done, 40));
    expect(looks).toBe(finished);
  }));
