import { globalTables } from '../../../libs/tools/src/global-tables.js';

/** Statements that touch tables of tenants without naming the tenant: row-level security would save them, which is why nobody else notices. */
export function watchStatements(): { hear(sql: string): void; nameless(): string[] } {
  const nameless = new Set<string>();
  const globals = new Set(globalTables.map(({ table }) => table));
  return {
    hear: (sql) => {
      if (!ACROSS_TENANTS.test(sql) && tablesIn(sql).some((table) => !globals.has(table)) && !/\btenant_id\b/.test(conditionsOf(sql))) nameless.add(sql);
    },
    nameless: () => [...nameless].sort(),
  };
}

/** How far behind the relay is, which the operator asks as the relay. */
const ACROSS_TENANTS = /^select count\(\*\) as waiting, .* from platform\.outbox where relayed_at is null$/;

/** What stands behind `from` with a bracket is a function: it names the tenant itself. Behind `into` it is the columns. */
const READ = /\b(?:from|join)\s+"?([a-z_]+)"?\."?([a-z_]+)\b"?(?!\s*\()/gi;
const WRITTEN = /\b(?:update|into)\s+"?([a-z_]+)"?\."?([a-z_]+)/gi;
const tablesIn = (sql: string): string[] => [READ, WRITTEN].flatMap((pattern) => [...sql.matchAll(pattern)].map(([, schema, table]) => `${schema}.${table}`)).filter((name) => !/^(pg_catalog|information_schema)\./.test(name));

/** What a statement asks for is no condition: `select tenant_id from` names nobody. */
const conditionsOf = (sql: string): string => (/^\s*select\b/i.test(sql) ? sql.slice(sql.search(/\bfrom\b/i)) : /^\s*(update|delete)\b/i.test(sql) ? sql.slice(sql.search(/\bwhere\b|$/i)) : sql);
