import pg from 'pg';
import type { Harness } from '@stoa/platform/testing';
import { runTests } from './jest.js';
import type { Verdict } from './verdict.js';

/** A function of the database whose text reads differently; `from` may stand in it more than once, and then each is a mutant of its own. */
type FunctionMutant = { readonly name: string; readonly routine: string; readonly from: string; readonly to: string; readonly tests: readonly string[] };

const index = ['libs/contexts/search/src/document/postgres-index.test.ts', 'libs/contexts/search/src/document/read-state.test.ts'];

const columns = ['libs/contexts/search/src/columns/columns-index.test.ts'];

/** What stands between tenants where row-level security does not: functions with their owner's rights, and the one that sets the tenant. */
const mutants: readonly FunctionMutant[] = [
  { name: 'search answers whoever asks for another tenant', routine: 'search.guard', from: 'p_tenant is distinct from', to: 'false and p_tenant is distinct from', tests: index },
  ...['query', 'suggest', 'put', 'known'].map((verb): FunctionMutant => ({ name: `search.${verb} asks no guard`, routine: `search.${verb}`, from: 'perform search.guard(p_tenant);', to: '', tests: index })),
  ...['query', 'suggest', 'put', 'find'].map((verb): FunctionMutant => ({ name: `search.${verb} takes the documents of all tenants`, routine: `search.${verb}`, from: 'd.tenant_id = p_tenant and', to: '', tests: index })),
  ...['columns', 'changed'].map((verb): FunctionMutant => ({ name: `search.${verb} asks no guard`, routine: `search.${verb}`, from: 'perform search.guard(p_tenant);', to: '', tests: columns })),
  { name: 'search.columns tells the documents of all tenants', routine: 'search.columns', from: 'tenant_id = p_tenant and', to: '', tests: columns },
  { name: 'search.changed tells the changes of all tenants', routine: 'search.changed', from: 'tenant_id = p_tenant and', to: 'true and', tests: columns },
  { name: 'a change that commits late is not told', routine: 'search.changed', from: 'not pg_visible_in_snapshot(changed_in, v_since)', to: 'changed_in >= pg_snapshot_xmax(v_since)', tests: columns },
  { name: 'search.known tells the listings of all tenants', routine: 'search.known', from: 's.tenant_id = p_tenant and', to: '', tests: index },
  { name: 'an older state undoes a newer one', routine: 'search.put', from: 'where s.version < excluded.version', to: '', tests: index },
  { name: 'a tenant stays set on a pooled connection', routine: 'platform.set_tenant', from: 'set local app', to: 'set app', tests: ['libs/platform/src/database.test.ts'] },
];

/** Each in a template of its own, from which its tests make their databases. */
export async function judgeFunctions(harness: Harness, tell: (verdict: Verdict) => void): Promise<void> {
  for (const mutant of mutants) {
    for (const occurrence of await occurrencesOf(harness, mutant)) {
      const prefix = `${harness.prefix}_m`;
      const template = `${prefix}_template`;
      await onServer(harness.superUrl, null, (server) => server.query(`create database ${template} template ${harness.template} owner stoa_owner`).then(() => undefined));
      try {
        await onServer(harness.superUrl, template, (server) => server.query(occurrence.changed).then(() => undefined));
        await onServer(harness.superUrl, null, (server) => server.query(`create database ${prefix}_w1 template ${template} owner stoa_owner`).then(() => undefined));
        const { colour, detail } = await runTests(mutant.tests, { harness: { ...harness, template, prefix } });
        tell({ mutant: `${mutant.name}${occurrence.nth}`, isKilled: colour === 'red', detail });
      } finally {
        await onServer(harness.superUrl, null, async (server) => {
          const { rows } = await server.query<{ datname: string }>('select datname from pg_database where datname like $1', [`${prefix.replaceAll('_', '\\_')}\\_%`]);
          for (const { datname } of rows) await server.query(`drop database if exists ${datname} with (force)`);
        });
      }
    }
  }
}

async function occurrencesOf(harness: Harness, { routine, from, to }: FunctionMutant): Promise<{ nth: string; changed: string }[]> {
  const text = await onServer(harness.superUrl, harness.template, async (server) => (await server.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [routine])).rows[0]!.text);
  const parts = text.split(from);
  if (parts.length < 2) throw new Error(`The mutant of ${routine} does not fit any more: ${from}`);
  return parts.slice(1).map((_, at) => ({ nth: parts.length > 2 ? ` (place ${at + 1})` : '', changed: parts.slice(0, at + 1).join(from) + to + parts.slice(at + 1).join(from) }));
}

async function onServer<T>(url: string, database: string | null, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const at = new URL(url);
  if (database) at.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: at.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
