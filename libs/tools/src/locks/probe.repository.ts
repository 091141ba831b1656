import type { Knex } from 'knex';
import type { Table } from './catalog.query.js';

type Column = { name: string; type: string; isGenerated: boolean; hasDefault: boolean; isNullable: boolean; firstLabel: string | null; category: string };

/** A row of any table that its own constraints would refuse: the probe is about who sees it, so checks and foreign keys are taken off first (in a copy of the database). */
export async function dropChecks(owner: Knex.Transaction, tables: readonly Table[]): Promise<void> {
  const { rows } = await owner.raw(
    `select conrelid::regclass::text as name, conname from pg_constraint where contype in ('c', 'f', 'x') and conrelid::regclass::text = any (?) order by contype desc`,
    [tables.map((table) => table.name)],
  );
  for (const { name, conname } of rows as { name: string; conname: string }[]) await owner.raw(`alter table ${name} drop constraint if exists "${conname}"`);
}

/** SQL that writes one row with a value of the right type in every column that needs one. */
export async function insertSql(tx: Knex.Transaction, table: string, tenantId: string): Promise<string> {
  const columns = (await readColumns(tx, table)).filter((column) => !column.isGenerated && (column.name === 'tenant_id' || (!column.isNullable && !column.hasDefault)));
  const values = columns.map((column) => (column.name === 'tenant_id' ? `'${tenantId}'` : valueOf(column)));
  return `insert into ${table} (${columns.map((column) => `"${column.name}"`).join(', ')}) values (${values.join(', ')})`;
}

async function readColumns(tx: Knex.Transaction, table: string): Promise<Column[]> {
  const { rows } = await tx.raw(
    `select a.attname as name, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as type, a.attgenerated <> '' or a.attidentity <> '' as "isGenerated", a.atthasdef as "hasDefault",
        not a.attnotnull as "isNullable", t.typcategory as category, (select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder limit 1) as "firstLabel"
       from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  );
  return rows;
}

const VALUES: Readonly<Record<string, string>> = {
  uuid: `'01890a5d-ac96-774b-bcce-b302099a8057'`, jsonb: `'{}'`, json: `'{}'`, bytea: `decode(repeat('00', 32), 'hex')`, date: `'2026-03-01'`, boolean: 'true',
  'timestamp with time zone': `'2026-03-01T09:00:00Z'`, ltree: `'a'`, citext: `'probe'`, tsvector: `''`, xid8: `'5'`, interval: `'1 day'`, tstzrange: `'[2026-03-01,)'`, daterange: `'[2026-03-01,)'`, inet: `'127.0.0.1'`,
};

function valueOf({ name, type, category, firstLabel }: Column): string {
  if (firstLabel !== null) return `'${firstLabel}'`;
  const known = VALUES[type];
  if (known) return known;
  if (category === 'N') return '1';
  if (category === 'S') return type === 'character' || type === 'bpchar' ? `'P'` : `'planted'`;
  if (category === 'A') return `'{}'`;
  throw new Error(`The probe has no value for column ${name} of type ${type}: give it one in VALUES.`);
}
