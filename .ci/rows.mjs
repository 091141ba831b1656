// rows.mjs <clone>: how many rows the running embedded database of that clone has in the tables that never shrink.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const tables = ['identity.users', 'vendors.vendors', 'catalog.listings', 'orders.order_groups', 'orders.orders', 'ledger.journals', 'ledger.entries', 'invoicing.documents', 'platform.audit'];
const { password, port } = JSON.parse(readFileSync(join(process.argv[2] ?? '', '.stoa/postgres/cluster.json'), 'utf8'));
// The superuser: row-level security hides every tenant's rows from the others.
const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'stoa' });
await client.connect();
const { rows } = await client.query('select name from unnest($1::text[]) as name where to_regclass(name) is not null', [tables]);
let sum = 0n;
for (const { name } of rows) sum += BigInt((await client.query(`select count(*) as n from ${name}`)).rows[0].n);
await client.end();
console.log(String(sum));
