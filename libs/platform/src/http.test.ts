import { Readable } from 'node:stream';
import express, { type RequestHandler } from 'express';
import supertest from 'supertest';
import { z } from 'zod';
import type { Actor, Ctx } from './context.js';
import { announce, defineEvent, uuid } from './events.js';
import { DomainError } from './errors.js';
import { accept } from './http/accept.js';
import { type Route, file, identifyRequest, mount, noSuchRoute, openapi, operatorRoute, page, pageOf, pageQuery, problems, publicRoute, reply, route } from './http.js';
import { type Id, newId } from './ids.js';
import { silentLog } from './log.js';
import { memoryRateLimiter } from './rate-limit.js';
import { actor, announced, withDatabase } from './testing.js';
import { wireId } from './typeid.js';

const thingId = wireId<Id<'ThingId'>, 'lst'>('lst');
const example = () => ({});
const thing = z.object({ id: thingId.wire, title: z.string() }).meta({ id: 'Thing' });

/** An API of these routes, asked by this actor; null is nobody. */
function api(routes: readonly Route[], who: Actor | null, base?: Ctx, options: Parameters<typeof mount>[1] = {}) {
  const app = express();
  const withContext: RequestHandler = (req, _res, next) => {
    const frame = { actor: who!, now: new Date(), log: silentLog, requestId: null };
    const none = () => Promise.reject(new Error('no database here'));
    if (who?.kind === 'operator') req.operatorCtx = { ...frame, inControlTx: none };
    if (who) req.ctx = base ? { ...base, actor: who } : ({ ...frame, tenantId: newId(), inTx: none, inRead: none } as unknown as Ctx);
    next();
  };
  app.use(identifyRequest(silentLog), express.json({ limit: '1mb' }), withContext, mount(routes, options), noSuchRoute, problems);
  return supertest(app);
}
const createThing = route({
  method: 'post', path: '/v1/vendor/things', summary: 'Make a thing', audience: 'vendor', permission: 'catalog.write', status: 201,
  body: z.strictObject({ title: z.string().trim().min(1).max(20), price: z.strictObject({ amount: z.int() }) }), response: thing, example,
  handle: async (_ctx, { body }) => ({ id: thingId.toWire(newId()), title: body.title, secret: 'never leaves' }),
});
const vendor = () => actor.vendor(newId());
const body = { title: ' Mug ', price: { amount: 1 } };
const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });

test('a body that comes as a stream is handed on, and nobody looks into it', () => {
  const stream = Object.defineProperty(Readable.from(['sku']), 'socket', { enumerable: true, get: () => { throw new Error('Somebody looked into the stream.'); } });
  expect(accept('body', z.custom<Readable>((value) => value instanceof Readable), stream)).toBe(stream);
});

test('what the contract does not name never leaves', async () => {
  const answer = await api([createThing], vendor()).post('/v1/vendor/things').send(body);
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({ id: expect.stringMatching(/^lst_/), title: 'Mug' });
  expect(answer.headers['cache-control']).toBe('no-store');
});

test.each([
  ['a wrong type', { ...body, title: 3 }, 'request.invalid', '/title', 'invalid_type'],
  ['an unknown field', { ...body, colour: 'blue' }, 'request.invalid', '/colour', 'unknown_field'],
  ['an unknown field further in', { ...body, price: { amount: 1, 'a/b': 2 } }, 'request.invalid', '/price/a~1b', 'unknown_field'],
  ['a missing field', { title: 'x' }, 'request.invalid', '/price', 'invalid_type'],
  ['an array', [], 'request.invalid', '', 'invalid_type'],
  ['a NUL, which PostgreSQL keeps nowhere', { ...body, title: 'a\u0000b' }, 'request.invalid', '/title', 'invalid_text'],
  ['half of a surrogate pair', { ...body, title: 'a\ud800b' }, 'request.invalid', '/title', 'invalid_text'],
  ['a NUL in a name', { ...body, price: { amount: 1, 'a\u0000': 2 } }, 'request.invalid', '/price', 'invalid_text'],
  ['a body that is nested too deeply', { title: nested(40) }, 'request.invalid', `/title${'/a'.repeat(32)}`, 'too_deep'],
])('%s is a 400 that points to it', async (_what, sent, code, pointer, issue) => {
  const answer = await api([createThing], vendor()).post('/v1/vendor/things').send(sent);
  expect(answer.status).toBe(400);
  expect(answer.type).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ status: 400, code, errors: [{ in: 'body', pointer, code: issue }], request_id: answer.headers['x-request-id'] });
});

