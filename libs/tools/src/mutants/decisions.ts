/* eslint-disable no-template-curly-in-string -- what stands in quotes here is code */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Change } from './jest.js';

/** A change of the code, and the tests that must notice it: the first group that does is enough, the later ones are dearer. */
export type CodeMutant = { readonly name: string; readonly change: Change; readonly tests: readonly (readonly string[])[] };

const ROUTES = 'apps/api/src/route.test.ts';
/** `export const mayEdit = (actor: Actor, …): boolean =>` and `export function mayInvite(actor: Actor, …): boolean {`. */
const DECISION = /^export (const|function) (may[A-Z]\w*)( = )?\((?:actor|from): [\s\S]*?\): boolean/gm;
/** `if (!MOVES[listing.status].includes(status)) throw …;`: a state machine that refuses. */
const REFUSED_MOVE = /^ {2}if \(!MOVES\[.*\) throw .*;$/gm;

/** Every pure decision on who may do what, and on what may become what, replaced by yes. */
export function everyDecision(): CodeMutant[] {
  return filesBelow('libs/contexts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const decisions = [...text.matchAll(DECISION)].map(([, kind, name]): CodeMutant => {
      const declaration = kind === 'const' ? `export const ${name} =` : `export function ${name}(`;
      const yes = `export const ${name} = () => true;\n`;
      return { name: `${name} in ${file} says yes to everything`, change: { file, from: declaration, to: `${yes}${kind === 'const' ? `const ${name}Before =` : `function ${name}Before(`}` }, tests: testsFor(file) };
    });
    const moves = [...text.matchAll(REFUSED_MOVE)].map(([from]): CodeMutant => ({ name: `${file} moves from anything to anything: ${from.trim()}`, change: { file, from, to: '' }, tests: testsFor(file) }));
    return [...decisions, ...moves];
  });
}

/** Its own, then those of its noun, then those of its context, then every route. */
function testsFor(file: string): string[][] {
  const context = /^libs\/contexts\/[a-z]+/.exec(file)![0];
  const own = testsBelow(dirname(file)).filter((test) => test === file.replace(/\.ts$/, '.test.ts'));
  const near = testsBelow(dirname(file)).filter((test) => !own.includes(test));
  const far = testsBelow(context).filter((test) => !own.includes(test) && !near.includes(test));
  return [own, near, far, [ROUTES]].filter((tests) => tests.length > 0);
}

const testsBelow = (directory: string): string[] => filesBelow(directory, /\.test\.ts$/);
function filesBelow(directory: string, pattern = /(?<!\.(test|errors|testing|d))\.ts$/): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => pattern.test(name) && !name.includes('node_modules')).map((name) => `${directory}/${name}`).sort();
}

const mount = 'libs/platform/src/http/mount.ts';
const OPEN_CONTEXT = ['apps/api/src/open-context.test.ts'];
const http = ['libs/platform/src/http.test.ts'];
/** The other locks, by hand: where a tenant, a vendor or a caller is told from another. */
export const locks: readonly CodeMutant[] = [
  lock('a route asks no kind of person', mount, 'if (!rightKind) throw', 'if (!rightKind && r.path === "") throw', [http]),
  lock('a route asks no permission', mount, "if (r.permission !== 'none' && !actor.permissions.has(r.permission)) {", "if (r.permission !== 'none' && actor.permissions === null) {", [http]),
  lock('who acts for no vendor passes for one', mount, "(r.audience !== 'vendor' || actor.vendorId !== null)", 'true', [http, [ROUTES]]),
  lock('a vendor’s key passes for the staff’s', mount, "(r.audience !== 'staff' || actor.vendorId === null)", 'true', [http, [ROUTES]]),
  lock('guests of two marketplaces share their haste', mount, '`${tenant} ${who}`', '`${who}`', [http]),
  lock('an idempotency key is everybody’s', 'libs/platform/src/http/idempotency.repository.ts', 'keys(ctx).where({ principal, route, key })', 'keys(ctx).where({ route, key })', [http]),
  lock('an idempotency key is the same on every route', 'libs/platform/src/http/idempotency.repository.ts', 'keys(ctx).where({ principal, route, key })', 'keys(ctx).where({ principal, key })', [http]),
  lock('a proxy nobody knows names the marketplace', 'apps/api/src/open-context.ts', "deps.directory.byHost(req.hostname ?? '')", "deps.directory.byHost(req.get('x-forwarded-host') ?? req.hostname)", [OPEN_CONTEXT]),
  lock('a token of another marketplace’s shopper makes a guest', 'apps/api/src/open-context.ts', 'if (token !== null && !shopper) throw sessionOver();', '', [OPEN_CONTEXT]),
  lock('a token names a place of another marketplace', 'libs/contexts/identity/src/session/resolve-access.ts', 'if (!place || place.tenantId !== claims.tenantId) return null;', 'if (!place) return null;', [OPEN_CONTEXT]),
  lock('a shopper known in one marketplace is known in all', 'libs/contexts/customers/src/customer/find-shopper.ts', '`${tenantId} ${hashToken(token)}`', '`${hashToken(token)}`', [OPEN_CONTEXT]),
  lock('files of all marketplaces lie in one place', 'libs/platform/src/files.ts', '`tenant/${tenantId}/${path}`', '`tenant/all/${path}`', [['libs/platform/src/files.test.ts']]),
  lock('a key of a file leads anywhere', 'libs/platform/src/files.ts', '/^(?!.*\\.\\.)[a-zA-Z0-9_-][a-zA-Z0-9/_.-]*$/', '/^.+$/', [['libs/platform/src/files.test.ts']]),
  lock('results of one marketplace are kept for all', 'libs/contexts/search/src/results/search.routes.ts', '`${ctx.tenantId}:${key}`', '`${key}`', [OPEN_CONTEXT]),
  lock('a transaction takes any text for a tenant', 'libs/platform/src/database.ts', "invariant(UUID_PATTERN.test(tenantId), 'a transaction needs a tenant');", '', [['libs/platform/src/database.test.ts']]),
  lock('who speaks for one vendor speaks for all', 'libs/platform/src/context.ts', 'actor.vendorId === vendorId);', 'actor.vendorId !== null);', [['libs/contexts/vendors/src/vendor/vendor.test.ts']]),
  lock('a swallowed error is a success', 'libs/platform/src/database.ts', "if (command === 'ROLLBACK')", "if (command === 'NEVER')", [['libs/platform/src/database.test.ts']]),
  lock('a webhook of one marketplace speaks for another', 'libs/contexts/payments/src/inbox/receive-webhook.ts', 'notice.tenantId !== null && notice.tenantId !== endpoint.tenantId', 'notice.tenantId === "nobody"', [testsBelow('libs/contexts/payments/src/inbox'), ['apps/api/src/payments-webhooks.test.ts']]),
  lock('a second delivery is a first one', 'libs/platform/src/events.ts', 'if (!(await insertReceipt(tx, handler, event.id))) return;', 'await insertReceipt(tx, handler, event.id);', [['libs/platform/src/events.test.ts']]),
  lock('a task closed by another is settled again', 'libs/platform/src/events/tasks.ts', 'if (await closeTask(tx, task.id)) await', 'await closeTask(tx, task.id); await', [['libs/platform/src/events.test.ts']]),
];

function lock(name: string, file: string, from: string, to: string, tests: readonly (readonly string[])[]): CodeMutant {
  return { name, change: { file, from, to }, tests: tests.filter((group) => group.length > 0) };
}
