import { z } from 'zod';
import { createContext, type OperatorCtx, type TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { type Route, operatorRoute } from '@stoa/platform/http';
import type { Queue } from '@stoa/platform/queue';
import { getTenantById, listTenantIds, namesOfTenants, tenantId } from '@stoa/tenancy';
import { countReported } from '../tasks/dead-task.repository.js';
import { sumResults } from './check-result.repository.js';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { outboxLag } from './outbox.query.js';
import { reportDeadTasks, runChecks } from './run-checks.js';

export type HealthRouteDeps = { db: Database; queue: Pick<Queue, 'counts'>; checks: readonly InvariantCheck[]; webhookBacklog(): Promise<{ waiting: number; refused: number }> };

const healthView = z.object({
  ok: z.boolean(), checked_at: z.iso.datetime().nullable(), tenants: z.int(),
  outbox: z.object({ waiting: z.int(), oldest_seconds: z.number() }),
  queue: z.object({ waiting: z.int(), active: z.int(), delayed: z.int(), failed: z.int() }),
  tasks: z.object({ dead: z.int() }),
  webhooks: z.object({ waiting: z.int(), refused: z.int() }),
  invariants: z.array(z.object({
    code: z.string(), label: z.string(), how: z.string(), looked_at: z.int(), breaks: z.int(), tenants: z.int(), took_ms: z.int(), ran_at: z.iso.datetime().nullable(),
    broken_in: z.array(z.object({ tenant: z.object({ id: tenantId.wire, name: z.string() }), examples: z.array(z.string()) })),
  })),
}).meta({ id: 'Health' });

const query = z.strictObject({ tenant_id: tenantId.optional() });

export const healthRoutes = (deps: HealthRouteDeps): Route[] => [
  operatorRoute({
    method: 'get', path: '/v1/operator/health', summary: 'Show the health of the deployment', audience: 'operator', permission: 'operator.health', query, response: healthView, example: () => ({}),
    handle: (ctx, { query: { tenant_id } }) => describeHealth(deps, ctx, tenant_id ?? null),
  }),
  operatorRoute({
    method: 'post', path: '/v1/operator/health/check', summary: 'Check now what must always hold', audience: 'operator', permission: 'operator.health', query, response: healthView, example: () => ({}),
    handle: async (ctx, { query: { tenant_id } }) => {
      const tenants = await ctx.inControlTx(async (tx) => (tenant_id ? [(await getTenantById(tx, tenant_id)).id] : listTenantIds(tx.tx)));
      for (const id of tenants) {
        const inTenant = createContext(deps.db, { tenantId: id, actor: ctx.actor, now: ctx.now, log: ctx.log.child({ tenant: id }), requestId: ctx.requestId });
        await runChecks(inTenant, deps.checks);
        await reportDeadTasks(inTenant);
      }
      return describeHealth(deps, ctx, tenant_id ?? null);
    },
  }),
];

/** What the tenants' own jobs last wrote about themselves, with the figures that belong to no tenant. */
async function describeHealth(deps: HealthRouteDeps, ctx: OperatorCtx, only: TenantId | null): Promise<z.input<typeof healthView>> {
  const [outbox, queue, webhooks] = await Promise.all([deps.db.transactionAsRelay((tx) => outboxLag(tx, ctx.now)), deps.queue.counts('events'), deps.webhookBacklog()]);
  return ctx.inControlTx(async (tx) => {
    if (only) await getTenantById(tx, only); // of a marketplace that does not exist nothing holds
    const sums = new Map((await sumResults(tx, only)).map((sum) => [sum.code, sum]));
    const names = await namesOfTenants(tx, [...new Set([...sums.values()].flatMap((sum) => sum.broken.map((one) => one.tenantId)))]);
    const dead = await countReported(tx);
    const tenants = (await listTenantIds(tx.tx)).length;
    const invariants = deps.checks.map(({ code, label, how }) => {
      const sum = sums.get(code);
      return {
        code, label, how, looked_at: sum?.lookedAt ?? 0, breaks: sum?.breaks ?? 0, tenants: sum?.tenants ?? 0, took_ms: sum?.tookMs ?? 0, ran_at: sum?.ranAt.toISOString() ?? null,
        broken_in: (sum?.broken ?? []).map((one) => ({ tenant: { id: tenantId.toWire(one.tenantId), name: names.get(one.tenantId)?.name ?? '' }, examples: one.examples })),
      };
    });
    const runs = [...sums.values()].map((sum) => sum.ranAt.getTime());
    return {
      ok: dead === 0 && invariants.every((one) => one.breaks === 0), checked_at: runs.length === 0 ? null : new Date(Math.max(...runs)).toISOString(), tenants,
      outbox: { waiting: outbox.waiting, oldest_seconds: outbox.oldestSeconds }, queue, tasks: { dead }, webhooks, invariants,
    };
  });
}
