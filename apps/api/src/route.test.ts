import { createServer, type Server } from 'node:http';
import type { Response } from 'supertest';
import type { Example, Method, Route } from '@stoa/platform/http';
import { type TestEnvironment, withDatabase } from '@stoa/platform/testing';
import { everyRoute } from './openapi.js';
import { type Caller, call, changed, comparable, fingerprintOf, idsOf, nameOf, ownerIn, partAt, strangerTo } from './route-calls.testing.js';
import { openContract } from './route-contract.testing.js';
import { watchStatements } from './route-statements.testing.js';
import { nonsenseFor } from './route-nonsense.testing.js';
import { buildWorlds, type Place, type Worlds } from './route-world.testing.js';

/** Every route of the API: nonsense gets a 4xx, strangers get nothing, its rightful caller gets through, and whatever is answered stands in /openapi.json.
 *  Generated from the routes themselves; one without a case fails here. */
let env: TestEnvironment;
let worlds: Worlds;
let here: Place;
let elsewhere: Place;
let server: Server;
let close: () => void;
let closed: Promise<void>;

beforeAll(async () => {
  await new Promise<void>((ready, failed) => {
    const until = new Promise<void>((resolve) => (close = resolve));
    closed = withDatabase(async (environment) => {
      env = environment;
      worlds = await buildWorlds(env);
      ({ here, elsewhere } = worlds);
      worlds.api.deps.db.onQuery(statements.hear);
      server = createServer(worlds.api.app).listen(0);
      ready();
      await until;
      await new Promise((resolve) => server.close(resolve));
      await worlds.api.close();
    });
    closed.catch(failed);
  });
}, 120_000);
afterAll(async () => {
  close();
  await closed;
});

const statements = watchStatements();
const routes = everyRoute();
const faultsOf = openContract(routes);
/** What a later call still needs is taken away last: first what reads, then what writes, then what deletes, and at the very end the sessions. */
const ENDS_SESSIONS = ['DELETE /v1/store/session', 'POST /v1/auth/sign-out'];
const order = (route: Route): number => (route.method === 'get' ? 0 : route.method === 'delete' ? 2 : 1);
const inOrder = [...routes].sort((a, b) => order(a) - order(b));
const named = (some: readonly Route[]) => some.map((route): [string, Route] => [nameOf(route), route]);
const lasting = named(inOrder.filter((route) => !ENDS_SESSIONS.includes(nameOf(route))));
const ending = named(inOrder.filter((route) => ENDS_SESSIONS.includes(nameOf(route))));

function rightful(place: Place, route: Route): Caller {
  switch (route.audience) {
    case 'staff': return { token: place.market.tokens.staff };
    case 'vendor': return { token: place.market.tokens.vendorA };
    case 'operator': return { token: worlds.operatorToken };
    case 'shopper': return { token: place.market.tokens.shopper, key: place.market.tenant.key };
    default: return {};
  }
}

/** The key of the same place, made by the same person. */
function keyFor(place: Place, route: Route): Caller | null {
  if (route.audience === 'staff') return { token: place.market.tokens.staffKey };
  return route.audience === 'vendor' ? { token: place.market.tokens.vendorAKey } : null;
}
/** What is about people and about keys, people do. */
const isForKeys = (route: Route): boolean => !route.permission.startsWith('identity.');

/** No answer to anybody may be one that the reference does not know. */
async function ask(route: Route, example: Example, who: Caller): Promise<Response> {
  const response = await send(server, route, example, who);
  expect({ route: nameOf(route), status: response.status, faults: faultsOf(route, response) }).toEqual({ route: nameOf(route), status: response.status, faults: [] });
  return response;
}

const withoutMarks = (response: Response, marks: readonly string[]): void => expect(marks.filter((mark) => (response.text ?? '').includes(mark))).toEqual([]);

/** How this side looked when it was last looked at, as long as nothing was sent since that may have changed it. */
let known: { of: string | null; print: string } | null = null;
let isWatched = false;
const send: typeof call = (...args) => {
  if (!isWatched) known = null;
  return call(...args);
};

const untouched = async (work: () => Promise<void>, vendorId: string | null = null): Promise<void> => {
  const look = () => fingerprintOf(env.db, here.market.ctx.tenantId, vendorId);
  const before = known?.of === vendorId ? known.print : await look();
  isWatched = true;
  await work().finally(() => { isWatched = false; known = null; });
  const print = await look();
  expect(print).toBe(before);
  known = { of: vendorId, print };
};

