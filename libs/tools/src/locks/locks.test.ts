import { asTenant, workerDatabase } from '@stoa/platform/testing';
import { openDatabase } from '@stoa/platform/database';
import { behindFunctions, globalTables, ownersFunctions } from '../global-tables.js';
import { readCatalog, readMightyRoles, readOwnersFunctions } from './catalog.query.js';
import { problemsIn } from './locks.js';

test('every table is locked to its tenant, or stands on the list of global tables', () =>
  asTenant(async ({ tx }) => {
    const tables = await readCatalog(tx);
    expect(tables.length).toBeGreaterThan(10);
    expect(problemsIn(tables)).toEqual([]);
  }));

test('the lists name only what is there', () =>
  asTenant(async ({ tx }) => {
    const names = (await readCatalog(tx)).map((table) => table.name);
    expect(globalTables.map((each) => each.table).filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(globalTables.map((each) => each.table)).size).toBe(globalTables.length);
  }));

test('few functions run with their owner’s rights, and their search_path is pinned', () =>
  asTenant(async ({ tx }) => {
    const functions = await readOwnersFunctions(tx);
    expect(functions.filter(({ name, isPinned }) => !isPinned || !ownersFunctions.includes(name))).toEqual([]);
  }));

test('no role of ours may pass by the policies', () => asTenant(async ({ tx }) => expect(await readMightyRoles(tx)).toEqual([])));

const good = `create table platform.example (tenant_id uuid not null, id uuid not null, due_at timestamptz, other text, primary key (tenant_id, id));
  alter table platform.example enable row level security; alter table platform.example force row level security;
  create policy tenant on platform.example to stoa_app using (tenant_id = current_setting('app.tenant_id')::uuid) with check (tenant_id = current_setting('app.tenant_id')::uuid);
  grant select, insert, update, delete on platform.example to stoa_app;`;

test('a table as lockToTenant makes it has nothing wrong', () =>
  asOwner(async (tx, run) => {
    await run(good);
    expect(problemsIn((await readCatalog(tx)).filter((table) => table.name === 'platform.example'))).toEqual([]);
  }));

test.each([
  ['no tenant_id', 'create table platform.loose (id uuid primary key)', 'has no tenant_id'],
  ['a nullable tenant_id', 'create table platform.loose (tenant_id uuid)', 'not `uuid not null`'],
  ['a key without the tenant', 'alter table platform.example add unique (id)', 'index platform.example_id_key does not begin'],
  ['an index without the tenant', 'create index on platform.example (other)', 'does not begin with tenant_id'],
  ['an index of an expression', 'create index on platform.example (lower(other))', 'does not begin with tenant_id'],
  ['an exclusion without the tenant', 'alter table platform.example add exclude using gist (other with =)', 'exclusion'],
  ['a foreign key without the tenant', 'create table platform.target (id uuid primary key); alter table platform.example add foreign key (id) references platform.target (id)', 'foreign key'],
  ['a foreign key that sets null', 'alter table platform.example add foreign key (tenant_id, id) references platform.example (tenant_id, id) on delete set null', 'sets null'],
  ['row-level security switched off', 'alter table platform.example disable row level security', 'no row-level security'],
  ['row-level security not forced', 'alter table platform.example no force row level security', 'does not force'],
  ['no policy', 'drop policy tenant on platform.example', 'has 0 policies'],
  ['a second policy', 'create policy more on platform.example to stoa_app using (true)', 'has 2 policies'],
  ['a policy for everybody', 'create policy more on platform.example using (true)', 'has 2 policies'],
  ['another condition', 'drop policy tenant on platform.example; create policy tenant on platform.example to stoa_app using (true)', 'not the ordinary one'],
  ['no condition for new rows', "drop policy tenant on platform.example; create policy tenant on platform.example to stoa_app using (tenant_id = current_setting('app.tenant_id')::uuid) with check (true)", 'not the ordinary one'],
  ['a missing tenant that means all', "drop policy tenant on platform.example; create policy tenant on platform.example to stoa_app using (tenant_id = current_setting('app.tenant_id', true)::uuid) with check (tenant_id = current_setting('app.tenant_id', true)::uuid)", 'not the ordinary one'],
  ['a restrictive policy', 'create policy more on platform.example as restrictive to stoa_relay using (true)', 'RESTRICTIVE'],
  ['a policy that asks another table', 'create policy more on platform.example for select to stoa_relay using (exists (select 1 from platform.clock))', 'asks another table'],
  ['a relay that sees a column too many', 'grant select (tenant_id, other) on platform.example to stoa_relay', 'lets the relay have other'],
  ['a relay that sees all', 'grant select on platform.example to stoa_relay', 'lets the relay see'],
  ['an operator who reads', 'grant select on platform.example to stoa_control', 'lets the operator select'],
  ['a grant to everybody', 'grant select on platform.example to public', 'to everybody'],
  ['a grant that no policy lets through', 'grant select (tenant_id, due_at) on platform.example to stoa_relay', 'no policy lets it touch a row'],
  ['a trigger', 'create function platform.t() returns trigger language plpgsql as $$ begin return new; end $$; create trigger t before insert on platform.example for each row execute function platform.t()', 'has triggers'],
  ['a view with its owner’s rights', 'create view platform.v as select * from platform.example', 'security_invoker'],
])('a table with %s is found out', (_what, change, problem) =>
  asOwner(async (tx, run) => {
    // Some changes are checked against the rows, and to see rows even their owner needs a tenant.
    await run(`set local app.tenant_id = '00000000-0000-7000-8000-000000000000'; ${good} ${change}`);
    const found = problemsIn((await readCatalog(tx)).filter((table) => /^platform\.(example|loose|v)$/.test(table.name)));
    expect(found.some((finding) => finding.problem.includes(problem))).toBe(true);
  }));

test('the policy of every tenant’s table is missed when it is gone', () =>
  asOwner(async (tx, run) => {
    const tenants = (await readCatalog(tx)).filter((table) => table.kind === 'table' && !globalTables.some((each) => each.table === table.name) && !behindFunctions.includes(table.name));
    for (const { name } of tenants) await run(`drop policy tenant on ${name}`);
    const found = problemsIn(await readCatalog(tx)).map((finding) => finding.table);
    expect(tenants.map((table) => table.name).filter((name) => !found.includes(name))).toEqual([]);
  }));

/** As the owner, in a transaction that is rolled back. */
async function asOwner(work: (tx: Parameters<typeof readCatalog>[0], run: (sql: string) => Promise<unknown>) => Promise<void>): Promise<void> {
  const url = ownerUrl();
  const owner = openDatabase({ appUrl: url, controlUrl: url, relayUrl: url, poolSize: 1 });
  const rollback = new Error('rolled back');
  try {
    await owner.transactionAsControl(async (tx) => {
      await work(tx, (sql) => tx.raw(sql.replaceAll('?', '\\?')));
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  } finally {
    await owner.close();
  }
}

const ownerUrl = () => workerDatabase().urls.ownerUrl!;
