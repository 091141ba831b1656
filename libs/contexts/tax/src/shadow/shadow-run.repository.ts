import type { TxCtx } from '@stoa/platform/context';
import type { TaxDecisionId } from '@stoa/events/tax';
import { canonical, reviveValue } from '../decision/decision.codec.js';
import type { LintProblem } from '../pack/lint-pack.js';
import { shadowRunNotFound } from './shadow.errors.js';
import type { Difference, PlaceSum, ShadowRun, ShadowRunId, ShadowState } from './shadow-run.js';

/** How long a worker may be silent before another takes over. */
export const LEASE_MS = 2 * 60_000;

type Row = {
  tenant_id: string; id: ShadowRunId; pack: string; version: string; installed_version: string | null; body: string | null; state: ShadowState; problems: LintProblem[]; since: Date; until: Date; after_point: Date | null; after_id: TaxDecisionId | null;
  total: number; looked_at: number; changed: number; stumbles: number; due_at: Date | null; started_by: string; created_at: Date; finished_at: Date | null;
};
type SumRow = { place: string; currency: string; sales: number; changed: number; blocked: number; was_minor: bigint; becomes_minor: bigint };

/** The same as it is sent: what was refused goes in as its JSON. */
type Stored = Omit<Row, 'problems'> & { problems: string };

const runs = (ctx: TxCtx) => ctx.tx<Row>('tax.shadow_runs').where('tenant_id', ctx.tenantId);

/** Writes a new run; false where another one is under way. */
export async function insertRun(ctx: TxCtx, run: ShadowRun): Promise<boolean> {
  const made = await ctx.tx('tax.shadow_runs').insert({ tenant_id: ctx.tenantId, ...toRow(run) }).onConflict(ctx.tx.raw(`(tenant_id) where state = 'running'`)).ignore().returning('id');
  return made.length === 1;
}

export async function getRun(ctx: TxCtx, id: ShadowRunId): Promise<ShadowRun> {
  const row = await runs(ctx).where({ id }).first();
  if (!row) throw shadowRunNotFound();
  return fromRow(row);
}

/** Holds the run until the transaction ends: its pieces are counted by one worker at a time. */
export async function lockRun(ctx: TxCtx, id: ShadowRunId): Promise<ShadowRun> {
  const row = await runs(ctx).where({ id }).forUpdate().first();
  if (!row) throw shadowRunNotFound();
  return fromRow(row);
}

/** Is there a run at work? There is one at a time. */
export const isUnderWay = async (ctx: TxCtx): Promise<boolean> => (await runs(ctx).where({ state: 'running' }).first('id')) !== undefined;

/** The newest first. */
export async function listRuns(ctx: TxCtx, limit: number): Promise<ShadowRun[]> {
  return (await runs(ctx).orderBy('id', 'desc').limit(limit)).map(fromRow);
}

export async function updateRun(ctx: TxCtx, { id, ...run }: ShadowRun): Promise<void> {
  await ctx.tx<Stored>('tax.shadow_runs').where({ tenant_id: ctx.tenantId, id }).update(toRow({ id, ...run }));
}

/** Was this version of a pack held against sales to the end? */
export async function hasStoodShadow(ctx: TxCtx, { pack, version }: { pack: string; version: string }): Promise<boolean> {
  return (await runs(ctx).where({ pack, version, state: 'done' }).first('id')) !== undefined;
}

/** Takes the run that is due and keeps others from it for the time of the lease; whoever gets on with it sets `stumbles` back. Null where nothing is. */
export async function claimDueRun(ctx: TxCtx): Promise<ShadowRun | null> {
  const row = await runs(ctx).where('due_at', '<=', ctx.now).orderBy('due_at').forUpdate().skipLocked().first();
  if (!row) return null;
  const claimed = { ...fromRow(row), stumbles: row.stumbles + 1, dueAt: new Date(ctx.now.getTime() + LEASE_MS) };
  await updateRun(ctx, claimed);
  return claimed;
}

