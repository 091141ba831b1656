import { asOperator, createdTenant } from '@stoa/tenancy/testing';
import { silentLog } from '@stoa/platform/log';
import { withDatabase } from '@stoa/platform/testing';
import type { InvariantCheck } from '@stoa/platform/invariant';
import { allChecks } from '@stoa/workspace';
import { checkAll, describeLine } from './check-all.js';

const now = new Date('2026-03-01T09:00:00Z');

test('all invariants are looked at in each marketplace, and hold where nothing has happened', () =>
  withDatabase(async ({ db }) => {
    await createdTenant(db, { name: 'Oma' });
    await createdTenant(db, { name: 'Solano' });
    const lines = await checkAll(db, allChecks, { now, log: silentLog });
    expect(lines).toHaveLength(2 * allChecks.length);
    expect(lines.filter((line) => line.breaks > 0)).toEqual([]);
  }));

test('what is broken in one marketplace is told of that one alone, and the operator reads it', () =>
  withDatabase(async ({ db }) => {
    await createdTenant(db, { name: 'Oma' });
    const { tenant } = await createdTenant(db, { name: 'Solano' });
    const who: string[] = [];
    const check: InvariantCheck = {
      code: 'test.never_solano', label: 'Nobody is Solano', how: 'By the tenant of the transaction.',
      run: async (ctx) => {
        const { rows } = await ctx.tx.raw<{ rows: { who: string }[] }>('select current_user as who');
        who.push(rows[0]!.who);
        return { looked_at: 1, breaks: ctx.tenantId === tenant.id ? [{ what: 'this is Solano' }] : [] };
      },
    };
    const lines = await checkAll(db, [check], { now, log: silentLog });
    expect(lines.map(({ tenant: name, breaks, examples }) => ({ name, breaks, examples }))).toEqual(expect.arrayContaining([{ name: 'Oma', breaks: 0, examples: [] }, { name: 'Solano', breaks: 1, examples: ['this is Solano'] }]));
    expect(who).toEqual(['stoa_app', 'stoa_app']);
    expect(describeLine(lines.find((line) => line.breaks > 0)!)).toMatch(/BROKEN {2}Solano .*1 looked at, 1 broken\n.*this is Solano/s);
    expect(await asOperator(db, (ctx) => ctx.tx('workspace.check_results').where('breaks', '>', 0).pluck('tenant_id'))).toEqual([tenant.id]);
  }));
