import type { Ctx } from '@stoa/platform/context';

/** What of the background work is still to be done. `dead` was given up: nothing here may ever be. */
export type Progress = { readonly unrelayed: number; readonly unheard: number; readonly openTasks: number; readonly dueInbox: number; /** News that was read and is not settled: its reader died, or it comes again later. */ readonly openInbox: number; readonly dead: number };

export async function readProgress(ctx: Ctx, hears: readonly { event: string; handler: string }[]): Promise<Progress> {
  return ctx.inRead(async ({ tx, tenantId }) => {
    const { rows } = await tx.raw<{ rows: Record<keyof Progress, bigint>[] }>(
      `select
         (select count(*) from platform.outbox where tenant_id = :tenantId and relayed_at is null) as unrelayed,
         (select count(*) from platform.outbox o join unnest(:events::text[], :handlers::text[]) as heard (event, handler) on heard.event = o.name
           where o.tenant_id = :tenantId and o.relayed_at is not null
             and not exists (select 1 from platform.receipts r where r.tenant_id = o.tenant_id and r.handler = heard.handler and r.event_id = o.id)) as unheard,
         (select count(*) from platform.tasks where tenant_id = :tenantId and state = 'open') as "openTasks",
         (select count(*) from payments.webhook_inbox where tenant_id = :tenantId and state = 'waiting' and tries = 0) as "dueInbox",
         (select count(*) from payments.webhook_inbox where tenant_id = :tenantId and state = 'waiting') as "openInbox",
         (select count(*) from platform.tasks where tenant_id = :tenantId and state = 'dead') + (select count(*) from payments.webhook_inbox where tenant_id = :tenantId and state = 'dead') as dead`,
      { tenantId, events: hears.map(({ event }) => event), handlers: hears.map(({ handler }) => handler) });
    const [row] = rows;
    return { unrelayed: Number(row!.unrelayed), unheard: Number(row!.unheard), openTasks: Number(row!.openTasks), dueInbox: Number(row!.dueInbox), openInbox: Number(row!.openInbox), dead: Number(row!.dead) };
  });
}
