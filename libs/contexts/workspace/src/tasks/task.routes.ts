import { z } from 'zod';
import { createContext, type Ctx, type OperatorCtx, type TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { listDead, type DeadTask, type Enqueue } from '@stoa/platform/events';
import { type Route, type RouteWorld, operatorRoute, page, pageOf, pageQuery, route } from '@stoa/platform/http';
import { isUuid } from '@stoa/platform/ids';
import { wireId } from '@stoa/platform/typeid';
import { namesOfTenants, tenantId } from '@stoa/tenancy';
import { findReported, listReported } from './dead-task.repository.js';
import { withoutAddresses } from './dead-task.js';
import { retryTask, taskNotFound } from './retry-task.js';

export type TaskRouteDeps = { db: Database; enqueue: Enqueue };

const taskId = wireId<string, 'tsk'>('tsk');
const params = z.object({ task_id: taskId });
const key = z.string().refine(isUuid);

const taskView = z.object({ id: taskId.wire, handler: z.string(), event: z.string(), kind: z.enum(['outside', 'inside']), attempts: z.int(), error: z.string(), died_at: z.iso.datetime() }).meta({ id: 'DeadTask' });
const toTaskView = (t: DeadTask): z.input<typeof taskView> => ({ id: taskId.toWire(t.id), handler: t.handler, event: t.eventName, kind: t.outside ? 'outside' : 'inside', attempts: t.attempts, error: withoutAddresses(t.error), died_at: t.diedAt.toISOString() });

const reportedView = z.object({ id: taskId.wire, tenant: z.object({ id: tenantId.wire, name: z.string() }), handler: z.string(), event: z.string(), attempts: z.int(), error: z.string(), died_at: z.iso.datetime() }).meta({ id: 'ReportedTask' });

/** An operator touches one tenant's task: in that tenant, under the operator's own name. */
const inTenant = (deps: TaskRouteDeps, ctx: OperatorCtx, id: TenantId): Ctx =>
  createContext(deps.db, { tenantId: id, actor: ctx.actor, now: ctx.now, log: ctx.log.child({ tenant: id }), requestId: ctx.requestId });

export const taskRoutes = (deps: TaskRouteDeps): Route[] => [
  route({
    method: 'get', path: '/v1/admin/dead-tasks', summary: 'List work that was given up', audience: 'staff', permission: 'tasks.read', query: z.strictObject(pageQuery), response: pageOf(taskView), example: () => ({}),
    handle: (ctx, { query }) => {
      const cut = page(query, key);
      return ctx.inRead(async (tx) => cut.answer(await listDead(tx, cut), (task) => task.id, toTaskView));
    },
  }),
  route({
    method: 'post', path: '/v1/admin/dead-tasks/:task_id/retry', summary: 'Try failed work again', audience: 'staff', permission: 'tasks.write', params, owner: 'params.task_id',
    example: (world: RouteWorld) => ({ params: { task_id: world.tenant.deadTask } }),
    handle: async (ctx, { params: { task_id } }) => {
      await retryTask(deps, ctx, task_id);
      return null;
    },
  }),
  operatorRoute({
    method: 'get', path: '/v1/operator/dead-tasks', summary: 'List work that was given up in any marketplace', audience: 'operator', permission: 'operator.tasks', query: z.strictObject(pageQuery), response: pageOf(reportedView),
    example: () => ({}),
    handle: (ctx, { query }) => {
      const cut = page(query, key);
      return ctx.inControlTx(async (tx) => {
        const reported = await listReported(tx, cut);
        const names = await namesOfTenants(tx, [...new Set(reported.map((task) => task.tenantId))]);
        return cut.answer(reported, (task) => task.taskId, (t) => ({
          id: taskId.toWire(t.taskId), tenant: { id: tenantId.toWire(t.tenantId), name: names.get(t.tenantId)?.name ?? '' }, handler: t.handler, event: t.eventName, attempts: t.attempts, error: t.error, died_at: t.diedAt.toISOString(),
        }));
      });
    },
  }),
  operatorRoute({
    method: 'post', path: '/v1/operator/dead-tasks/:task_id/retry', summary: 'Try failed work of a marketplace again', audience: 'operator', permission: 'operator.tasks', params, owner: 'params.task_id',
    example: (world: RouteWorld) => ({ params: { task_id: world.operator.deadTask } }),
    handle: async (ctx, { params: { task_id } }) => {
      const reported = await ctx.inControlTx((tx) => findReported(tx, task_id));
      if (!reported) throw taskNotFound();
      await retryTask(deps, inTenant(deps, ctx, reported.tenantId), task_id);
      return null;
    },
  }),
];