/** The caller's own call, about somebody else's thing: a refusal says the same as about nothing at all. */
async function doesNotExistFor(route: Route, who: Caller, mine: Example, marks: readonly string[]): Promise<void> {
  if (route.owner === null) {
    const response = await ask(route, mine, who);
    if (response.status < 300) withoutMarks(response, marks);
    return;
  }
  const { path, named } = ownerIn(route.example(here.world), route.owner);
  const instead = strangerTo(named);
  const [theirs, nobodys] = [await ask(route, changed(mine, path, named), who), await ask(route, changed(mine, path, instead), who)];
  expect(comparable(theirs, [named])).toEqual(comparable(nobodys, [instead]));
  expect([theirs.status, theirs.body]).toEqual([404, expect.objectContaining({ code: expect.stringMatching(/not_found|unknown|invitation_not_open/) })]);
}

/** The caller's own call with one id of somebody else in it, wherever ids may stand, is as good as with an id that nobody has. */
async function foreignIdsAreUnknown(route: Route, who: Caller, mine: Example, marks: readonly string[]): Promise<void> {
  const theirs = route.example(here.world);
  for (const path of idsOf(mine, theirs)) {
    const [foreign, random] = [String(partAt(theirs, path)), strangerTo(String(partAt(mine, path)))];
    const [one, other] = [await ask(route, changed(mine, path, foreign), who), await ask(route, changed(mine, path, random), who)];
    const where = path.join('.');
    if (one.status < 300) {
      withoutMarks(one, marks);
      expect([where, one.status]).toEqual([where, other.status]);
    } else expect([where, comparable(one, [foreign])]).toEqual([where, comparable(other, [random])]);
  }
}

async function refuseStrangers(route: Route): Promise<void> {
  const { tokens } = here.market;
  const example = route.example(here.world);
  const refuses = async (who: Caller, status: number, code: string) => {
    const { status: got, body } = await ask(route, example, who);
    expect([who, got, body.code]).toEqual([who, status, code]);
  };
  if (route.audience === 'shopper') return refuseStrangeShoppers(route, refuses);
  await refuses({}, 401, 'request.unauthenticated');
  for (const token of ['nonsense', tokens.shopper]) await refuses({ token }, 401, 'identity.session_over');
  const others: Record<string, string[]> = { staff: [tokens.vendorA, worlds.operatorToken], vendor: [tokens.staff, worlds.operatorToken], operator: [tokens.staff, tokens.vendorA] };
  for (const token of others[route.audience]!) await refuses({ token }, 403, token === worlds.operatorToken ? 'access.no_marketplace' : 'access.denied');
  if (route.permission !== 'none' && route.audience !== 'operator') await refuses({ token: route.audience === 'vendor' ? tokens.vendorBystander : tokens.bystander }, 403, 'access.denied');
  await refuseKeys(route, refuses);
}

/** A key that nobody has, keys of another kind, and keys that may do too little. */
async function refuseKeys(route: Route, refuses: (who: Caller, status: number, code: string) => Promise<void>): Promise<void> {
  const { tokens } = here.market;
  await refuses({ token: 'stoa_sk_nobody' }, 401, 'identity.api_key_not_good');
  const others: Record<string, string[]> = { staff: [tokens.vendorAKey], vendor: [tokens.staffKey], operator: [tokens.staffKey, tokens.vendorAKey] };
  for (const token of others[route.audience]!) await refuses({ token }, 403, 'access.denied');
  if (route.audience === 'operator') return;
  if (!isForKeys(route)) await refuses(keyFor(here, route)!, 403, 'access.denied');
  else if (route.permission !== 'none') await refuses({ token: route.audience === 'vendor' ? tokens.vendorBystanderKey : tokens.bystanderKey }, 403, 'access.denied');
}

async function refuseStrangeShoppers(route: Route, refuses: (who: Caller, status: number, code: string) => Promise<void>): Promise<void> {
  const { tokens, tenant } = here.market;
  await refuses({ key: 'pk_nobody_000000000000000000000000' }, 404, 'tenancy.unknown_marketplace');
  await refuses({}, 404, 'tenancy.unknown_marketplace');
  await refuses({ token: tokens.shopper, key: elsewhere.market.tenant.key }, 401, 'identity.session_over'); // a shopper of one marketplace is nobody in another
  await refuses({ token: tokens.staff, key: tenant.key }, 401, 'identity.session_over');
  if (route.path.startsWith('/v1/store/me')) await refuses({ key: tenant.key }, 401, expect.stringMatching(/\.sign_in_first$/) as string);
}