test.each([
  ['no JSON at all', 'application/json', '{"title": ', 400, 'request.unreadable'],
  ['a body of two megabytes', 'application/json', JSON.stringify({ title: 'x'.repeat(2_000_000) }), 413, 'request.too_large'],
  ['a body of 200,000 brackets', 'application/json', `{"title":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 400, 'request.invalid'],
  ['another charset', 'application/json; charset=klingon', '{}', 415, 'request.unsupported'],
  ['no JSON type', 'text/plain', '{}', 400, 'request.invalid'],
])('%s is the caller’s fault and says so', async (_what, type, sent, status, code) => {
  const answer = await api([createThing], vendor()).post('/v1/vendor/things').set('Content-Type', type).send(sent);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('brackets are part of a name where the schema says so, and gather where it names what they belong to', async () => {
  const query = z.strictObject({ 'filter[status]': z.string().optional(), attr: z.record(z.string(), z.string()).optional() });
  const list = route({ method: 'get', path: '/v1/vendor/things', summary: 'List things', audience: 'vendor', permission: 'catalog.read', query, response: query, example, handle: async (_ctx, asked) => asked.query });
  const get = (search: string) => api([list], vendor()).get(`/v1/vendor/things?${search}`);
  expect((await get('filter[status]=draft&attr[colour]=green,blue&attr[size]=m')).body).toEqual({ 'filter[status]': 'draft', attr: { colour: 'green,blue', size: 'm' } });
  expect((await get('filter[state]=draft')).body.errors).toMatchObject([{ in: 'query', pointer: '/filter[state]', code: 'unknown_field' }]);
  expect((await get('__proto__[x]=1')).status).toBe(400);
});

test('an answer of ours that breaks the contract is our 500, not the caller’s 400', async () => {
  const broken = route({
    method: 'get', path: '/v1/vendor/broken', summary: 'Break', audience: 'vendor', permission: 'none', response: thing, example,
    handle: async () => ({ id: newId(), title: 'a bare UUID' }) as never,
  });
  const thrown = route({ method: 'get', path: '/v1/vendor/thrown', summary: 'Throw', audience: 'vendor', permission: 'none', example, handle: async () => z.object({ a: z.string() }).parse({}) as never });
  for (const path of ['/v1/vendor/broken', '/v1/vendor/thrown']) {
    const answer = await api([broken, thrown], vendor()).get(path);
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'internal', title: 'Something broke on our side.' });
    expect(answer.text).not.toContain('UUID');
  }
});

const readThing = route({
  method: 'get', path: '/v1/vendor/things/:thing_id', summary: 'Read', audience: 'vendor', permission: 'catalog.read', params: z.object({ thing_id: thingId }), response: thing,
  owner: 'params.thing_id', example, handle: async (_ctx, { params }) => ({ id: thingId.toWire(params.thing_id), title: params.thing_id }),
});

test('an id of another kind is a 400 that names the kind wanted', async () => {
  const id = newId<Id<'ThingId'>>();
  const wire = thingId.toWire(id);
  expect((await api([readThing], vendor()).get(`/v1/vendor/things/${wire}`)).body).toEqual({ id: wire, title: id });

  const wrong = await api([readThing], vendor()).get(`/v1/vendor/things/${wire.replace('lst', 'ord')}`);
  expect([wrong.status, wrong.body.code, wrong.body.title]).toEqual([400, 'request.wrong_id_type', 'This must be an id that begins with lst_.']);
  expect((await api([readThing], vendor()).get('/v1/vendor/things/lst_x')).body).toMatchObject({ status: 400, code: 'request.invalid' });
  expect((await api([readThing], vendor()).get('/v1/vendor/things/%E0%A4%A')).body).toMatchObject({ status: 400, code: 'request.unreadable' });
  expect((await api([readThing], vendor()).get(`/v1/vendor/things/${wire}?x=1`)).body).toMatchObject({ status: 400, errors: [{ in: 'query', pointer: '/x', code: 'unknown_field' }] });
  expect((await api([readThing], vendor()).get('/v1/vendor/nothing')).body).toMatchObject({ status: 404, code: 'request.no_such_route' });
});

const operate = operatorRoute({ method: 'get', path: '/v1/operator/tenants', summary: 'List', audience: 'operator', permission: 'tenancy.read', response: z.object({ ok: z.boolean() }), example, handle: async () => ({ ok: true }) });
const manage = route({ method: 'get', path: '/v1/admin/things', summary: 'List', audience: 'staff', permission: 'catalog.read', response: z.object({ ok: z.boolean() }), example, handle: async () => ({ ok: true }) });

test.each([
  ['nobody', null, 401, 'request.unauthenticated'],
  ['a vendor without the permission', actor.vendor(newId(), ['catalog.write']), 403, 'access.denied'],
  ['a vendor user without a vendor', { ...actor.vendor(''), vendorId: null }, 403, 'access.denied'],
  ['staff', actor.staff(), 403, 'access.denied'],
  ['a shopper', actor.shopper(), 403, 'access.denied'],
  ['an operator', actor.operator(), 403, 'access.denied'],
])('%s does not get into a vendor’s route', async (_who, who, status, code) => {
  const answer = await api([readThing], who).get(`/v1/vendor/things/${thingId.toWire(newId())}`);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('staff routes are for staff, operator routes for operators, whatever their permissions are called', async () => {
  expect((await api([manage], actor.staff()).get('/v1/admin/things')).body).toEqual({ ok: true });
  expect((await api([manage], vendor()).get('/v1/admin/things')).status).toBe(403);
  expect((await api([manage], { kind: 'api_key', id: 'k', vendorId: newId(), permissions: actor.staff().permissions }).get('/v1/admin/things')).status).toBe(403);
  expect((await api([operate], actor.operator()).get('/v1/operator/tenants')).body).toEqual({ ok: true });
  expect((await api([operate], actor.staff()).get('/v1/operator/tenants')).status).toBe(401);
});

test('a refusal of the domain keeps its code, its words and its details', async () => {
  const refuse = route({
    method: 'put', path: '/v1/vendor/refusal', summary: 'Refuse', audience: 'vendor', permission: 'none', example,
    handle: async () => { throw new DomainError('catalog.listing_not_ready', 'conflict', 'The listing still lacks: price.', { missing: ['price'], amount: 5n }); },
  });
  const answer = await api([refuse], vendor()).put('/v1/vendor/refusal');
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ code: 'catalog.listing_not_ready', title: 'The listing still lacks: price.', details: { missing: ['price'], amount: '5' } });
});

test('versions: an ETag leaves with the view, and a change without If-Match is a 428', async () => {
  const edit = route({
    method: 'patch', path: '/v1/vendor/edit', summary: 'Edit', audience: 'vendor', permission: 'none', etag: true, body: z.strictObject({}), response: z.object({ version: z.int() }), example,
    handle: async (_ctx, { request }) => ({ version: request.ifMatch! + 1 }),
  });
  const call = (header: Record<string, string>) => api([edit], vendor()).patch('/v1/vendor/edit').set(header).send({});
  const done = await call({ 'If-Match': '"3"' });
  expect([done.status, done.headers['etag'], done.body]).toEqual([200, '"4"', { version: 4 }]);
  expect((await call({})).body).toMatchObject({ status: 428, code: 'request.if_match_required' });
  expect((await call({ 'If-Match': '*' })).body).toMatchObject({ status: 400, code: 'request.if_match_invalid' });
});

test('replies carry their own status, headers and cookies, and files their name', async () => {
  const signIn = publicRoute({
    method: 'post', path: '/v1/sessions', summary: 'Sign in', audience: 'public', body: z.strictObject({}), response: z.object({ ok: z.boolean() }), example,
    handle: async ({ request }) => reply({ ok: request.cookies['old'] === '1' }, { status: 201, cookies: [{ name: 'session', value: 'a b', maxAgeSeconds: 60 }], headers: { Location: '/here' } }),
  });
  const download = route({ method: 'get', path: '/v1/vendor/file', summary: 'Get', audience: 'vendor', permission: 'none', produces: 'text/csv', example, handle: async () => file(Readable.from(['a,b\n', '1,2\n']), { contentType: 'text/csv', filename: 'prices "März".csv' }) });
  const signedIn = await api([signIn], null).post('/v1/sessions').set('Cookie', 'old=1').send({});
  expect([signedIn.status, signedIn.body, signedIn.headers['location']]).toEqual([201, { ok: true }, '/here']);
  expect(signedIn.headers['set-cookie']).toEqual(['session=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax']);

  const csv = await api([download], vendor()).get('/v1/vendor/file');
  expect([csv.text, csv.headers['content-type']]).toEqual(['a,b\n1,2\n', 'text/csv; charset=utf-8']);
  expect(csv.headers['content-disposition']).toBe(`attachment; filename="prices _M_rz_.csv"; filename*=UTF-8''prices%20_M%C3%A4rz_.csv`);
});

test('a list goes on behind its last row, and a cursor of elsewhere is refused', async () => {
  const numbers = Array.from({ length: 7 }, (_, n) => n + 1);
  const list = route({
    method: 'get', path: '/v1/vendor/numbers', summary: 'List', audience: 'vendor', permission: 'none', query: z.strictObject({ ...pageQuery }), response: pageOf(z.int()), example,
    handle: async (_ctx, { query }) => {
      const cut = page(query, z.int());
      return cut.answer(numbers.filter((n) => n > (cut.after ?? 0)).slice(0, cut.limit), (n) => n, (n) => n * 10);
    },
  });
  const get = (query: string) => api([list], vendor()).get(`/v1/vendor/numbers?${query}`);
  const first = (await get('limit=3')).body;
  expect(first).toEqual({ data: [10, 20, 30], has_more: true, next: expect.any(String) });
  const second = (await get(`limit=4&after=${first.next}`)).body;
  expect(second).toEqual({ data: [40, 50, 60, 70], has_more: false, next: null });
  expect((await get('after=nonsense')).body).toMatchObject({ status: 400, code: 'request.cursor_invalid' });
  expect((await get('limit=0')).status).toBe(400);
  expect((await get('limit=101')).status).toBe(400);
});

test('who asks too often waits', async () => {
  const limiter = memoryRateLimiter({ read: { limit: 2, windowMs: 60_000 }, write: { limit: 2, windowMs: 60_000 }, search: { limit: 1, windowMs: 1 }, checkout: { limit: 1, windowMs: 1 }, export: { limit: 1, windowMs: 1 }, sign_in: { limit: 1, windowMs: 1 } });
  const asked = api([manage], actor.staff(), undefined, { limiter });
  const base = { tenantId: newId() } as unknown as Ctx;
  const staff = actor.staff();
  const same = () => api([manage], staff, base, { limiter }).get('/v1/admin/things');
  expect([(await same()).status, (await same()).status]).toEqual([200, 200]);
  const refused = await same();
  expect([refused.status, refused.body.code, refused.headers['retry-after'], refused.headers['ratelimit-remaining']]).toEqual([429, 'request.too_many', '30', '0']);
  expect((await asked.get('/v1/admin/things')).status).toBe(200);
});

test('guests of two marketplaces behind one address do not use up each other’s patience', async () => {
  const one = { limit: 1, windowMs: 60_000 };
  const limiter = memoryRateLimiter({ read: one, write: one, search: one, checkout: one, export: one, sign_in: one });
  const look = route({ method: 'get', path: '/v1/store/things', summary: 'Look', audience: 'shopper', permission: 'none', response: z.object({ ok: z.literal(true) }), example, handle: async () => ({ ok: true as const }) });
  const ask = (base: Ctx) => api([look], actor.shopper(), base, { limiter }).get('/v1/store/things');
  const [oma, solano] = [{ tenantId: newId() } as unknown as Ctx, { tenantId: newId() } as unknown as Ctx];

  expect([(await ask(oma)).status, (await ask(oma)).status, (await ask(solano)).status]).toEqual([200, 429, 200]);
});

const thingMoved = defineEvent('platform.thing_moved', 1, z.object({ thingId: uuid() }));
const move = route({
  method: 'post', path: '/v1/admin/moves', summary: 'Move', audience: 'staff', permission: 'none', idempotent: true, status: 201, body: z.strictObject({ n: z.int() }), response: z.object({ id: z.string(), n: z.int() }), example,
  handle: async (ctx, { body: { n } }) => {
    const id = newId();
    await ctx.inTx((tx) => announce(tx, thingMoved, { thingId: id }));
    if (n === 13) throw new DomainError('platform.unlucky', 'conflict', 'No.');
    if (n === 50) await new Promise((done) => setTimeout(done, 150));
    return { id, n };
  },
});
const withMoves = (work: (moves: { call(key: string | null, n: number, who?: Actor, base?: Ctx): supertest.Test; effects(): Promise<number>; other: Ctx }) => Promise<void>) =>
  withDatabase(async ({ ctx, newTenant }) => {
    const staff = actor.staff();
    await work({
      call: (key, n, who = staff, base = ctx) => api([move], who, base).post('/v1/admin/moves').set(key === null ? {} : { 'Idempotency-Key': key }).send({ n }),
      effects: async () => (await announced(ctx)).length,
      other: newTenant(),
    });
  });

test('the same key gives the same answer, and the effect happens once', () =>
  withMoves(async ({ call, effects, other }) => {
    const first = await call('key-0001', 1);
    expect([first.status, first.headers['idempotency-replayed']]).toEqual([201, undefined]);
    const second = await call('key-0001', 1);
    expect([second.status, second.body, second.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
    expect(await effects()).toBe(1);

    expect((await call('key-0001', 2)).body).toMatchObject({ status: 422, code: 'request.idempotency_key_reused' });
    expect(await effects()).toBe(1);
    // Another person's key, and another tenant's, are other keys.
    expect((await call('key-0001', 1, actor.staff())).body.id).not.toBe(first.body.id);
    expect((await call('key-0001', 1, undefined, other)).body.id).not.toBe(first.body.id);
    expect(await effects()).toBe(2);
  }));

test('the same key on two routes is two keys', () =>
  withDatabase(async ({ ctx }) => {
    const staff = actor.staff();
    const moveBack = route({ ...move, path: '/v1/admin/moves-back' } as unknown as Parameters<typeof route>[0]);
    const send = (path: string) => api([move, moveBack], staff, ctx).post(path).set('Idempotency-Key', 'key-0001').send({ n: 1 });
    const [there, back] = [await send('/v1/admin/moves'), await send('/v1/admin/moves-back')];
    expect([there.status, back.status, back.headers['idempotency-replayed']]).toEqual([201, 201, undefined]);
    expect(back.body.id).not.toBe(there.body.id);
    expect(await announced(ctx)).toHaveLength(2);
  }));

test('a key is needed, and neither too short nor too long', () =>
  withMoves(async ({ call, effects }) => {
    expect((await call(null, 1)).body).toMatchObject({ status: 400, code: 'request.idempotency_key_required' });
    expect((await call('short', 1)).body).toMatchObject({ status: 400, code: 'request.idempotency_key_invalid' });
    expect((await call('x'.repeat(256), 1)).body).toMatchObject({ status: 400, code: 'request.idempotency_key_invalid' });
    expect(await effects()).toBe(0);
  }));

test('a refusal leaves neither effect nor key behind', () =>
  withMoves(async ({ call, effects }) => {
    expect((await call('key-0013', 13)).status).toBe(409);
    expect(await effects()).toBe(0);
    expect((await call('key-0013', 14)).status).toBe(201);
    expect(await effects()).toBe(1);
  }));

test('while a call runs, another with its key is told so, and the effect still happens once', () =>
  withMoves(async ({ call, effects }) => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('key-0050', 50)));
    const byStatus = answers.map((answer) => answer.status).sort();
    expect(byStatus.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(byStatus.every((status) => status === 201 || status === 409)).toBe(true);
    expect(new Set(answers.filter((answer) => answer.status === 201).map((answer) => answer.body.id)).size).toBe(1);
    expect(await effects()).toBe(1);
  }));

test('a route that says something impossible about itself is not made', () => {
  const make = (spec: object) => () => route({ method: 'get', path: '/v1/vendor/x', summary: 'x', audience: 'vendor', permission: 'a.b', example, handle: async () => null, ...spec } as never);
  expect(make({ path: '/v1/admin/x' })).toThrow('prefix of its audience');
  expect(make({ permission: 'write' })).toThrow('context.verb');
  expect(make({ body: z.strictObject({}) })).toThrow('has a body');
  expect(make({ path: '/v1/vendor/:x' })).toThrow('path parameters');
  expect(() => mount([createThing, createThing])).toThrow('two routes');
});

test('the reference is made of the same schemas', () => {
  const document = openapi('Stoa', [createThing, readThing, move, operate]) as { paths: Record<string, Record<string, Record<string, unknown>>>; components: { schemas: Record<string, unknown> } };
  const read = document.paths['/v1/vendor/things/{thing_id}']!['get']!;
  expect(read).toMatchObject({
    operationId: 'getVendorThingsByThingId',
    parameters: [{ name: 'thing_id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }, 404: { content: { 'application/problem+json': {} } } },
  });
  expect(document.components.schemas['Thing']).toMatchObject({ type: 'object', required: ['id', 'title'] });
  expect(document.paths['/v1/admin/moves']!['post']).toMatchObject({ parameters: [{ name: 'Idempotency-Key', in: 'header', required: true }], responses: { 201: {}, 422: {} } });
  expect(JSON.stringify(document)).not.toContain('$defs');
});
