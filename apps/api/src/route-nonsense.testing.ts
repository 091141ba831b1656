import { z } from 'zod';
import type { Example, Route } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { changed, placesIn } from './route-calls.testing.js';

/** A call that no honest client makes, and the refusals that would be right; null where it may happen to be understood. Never is it our failure. */
export type Nonsense = { what: string; example: Example; expected: readonly number[] | null };

const JSON_TYPE = { 'Content-Type': 'application/json' };
const WRONG = [null, 12_345, -1, 1.5, 2_147_483_648, 1e300, 'x', '', ' ', true, [], {}, [[]], { deeper: { still: [] } }, 'ä'.repeat(600), 'a\u0000b', 'a\ud800', '__proto__', '9999-99-99', '275760-09-13T00:00:00Z', 'zzz_00000000000000000000000000'];
/** Further in, a few of each kind do. */
const WRONG_INSIDE = [null, -1, 2_147_483_648, 'x'.repeat(600), 'a\u0000b', true, [], {}, '9999-99-99'];
const WRONG_QUERY = ['', 'x'.repeat(5_000), '-1', '1e9', '2147483648', 'a\u0000b', '9999-99-99', ['a', 'b'], { a: 'b' }, Buffer.from('["x",1]').toString('base64url'), Buffer.from('["2026-01-01T00:00:00Z","x"]').toString('base64url')];
const WRONG_PARAM = ['%00', 'a\u0000b', "'; drop table x; --", '../../etc', 'x'.repeat(2_000), '__proto__', '💥'];

/** Everything wrong that can be said to a route. */
export function nonsenseFor(route: Route, example: Example): Nonsense[] {
  return [...wrongParams(example), ...wrongQueries(route, example), ...wrongHeaders(route, example), ...(Buffer.isBuffer(example.body) ? (route.consumes === 'text/csv' ? wrongTable(example) : wrongBytes(example)) : route.body ? wrongBodies(example) : unwantedBody(route, example))];
}

const named = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 24);

function wrongParams(example: Example): Nonsense[] {
  return Object.entries(example.params ?? {}).flatMap(([name, value]) => {
    const put = (what: string, instead: string, expected: Nonsense['expected'] = null): Nonsense => ({ what: `${what} in ${name}`, example: changed(example, ['params', name], instead), expected });
    const isId = /^[a-z]{3}_[0-9a-z]{26}$/.test(value);
    return [...(isId ? [put('a wrong prefix', `zzz_${value.slice(4)}`, [400]), put('a bare UUID', newId(), [400])] : []), ...WRONG_PARAM.map((wrong) => put(named(wrong), wrong, isId || wrong.includes('\u0000') ? [400] : null))];
  });
}

function wrongQueries(route: Route, example: Example): Nonsense[] {
  const known = route.query instanceof z.ZodObject ? Object.keys(route.query.shape) : [];
  const put = (name: string, value: unknown, expected: Nonsense['expected']): Nonsense => ({ what: `?${name}=${named(value)}`, example: changed({ ...example, query: { ...example.query } }, ['query', name], value), expected });
  return [put('zzz_unknown', '1', [400]), put('__proto__', '1', [400]), ...known.flatMap((name) => WRONG_QUERY.map((wrong) => put(name, wrong, null)))];
}

function wrongHeaders(route: Route, example: Example): Nonsense[] {
  const put = (name: string, value: string, expected: Nonsense['expected']): Nonsense => ({ what: `${name}: ${value.slice(0, 20)}`, example: { ...example, headers: { ...example.headers, [name]: value } }, expected });
  const without = (name: string, expected: readonly number[]): Nonsense => ({ what: `no ${name}`, example: { ...example, headers: Object.fromEntries(Object.entries(example.headers ?? {}).filter(([key]) => key.toLowerCase() !== name.toLowerCase())) }, expected });
  const long = 'x'.repeat(6_000);
  const needsVersion = route.etag && ['put', 'patch', 'delete'].includes(route.method);
  return [
    put('If-Match', 'nonsense', [400]),
    ...(needsVersion ? [without('If-Match', [428]), put('If-Match', '*', [400]), put('If-Match', '"999999"', [404, 409, 412])] : []),
    ...(route.idempotent ? [without('Idempotency-Key', [400]), put('Idempotency-Key', 'short', [400]), put('Idempotency-Key', long, [400])] : []),
    ...(route.kind === 'public' ? [] : [put('Authorization', `Bearer ${long}`, [401]), put('Authorization', 'Basic bm9ib2R5OnNlY3JldA==', [401])]),
    ...(route.audience === 'shopper' ? [put('Stoa-Cart', long, null), put('Stoa-Cart', '%00', null), put('Stoa-Market', 'zz-nowhere', null), put('Stoa-Publishable-Key', long, [404])] : []),
    put('Cookie', `stoa_refresh=${long}; ;=; __proto__=x`, null), put('Accept-Language', `zz-ZZ-nowhere,${long}`, null), put('X-Request-Id', long, null),
  ];
}