/** Nobody else gets through, and nothing of this side has changed or been seen. */
async function keepOthersOut(route: Route): Promise<void> {
  const { market } = here;
  const [othersOwn, vendorBsOwn, otherShoppersOwn] = [route.example(elsewhere.world), route.example({ ...here.world, vendorA: here.world.vendorB }), route.example({ ...here.world, shopper: market.otherShopper })];
  await untouched(async () => {
    if (route.kind !== 'public') await refuseStrangers(route);
    if (route.audience === 'operator') return;
    if (route.kind === 'public') return foreignIdsAreUnknown(route, {}, othersOwn, market.marks.tenant);
    await doesNotExistFor(route, rightful(elsewhere, route), othersOwn, market.marks.tenant);
    await foreignIdsAreUnknown(route, rightful(elsewhere, route), othersOwn, market.marks.tenant);
    if (route.audience === 'vendor' && route.owner !== null) await doesNotExistFor(route, { token: market.tokens.vendorB }, vendorBsOwn, market.marks.vendorA);
    const key = keyFor(elsewhere, route);
    if (key && isForKeys(route) && route.owner !== null) await doesNotExistFor(route, key, othersOwn, market.marks.tenant);
    if (route.audience === 'vendor' && isForKeys(route) && route.owner !== null) await doesNotExistFor(route, { token: market.tokens.vendorBKey }, vendorBsOwn, market.marks.vendorA);
    if (route.path.startsWith('/v1/store/me') && (route.owner !== null || route.method === 'get')) await doesNotExistFor(route, { token: market.tokens.otherShopper, key: market.tenant.key }, otherShoppersOwn, market.marks.shopper);
  });
  if (route.audience === 'shopper') await foreignIdsAreUnknown(route, { token: market.tokens.otherShopper, key: market.tenant.key }, otherShoppersOwn, market.marks.shopper);
  if (route.audience !== 'vendor') return;
  await untouched(async () => {
    if (route.owner === null) await doesNotExistFor(route, { token: market.tokens.vendorB }, vendorBsOwn, market.marks.vendorA);
    await foreignIdsAreUnknown(route, { token: market.tokens.vendorB }, vendorBsOwn, market.marks.vendorA);
  }, market.shop.potter.vendor.id);
}

/** A 2xx that says what the reference promises. */
async function letThrough(route: Route): Promise<void> {
  const response = await ask(route, route.example(here.world), rightful(here, route));
  expect([response.status, response.status < 300 ? null : response.body]).toEqual([response.status in route.answers ? response.status : route.status, null]);
  expect(response.status).toBeLessThan(300);
  if (route.etag) expect(response.headers['etag']).toMatch(/^"\d+"$/);
}

async function refuseNonsense(route: Route): Promise<void> {
  for (const { what, example, expected } of nonsenseFor(route, route.example(elsewhere.world))) {
    const response = await send(server, route, example, rightful(elsewhere, route));
    const isRight = expected === null ? response.status < 500 : expected.includes(response.status) || (ENDS_SESSIONS.includes(nameOf(route)) && response.status === 401);
    expect({ what, isRight, status: response.status, body: isRight ? null : response.body, faults: faultsOf(route, response) }).toEqual({ what, isRight: true, status: response.status, body: null, faults: [] });
  }
}

test('there is a case for every route, in two worlds that name different things', () => {
  expect(routes.length).toBeGreaterThan(120);
  for (const route of routes) expect([nameOf(route), route.example(here.world), route.example(elsewhere.world)]).toEqual([nameOf(route), expect.any(Object), expect.any(Object)]);
  expect(ending).toHaveLength(ENDS_SESSIONS.length);
});

test('an example that names a thing by its id is a route that says whose it is', () => {
  const silent = routes.filter((route) => route.owner === null && route.kind !== 'public' && placesOfIds(route).some((path) => path[0] === 'params'));
  expect(silent.map(nameOf)).toEqual([]);
});
const placesOfIds = (route: Route) => idsOf(route.example(here.world), route.example(elsewhere.world));

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle?: { stack?: Layer[] } };
const layersOf = (stack: readonly Layer[]): string[] =>
  stack.flatMap((layer) => (layer.route ? Object.keys(layer.route.methods).map((method) => `${method.toUpperCase()} ${layer.route!.path}`) : layersOf(layer.handle?.stack ?? [])));

