import type { Knex } from 'knex';
import { type Database, openDatabase } from '@stoa/platform/database';
import type { TenantId } from '@stoa/platform/context';
import { newId } from '@stoa/platform/ids';
import { behindFunctions, globalTables } from '../global-tables.js';
import { type Table, readCatalog } from './catalog.query.js';
import { dropChecks, insertSql } from './probe.repository.js';

type Outcome = { rows: number } | { refused: string };
/** What strangers got of one row of a table. */
export type Probe = { table: string; rows: number; stranger: Record<'read' | 'update' | 'remove' | 'plant', Outcome>; relay: Outcome; control: Outcome; after: number };

/** Nothing seen and nothing changed: no row, or not even the right to ask. */
const nothing = (outcome: Outcome): boolean => ('rows' in outcome ? outcome.rows === 0 : outcome.refused === '42501');

/** Tables whose row its own tenant does not find as it was written. */
export const lostRows = (probes: readonly Probe[]): Probe[] => probes.filter((probe) => probe.rows !== 1 || probe.after !== 1);
/** Tables of which another tenant reads, changes, removes or plants a row. */
export const leaks = (probes: readonly Probe[]): Probe[] => probes.filter(({ stranger }) => !Object.values(stranger).every(nothing));
/** Tables of which the relay or the operator see rows. The relay may count what is due in the outbox and read two columns elsewhere; `select *` is refused. The operator sees nothing. */
export const overlooked = (probes: readonly Probe[]): Probe[] =>
  probes.filter((probe) => !globalOf(probe.table)).filter((probe) => !nothing(probe.control) || (probe.table !== 'platform.outbox' && !nothing(probe.relay)));

/** The tables that are probed, all or those named: their checks are taken off, and everybody may try to write. */
export async function openToProbes(db: Database, ownerUrl: string, only?: readonly string[]): Promise<Table[]> {
  const tables = await db.transactionAs(newId<TenantId>(), 'read only', async (tx) => (await readCatalog(tx)).filter((table) => isProbed(table) && (!only || only.includes(table.name))));
  await asOwner(ownerUrl, async (owner) => {
    await dropChecks(owner, tables);
    // Some tables are written by functions only. The policy has to hold all the same.
    for (const { name } of tables) await owner.raw(`grant select, insert on ${name} to stoa_app`);
  });
  return tables;
}

/** Writes a row in each table as one tenant, and tries as another, with raw SQL without a filter, what one may not. */
export async function probeTables(db: Database, tables: readonly Table[]): Promise<Probe[]> {
  const [tenantId, stranger] = [newId<TenantId>(), newId<TenantId>()];
  const probes: Probe[] = [];
  for (const { name, columns } of tables) {
    const insert = (owner: TenantId) => db.transactionAs(owner, 'read write', (tx) => insertSql(tx, name, tenantId).then((sql) => tx.raw(sql)));
    await insert(tenantId);
    const as = (who: TenantId, sql: string) => outcome(db.transactionAs(who, 'read write', (tx) => tx.raw(sql)));
    const column = columns.find((each) => each.name !== 'tenant_id')!.name;
    const count = async () => (await db.transactionAs(tenantId, 'read only', (tx) => tx.raw(`select 1 from ${name}`))).rowCount as number;
    const rows = await count();
    probes.push({
      table: name,
      rows,
      stranger: {
        read: await as(stranger, `select * from ${name}`),
        update: await as(stranger, `update ${name} set "${column}" = "${column}"`),
        remove: await as(stranger, `delete from ${name}`),
        plant: await outcome(insert(stranger)),
      },
      relay: await outcome(db.transactionAsRelay((tx) => tx.raw(`select * from ${name}`))),
      control: await outcome(db.transactionAsControl((tx) => tx.raw(`select * from ${name}`))),
      after: await count(),
    });
  }
  return probes;
}

/** Tenants' tables, and the global ones of which stoa_app sees its own tenant's rows. */
const isProbed = (table: Table): boolean =>
  table.kind === 'table' && !behindFunctions.includes(table.name) && (globalOf(table.name) === undefined || globalOf(table.name)!.tenantColumn !== null);
const globalOf = (name: string) => globalTables.find((each) => each.table === name);

async function outcome(work: Promise<{ rowCount: number | null }>): Promise<Outcome> {
  try {
    return { rows: (await work).rowCount ?? 0 };
  } catch (error) {
    return { refused: (error as { code?: string }).code ?? String(error) };
  }
}

/** As the owner of all tables, in one transaction. */
export async function asOwner<T>(url: string, work: (owner: Knex.Transaction) => Promise<T>): Promise<T> {
  const owner = openDatabase({ appUrl: url, controlUrl: url, relayUrl: url, poolSize: 1 });
  try {
    return await owner.transactionAsControl(work);
  } finally {
    await owner.close();
  }
}
