import type { Server } from 'node:http';
import type { Knex } from 'knex';
import request, { type Response } from 'supertest';
import type { TenantId } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import type { Example, Route } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { encode } from '@stoa/platform/typeid';

/** Who calls: a token of somebody who works here or shops here, and the marketplace's key for shoppers' routes. */
export type Caller = { token?: string | undefined; key?: string | undefined };
export const nameOf = (route: Pick<Route, 'method' | 'path'>): string => `${route.method.toUpperCase()} ${route.path}`;

/** Calls a route with an example. Each call is a new intention: it has an Idempotency-Key of its own, unless the example is about keys. */
export async function call(server: Server, route: Pick<Route, 'method' | 'path'>, example: Example, who: Caller = {}): Promise<Response> {
  const path = route.path.replaceAll(/:([a-z_]+)/g, (_part, name: string) => encodeURIComponent(example.params?.[name] ?? `missing-${name}`));
  const calling = request(server)[route.method](`${path}${searchOf(example.query ?? {})}`);
  const headers: Record<string, string> = {
    ...(who.key === undefined ? {} : { 'Stoa-Publishable-Key': who.key }), ...example.headers, ...(who.token === undefined || example.headers?.['Authorization'] !== undefined ? {} : { Authorization: `Bearer ${who.token}` }),
  };
  if (headers['Idempotency-Key']?.startsWith('route-test')) headers['Idempotency-Key'] = `route-test-${newId()}`;
  for (const [name, value] of Object.entries(headers)) void calling.set(name, value);
  return example.body === undefined ? calling : calling.send(example.body as object);
}

/** As a browser writes it. The test client's own way loses a field called `__proto__`. */
function searchOf(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (Array.isArray(value)) return value.map((each) => [name, String(each)]);
    if (value !== null && typeof value === 'object') return Object.entries(value).map(([inner, each]) => [`${name}[${inner}]`, String(each)]);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

const WIRE_ID = /^([a-z]{3})_[0-9a-hjkmnp-tv-z]{26}$/;

/** Where the name of the thing stands that a call is about: `params.order_id`, `body.levels.0.variant_id`, `headers.stoa-cart`. */
export function ownerIn(example: Example, owner: string): { path: readonly string[]; named: string } {
  const [where, ...path] = owner.split('.') as [keyof Example, ...string[]];
  const found = path.map((step, at) => (at === path.length - 1 ? spelled(partAt(example[where], path.slice(0, -1)), step) : step));
  return { path: [where, ...found], named: String(partAt(example[where], found)) };
}

/** Headers are written as people like. */
const spelled = (holder: unknown, step: string): string => Object.keys(holder as object).find((key) => key.toLowerCase() === step.toLowerCase()) ?? step;

/** A name of the same kind that nobody has. */
export function strangerTo(value: string): string {
  const prefix = WIRE_ID.exec(value)?.[1];
  if (prefix) return encode(prefix, newId());
  if (/^[a-z0-9-]+$/.test(value)) return 'nobody-knows-this';
  return value.replaceAll(/[A-Za-z0-9]/g, (letter) => (letter === 'x' ? 'y' : 'x'));
}

export const partAt = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], value);

/** A copy with another value in one place. */
export function changed(example: Example, path: readonly string[], value: unknown): Example {
  const copy = copyOf(example) as Example;
  const holder = partAt(copy, path.slice(0, -1)) as Record<string, unknown>;
  Object.defineProperty(holder, path.at(-1)!, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

const copyOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copyOf);
  return value === null || typeof value !== 'object' || Buffer.isBuffer(value) ? value : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copyOf(part)]));
};

/** Every place in a value, outermost first. */
export function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => [[...path, name], ...placesIn(part, [...path, name])]);
}

/** Where two examples of one route name different things by their ids. */
export const idsOf = (mine: Example, theirs: Example): (readonly string[])[] =>
  placesIn(mine).filter((path) => {
    const [one, other] = [partAt(mine, path), partAt(theirs, path)];
    return typeof one === 'string' && typeof other === 'string' && one !== other && WIRE_ID.test(one) && WIRE_ID.test(other);
  });

/** An answer without what differs from call to call. */
export const comparable = (response: Response, names: readonly string[]): { status: number; body: unknown } => {
  const { request_id: _request, ...body } = response.body as Record<string, unknown>;
  return { status: response.status, body: JSON.parse(names.reduce((text, name) => text.replaceAll(name, '…'), JSON.stringify(body))) };
};

/** One text for all rows of a tenant in every table the app may read: nothing changed means the same text; that somebody asked (`last_used_at`) is no change.
 *  With a vendor: its rows alone. */
export async function fingerprintOf(db: Database, tenantId: TenantId, vendorId: string | null = null): Promise<string> {
  return db.transactionAs(tenantId, 'read write', async (tx) => {
    const parts = (await tablesOf(tx)).filter(({ hasVendor }) => vendorId === null || hasVendor).map(({ name }) =>
      `select '${name}' as name, md5(string_agg(t.line, '|' order by t.line)) as sum from (select (to_jsonb(r) - 'last_used_at')::text as line from ${name} r where tenant_id = '${tenantId}'${vendorId === null ? '' : ` and vendor_id = '${vendorId}'`}) t`);
    const { rows } = await tx.raw<{ rows: { name: string; sum: string | null }[] }>(parts.join(' union all '));
    return rows.map(({ name, sum }) => `${name} ${sum}`).join('\n');
  });
}

type Table = { readonly name: string; readonly hasVendor: boolean };
let tables: Promise<Table[]> | null = null;
/** Every table with rows of tenants that the app may read; asked for once, as no test makes a table. */
function tablesOf(tx: Knex.Transaction): Promise<Table[]> {
  tables ??= tx.raw<{ rows: Table[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name, exists (select 1 from pg_attribute v where v.attrelid = c.oid and v.attname = 'vendor_id') as "hasVendor"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'bullmq') and has_table_privilege(c.oid, 'select') order by 1`).then(({ rows }) => rows);
  return tables;
}
