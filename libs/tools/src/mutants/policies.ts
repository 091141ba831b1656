import type { Knex } from 'knex';
import { openOwnDatabase } from '@stoa/platform/testing';
import { readCatalog } from '../locks/catalog.query.js';
import { problemsIn } from '../locks/locks.js';
import { asOwner, leaks, lostRows, openToProbes, probeTables } from '../locks/probe.js';
import type { Verdict } from './verdict.js';

type Policy = { table: string; name: string; roles: string; using: string | null; check: string | null };
const CATALOG = 'libs/tools/src/locks/locks.test.ts: every table is locked to its tenant';
const PROBE = 'libs/tools/src/locks/probe.test.ts: what one tenant wrote in any table';

/** Drops each policy, opens each tenant's policy to all rows, and takes row-level security and its force off each table: by the very judgement of the tests named, each in a copy of the database. */
export async function judgePolicies(tell: (verdict: Verdict) => void): Promise<void> {
  const { db, urls, close } = await openOwnDatabase();
  try {
    const { policies, tables } = await asOwner(urls.DATABASE_OWNER_URL, readPolicies);
    const probed = new Map((await openToProbes(db, urls.DATABASE_OWNER_URL)).map((table) => [table.name, table]));
    // The probe's own grants would be found, too: what is judged by the catalogue is judged in a copy that nobody has touched.
    const untouched = await openOwnDatabase();
    try {
      const catalog = (table: string, change: string) => foundInCatalog(untouched.urls.DATABASE_OWNER_URL, table, change);
      for (const policy of policies) tell(await verdict(`${policy.table}: policy ${policy.name} dropped`, [[CATALOG, await catalog(policy.table, `drop policy ${policy.name} on ${policy.table}`)]]));
      for (const table of tables) {
        tell(await verdict(`${table}: row-level security off`, [[CATALOG, await catalog(table, `alter table ${table} disable row level security`)]]));
        tell(await verdict(`${table}: not forced on its owner`, [[CATALOG, await catalog(table, `alter table ${table} no force row level security`)]]));
      }
      for (const policy of policies.filter(({ name, table }) => name === 'tenant' && probed.has(table))) {
        const open = `alter policy tenant on ${policy.table} using (true) with check (true)`;
        const shut = `alter policy tenant on ${policy.table} using (${policy.using}) with check (${policy.check})`;
        const found = await catalog(policy.table, open);
        await asOwner(urls.DATABASE_OWNER_URL, async (owner) => void (await owner.raw(open)));
        const probes = await probeTables(db, [probed.get(policy.table)!]);
        await asOwner(urls.DATABASE_OWNER_URL, async (owner) => void (await owner.raw(shut)));
        // Both must notice: one reads what is written, the other tries what it does.
        tell(await verdict(`${policy.table}: policy tenant lets all rows through`, [[CATALOG, found], [PROBE, leaks(probes).length + lostRows(probes).length > 0]]));
      }
    } finally {
      await untouched.close();
    }
  } finally {
    await close();
  }
}

async function verdict(mutant: string, judges: readonly (readonly [string, boolean])[]): Promise<Verdict> {
  const silent = judges.filter(([, noticed]) => !noticed).map(([name]) => name);
  return { mutant, isKilled: silent.length === 0, detail: silent.length === 0 ? judges.map(([name]) => name).join(' and ') : `not noticed by ${silent.join(' and ')}` };
}

async function readPolicies(owner: Knex.Transaction): Promise<{ policies: Policy[]; tables: string[] }> {
  const ours = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')`;
  const policies = await owner.raw(`select n.schemaname || '.' || n.tablename as table, n.policyname as name, n.qual as using, n.with_check as check from (select *, schemaname as nspname from pg_policies) n where ${ours} order by 1, 2`);
  const tables = await owner.raw(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and c.relrowsecurity and ${ours} order by 1`);
  return { policies: policies.rows, tables: tables.rows.map((row: { name: string }) => row.name) };
}

/** Whether the catalogue test would name this table; nothing of the change is kept. */
async function foundInCatalog(ownerUrl: string, table: string, change: string): Promise<boolean> {
  let isFound = false;
  await asOwner(ownerUrl, async (owner) => {
    await owner.raw(change);
    isFound = problemsIn((await readCatalog(owner, table)).filter(({ name }) => name === table)).length > 0;
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return isFound;
}
const undo = new Error('The change is taken back.');