/** Runs that are over, but for the newest: they go, and with them what they told. */
export async function deleteOldRuns(ctx: TxCtx, keep: number): Promise<void> {
  const old = await runs(ctx).whereNot({ state: 'running' }).orderBy('id', 'desc').offset(keep).pluck('id');
  if (old.length > 0) await runs(ctx).whereIn('id', old).delete();
}

export async function insertDifferences(ctx: TxCtx, runId: ShadowRunId, differences: readonly Difference[]): Promise<void> {
  if (differences.length === 0) return;
  await ctx.tx('tax.shadow_differences').insert(differences.map((one) => ({ tenant_id: ctx.tenantId, run_id: runId, decision_id: one.decisionId, order_id: one.orderId, difference: canonical(one) })));
}

/** A run's differences in the order of the decisions. */
export async function listDifferences(ctx: TxCtx, runId: ShadowRunId, { after, limit }: { after: TaxDecisionId | null; limit: number }): Promise<Difference[]> {
  const query = ctx.tx<{ tenant_id: string; run_id: string; decision_id: TaxDecisionId; difference: unknown }>('tax.shadow_differences').where({ tenant_id: ctx.tenantId, run_id: runId }).orderBy('decision_id').limit(limit);
  if (after !== null) query.where('decision_id', '>', after);
  return (await query.select('difference')).map((row) => reviveValue(row.difference) as Difference);
}

/** Adds what a piece came to, place by place. */
export async function addSums(ctx: TxCtx, runId: ShadowRunId, sums: readonly PlaceSum[]): Promise<void> {
  for (const { place, currency, sales, changed, blocked, wasMinor, becomesMinor } of sums) {
    await ctx.tx.raw(
      `insert into tax.shadow_sums as s (tenant_id, run_id, place, currency, sales, changed, blocked, was_minor, becomes_minor) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, run_id, place, currency) do update set sales = s.sales + excluded.sales, changed = s.changed + excluded.changed, blocked = s.blocked + excluded.blocked,
         was_minor = s.was_minor + excluded.was_minor, becomes_minor = s.becomes_minor + excluded.becomes_minor`,
      [ctx.tenantId, runId, place, currency, sales, changed, blocked, wasMinor.toString(), becomesMinor.toString()],
    );
  }
}

/** What a run came to by place, those with the greatest change first. */
export async function listSums(ctx: TxCtx, runId: ShadowRunId): Promise<PlaceSum[]> {
  const rows = await ctx.tx<SumRow & { tenant_id: string; run_id: string }>('tax.shadow_sums').where({ tenant_id: ctx.tenantId, run_id: runId }).orderByRaw('changed desc, sales desc, place, currency')
    .select('place', 'currency', 'sales', 'changed', 'blocked', 'was_minor', 'becomes_minor');
  return rows.map((row) => ({ place: row.place, currency: row.currency, sales: row.sales, changed: row.changed, blocked: row.blocked, wasMinor: BigInt(row.was_minor), becomesMinor: BigInt(row.becomes_minor) }));
}

const fromRow = (row: Row): ShadowRun => ({
  id: row.id, pack: row.pack, version: row.version, installed: row.installed_version, body: row.body, state: row.state, problems: row.problems, since: row.since, until: row.until,
  after: row.after_point === null || row.after_id === null ? null : { taxPoint: row.after_point, id: row.after_id },
  total: row.total, lookedAt: row.looked_at, changed: row.changed, stumbles: row.stumbles, dueAt: row.due_at, startedBy: row.started_by, createdAt: row.created_at, finishedAt: row.finished_at,
});

const toRow = (run: ShadowRun) => ({
  id: run.id, pack: run.pack, version: run.version, installed_version: run.installed, body: run.body, state: run.state, problems: JSON.stringify(run.problems), since: run.since, until: run.until, after_point: run.after?.taxPoint ?? null, after_id: run.after?.id ?? null,
  total: run.total, looked_at: run.lookedAt, changed: run.changed, stumbles: run.stumbles, due_at: run.dueAt, started_by: run.startedBy, created_at: run.createdAt, finished_at: run.finishedAt,
});