test('nothing answers beside the routes but what is known here by name', () => {
  const known = new Set(routes.map(nameOf));
  expect(layersOf(worlds.api.app.behind.router.stack as unknown as Layer[]).filter((name) => !known.has(name)).sort()).toEqual([
    'GET /docs', 'GET /docs/scalar.js', 'GET /livez', 'GET /media/:tenant_id/:media_id/:file', 'GET /openapi.json', 'GET /readyz', 'POST /v1/webhooks/stripe/:gateway_account_id',
  ]);
});

test('what is no route answers with a problem too, whatever is sent', async () => {
  const methods: Method[] = ['get', 'post', 'put', 'patch', 'delete'];
  const patterns = routes.map((route) => ({ method: route.method, pattern: new RegExp(`^${route.path.replaceAll(/:[a-z_]+/g, '[^/]+')}$`) }));
  for (const route of new Map(routes.map((each) => [each.path, each])).values()) {
    const answers = (method: Method) => patterns.some((each) => each.method === method && each.pattern.test(route.path));
    for (const method of methods.filter((each) => !answers(each))) {
      const { status, type, body } = await send(server, { method, path: route.path }, { ...route.example(elsewhere.world), body: undefined }, rightful(elsewhere, route));
      expect([method, route.path, status, type, body.status]).toEqual([method, route.path, 404, 'application/problem+json', 404]);
    }
  }
});

describe('nobody else gets through', () => {
  test.each(lasting)('%s', (_name, route) => keepOthersOut(route), 30_000);
});
/** Some of it is harmless and gets through: from here on the other side is worn. */
describe('nonsense is refused, and breaks nothing', () => {
  test.each(lasting)('%s', (_name, route) => refuseNonsense(route), 30_000);
});
describe('an API key reads what its maker reads', () => {
  test.each(lasting.filter(([, route]) => route.method === 'get' && ['staff', 'vendor'].includes(route.audience) && isForKeys(route)))('%s', async (_name, route) => {
    const response = await ask(route, route.example(here.world), keyFor(here, route)!);
    expect([response.status, response.status < 300 ? null : response.body]).toEqual([route.status, null]);
  }, 30_000);
});
/** All that the staff read, but for the keys; of what they do, nothing. */
async function lookOnly(route: Route): Promise<void> {
  await untouched(async () => {
    const response = await ask(route, route.example(here.world), { token: worlds.visitorToken });
    if (route.method !== 'get') return expect([response.status, response.body.code]).toEqual([403, 'access.read_only']);
    if (route.permission === 'identity.keys' || route.audience === 'vendor') return expect([response.status, response.body.code]).toEqual([403, 'access.denied']);
    expect([response.status, response.status < 300 ? null : response.body]).toEqual([route.status, null]);
  });
}
describe('an operator who visits sees what the staff see, and changes nothing', () => {
  test.each(lasting.filter(([, route]) => ['staff', 'vendor'].includes(route.audience)))('%s', (_name, route) => lookOnly(route), 30_000);
  test('nor does a visit open the operator’s own desk, or another marketplace', async () => {
    for (const route of routes.filter((each) => each.audience === 'operator')) {
      const { status, body } = await ask(route, route.example(elsewhere.world), { token: worlds.visitorToken });
      expect([nameOf(route), status, body.code]).toEqual([nameOf(route), 403, 'access.denied']);
    }
    for (const route of routes.filter((each) => each.audience === 'staff' && each.method === 'get' && each.owner !== null && each.permission !== 'identity.keys')) {
      const response = await ask(route, route.example(elsewhere.world), { token: worlds.visitorToken });
      expect([nameOf(route), response.status]).toEqual([nameOf(route), 404]);
    }
  }, 60_000);
});
describe('the rightful caller gets through', () => {
  test.each(lasting)('%s', (_name, route) => letThrough(route), 30_000);
});
describe('so it is with the routes that end a session', () => {
  test.each(ending)('%s', async (_name, route) => {
    await keepOthersOut(route);
    await refuseNonsense(route);
    await letThrough(route);
  }, 30_000);
});

test('every statement of every route has named its tenant, though the policies would have kept it in bounds', () => {
  const heard = watchStatements();
  for (const sql of ['select tenant_id, id from inventory.warehouses', 'update "inventory"."warehouses" set "name" = ?', 'insert into inventory.warehouses (id) values (?)', 'delete from inventory.warehouses']) heard.hear(sql);
  for (const sql of ['select * from "inventory"."warehouses" where "tenant_id" = ?', 'select * from tenancy.plans', 'select 1', 'insert into inventory.warehouses (tenant_id, id) values (?, ?)']) heard.hear(sql);
  expect(heard.nameless()).toHaveLength(4);
  expect(statements.nameless()).toEqual([]);
});