function wrongBodies(example: Example): Nonsense[] {
  const body = (example.body ?? {}) as Record<string, unknown>;
  const [field = 'zzz'] = Object.keys(body);
  const raw = (what: string, text: string | Buffer, expected: readonly number[], headers: Record<string, string> = JSON_TYPE): Nonsense => ({ what, example: { ...example, headers: { ...example.headers, ...headers }, body: text }, expected });
  const put = (path: readonly string[], wrong: unknown): Nonsense => ({ what: `${path.join('.')} = ${named(wrong)}`, example: changed(example, path, wrong), expected: null });
  return [
    raw('half a JSON', '{"a": [1, ', [400]), raw('no JSON', '<xml/>', [400]), raw('a list', '[]', [400]), raw('a huge body', JSON.stringify({ ...body, huge: 'x'.repeat(1_100_000) }), [413]),
    raw('a deep body', `{"${field}":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, [400]), raw('a text', JSON.stringify(body), [400], { 'Content-Type': 'text/plain' }),
    raw('a form', 'a=1&b=2', [400], { 'Content-Type': 'application/x-www-form-urlencoded' }), raw('a strange charset', '{}', [415], { 'Content-Type': 'application/json; charset=klingon' }),
    raw('what is not packed', '{}', [400], { ...JSON_TYPE, 'Content-Encoding': 'gzip' }), raw('a strange packing', '{}', [415], { ...JSON_TYPE, 'Content-Encoding': 'zzz' }),
    raw('a __proto__', `{"__proto__": {"is_operator": true}, ${JSON.stringify(body).slice(1)}`.replace(', }', '}'), [400]),
    raw('an unknown field', JSON.stringify({ ...body, zzz_unknown: 1 }), [400]), raw('fields that only we may set', JSON.stringify({ ...body, tenant_id: newId(), constructor: { prototype: {} } }), [400]),
    ...Object.keys(body).flatMap((name) => WRONG.map((wrong) => put(['body', name], wrong))),
    ...placesIn(body, ['body']).filter((path) => path.length > 2).flatMap((path) => WRONG_INSIDE.map((wrong) => put(path, wrong))),
  ];
}

function wrongBytes(example: Example): Nonsense[] {
  const bytes = (what: string, body: Buffer, expected: readonly number[]): Nonsense => ({ what, example: { ...example, body }, expected });
  const picture = example.body as Buffer;
  return [
    bytes('no picture', Buffer.from('<svg onload="alert(1)"/>'), [422]), bytes('half a picture', picture.subarray(0, picture.length - 30), [422]), bytes('a huge picture', Buffer.alloc(9_000_000, 1), [413]),
    { what: 'a picture called JSON', example: { ...example, headers: JSON_TYPE }, expected: [400] },
  ];
}

/** What stands in a table is judged after it has come in. */
const wrongTable = (example: Example): Nonsense[] => [
  { what: 'a huge table', example: { ...example, body: Buffer.alloc(64 * 1024 * 1024 + 1, 'a') }, expected: [413] },
  { what: 'a table called JSON', example: { ...example, headers: JSON_TYPE }, expected: [400] },
  { what: 'JSON called a table', example: { ...example, body: Buffer.from('{"a": [1') }, expected: null },
  { what: 'no table at all', example: { ...example, body: Buffer.alloc(0) }, expected: [400] },
];

const unwantedBody = (route: Route, example: Example): Nonsense[] =>
  route.method === 'get' ? [] : [{ what: 'a body where none belongs', example: { ...example, headers: { ...example.headers, ...JSON_TYPE }, body: '{"zzz": 1}' }, expected: [400] }];
