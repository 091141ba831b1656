import type { Request, RequestHandler } from 'express';
import { createContext, createOperatorContext, type Actor } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { DomainError } from '@stoa/platform/errors';
import type { Logger } from '@stoa/platform/log';
import { type AccessResolver, type Access, type Extractors, isApiKey } from '@stoa/identity';
import { unknownMarketplace, type TenantDirectory } from '@stoa/tenancy';
import type { TenantId } from '@stoa/platform/context';

export type OpenContextDeps = {
  db: Database;
  clock: { now(): Date };
  log: Logger;
  directory: TenantDirectory;
  extractors: Extractors;
  access: AccessResolver;
  /** Who a shopper's token belongs to in this marketplace, or null when it is not good here. */
  findShopper(tenantId: TenantId, token: string): Promise<{ id: string } | null>;
};

const guest: Actor = { kind: 'shopper', id: 'guest', vendorId: null, permissions: new Set() };

/** Which marketplace is this, and who is asking? Answered once; everything behind this line receives `ctx` and asks nobody.
 *  A marketplace is named by its publishable key or by a host that is proven to be its own. Whoever names none gets a plain 404, never a default. */
export const openStoreContext = (deps: OpenContextDeps): RequestHandler => async (req, _res, next) => {
  const key = req.get('stoa-publishable-key');
  const tenant = key === undefined ? await deps.directory.byHost(req.hostname ?? '') : await deps.directory.byKey(key);
  if (!tenant) throw unknownMarketplace();
  const token = bearerOf(req);
  const shopper = token === null ? null : await deps.findShopper(tenant.tenantId, token);
  if (token !== null && !shopper) throw sessionOver();
  const actor = shopper ? { ...guest, id: shopper.id } : guest;
  req.ctx = createContext(deps.db, { tenantId: tenant.tenantId, actor, now: deps.clock.now(), log: logFor(deps, req, tenant.tenantId, actor), requestId: req.requestId ?? null });
  next();
};

const READS = ['GET', 'HEAD'];

/** Staff and vendors' people: the marketplace stands in the signed token, no host is looked up. */
export const openTokenContext = (deps: OpenContextDeps): RequestHandler => async (req, _res, next) => {
  const access = await accessOf(deps, req);
  if (access) {
    const { tenantId, actor, isVisit } = access;
    if (tenantId === null) throw new DomainError('access.no_marketplace', 'forbidden', 'Choose the marketplace you want to work in first.');
    if (isVisit && !READS.includes(req.method)) throw new DomainError('access.read_only', 'forbidden', 'You look at this marketplace as an operator: you see what its staff see, and can change nothing.');
    req.ctx = createContext(deps.db, { tenantId, actor, now: deps.clock.now(), log: logFor(deps, req, tenantId, actor), requestId: req.requestId ?? null }, { isReadOnly: isVisit });
  }
  next();
};

/** The operator: a context without any tenant. Others who are signed in get one too, and are refused by their kind. */
export const openOperatorContext = (deps: OpenContextDeps): RequestHandler => async (req, _res, next) => {
  const access = await accessOf(deps, req);
  if (access) {
    req.operatorCtx = createOperatorContext(deps.db, { actor: access.actor, now: deps.clock.now(), log: logFor(deps, req, null, access.actor), requestId: req.requestId ?? null });
  }
  next();
};

/** Null without a token (the route then answers 401); a token that is not good any more is a 401 that says so. */
async function accessOf(deps: OpenContextDeps, req: Request): Promise<Access | null> {
  if (req.get('authorization') === undefined) return null;
  const token = bearerOf(req);
  if (token !== null && isApiKey(token)) return (await deps.access.resolveKey(token)) ?? refuseKey();
  const claims = await deps.extractors.accessClaims({ headers: { authorization: req.get('authorization') } });
  const access = claims && (await deps.access.resolve(claims));
  if (!access) throw sessionOver();
  return access;
}

const bearerOf = (req: Request): string | null => {
  const header = req.get('authorization');
  if (header === undefined) return null;
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (token === undefined) throw sessionOver();
  return token;
};

const refuseKey = (): never => {
  throw new DomainError('identity.api_key_not_good', 'unauthenticated', 'This API key is not good, or not any more.');
};

const sessionOver = () => new DomainError('identity.session_over', 'unauthenticated', 'This session has ended. Sign in again.');

const logFor = (deps: OpenContextDeps, req: Request, tenantId: TenantId | null, actor: Actor): Logger =>
  (req.log ?? deps.log).child({ ...(tenantId ? { tenant: tenantId } : {}), actor: actor.id, kind: actor.kind });
