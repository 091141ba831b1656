export { type FieldError, accept } from './http/accept.js';
export { forgetOldKeys, onceOnly, requireKey } from './http/idempotency.js';
export { type HotReads, openHotReads } from './http/hot-reads.js';
export { type MountOptions, mount } from './http/mount.js';
export { openapi, operationId } from './http/openapi.js';
export { type Cut, type Page, type PageQuery, page, pageOf, pageQuery, readCursor, writeCursor } from './http/page.js';
export { STATUS, noSuchRoute, problems, sendProblem } from './http/problems.js';
export { identifyRequest } from './http/request.js';
export {
  type Audience, type Cookie, type Example, type Input, type Method, type OperatorSpec, type PublicSpec, type ReplyOptions, type RequestFacts, type Route, type Spec,
  FileReply, Reply, StoredReply, type StoredAnswer, file, operatorRoute, publicRoute, reply, route, storedAnswer, storedReply, storedText,
} from './http/route.js';
export type { RouteWorld, TenantWorld, VendorWorld, ShopperWorld, SessionWorld } from './http/route-world.js';
