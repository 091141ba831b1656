import { z } from 'zod';
import { currencies } from '../money.js';
import type { Audience, Route } from './route.js';

type Json = Record<string, unknown>;

/** The reference of the whole API, from the same schemas that check what comes in and goes out (OpenAPI 3.1). */
export function openapi(title: string, routes: readonly Route[], version = '1.0.0'): Json {
  const schemas: Json = { Problem: problemSchema };
  const paths: Record<string, Json> = {};
  for (const r of routes.filter((each) => !each.hidden)) {
    const path = r.path.replaceAll(/:([a-z_]+)/g, '{$1}');
    (paths[path] ??= {})[r.method] = operation(r, schemas);
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description: introduction },
    ...tagsOf(routes.filter((r) => !r.hidden)),
    paths,
    components: { schemas, securitySchemes },
  };
}

/** `GET /v1/vendor/listings/{listing_id}` is `getVendorListingsByListingId`. */
export const operationId = (r: Pick<Route, 'method' | 'path'>): string =>
  r.method + r.path.split('/').slice(2).filter(Boolean).map((step) => (step.startsWith(':') ? `By${pascal(step.slice(1))}` : pascal(step))).join('');

const tagOf = (r: Route): string => `${r.audience}: ${r.permission === 'none' ? (r.path.split('/')[3] ?? r.path.split('/')[2]) : r.permission.split('.')[r.audience === 'operator' ? 1 : 0]}`;

/** The reference is read by who one is: shoppers' pages first, for they are what most people build upon. */
const GROUPS: Readonly<Record<Audience, string>> = { shopper: 'Storefront', vendor: 'Vendors', staff: 'Marketplace staff', operator: 'Operator', public: 'Before anybody is known', provider: 'Webhooks we receive' };

function tagsOf(routes: readonly Route[]): Json {
  const names = [...new Set(routes.map(tagOf))].sort();
  const groups = Object.entries(GROUPS).map(([audience, name]) => ({ name, tags: names.filter((tag) => tag.startsWith(`${audience}: `)) }));
  const shown = (tag: string) => tag.slice(tag.indexOf(': ') + 2).replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  return { tags: groups.flatMap(({ tags }) => tags.map((name) => ({ name, 'x-displayName': shown(name) }))), 'x-tagGroups': groups.filter(({ tags }) => tags.length > 0) };
}

const introduction = `Everything that Stoa's own storefront and admin do goes through these calls.

- **Who asks.** \`/v1/store\` wants the marketplace's \`Stoa-Publishable-Key\` (it selects the marketplace and grants nothing), and a shopper's token where one is signed in. All else wants \`Authorization: Bearer\` with a session's token, or with an API key (\`stoa_sk_…\`) of the marketplace or of a vendor.
- **Amounts** are integer minor units of one of ${Object.keys(currencies).length} ISO currencies: \`{ "amount": 1999, "currency": "EUR" }\`. **Ids** are TypeIDs such as \`ord_01h455vb4pex5vsknk084sn02q\`. **Moments** are ISO 8601 in UTC.
- **Lists** come in pages: \`limit\`, and \`after\` with the \`next\` of the page before.
- **Refusals** are problem documents (RFC 9457) with a stable \`code\`; a 400 points to each field that was not understood. What the caller may not know of is a 404.
- **Writing once.** Calls that move money or goods want an \`Idempotency-Key\`; what people edit wants \`If-Match\` with the ETag they have seen.`;
const pascal = (text: string): string => text.split(/[-_.]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

function operation(r: Route, schemas: Json): Json {
  return {
    operationId: operationId(r),
    summary: r.summary,
    ...(r.description ? { description: r.description } : {}),
    tags: [tagOf(r)],
    ...(r.kind === 'public' ? {} : { security: [{ [r.audience === 'shopper' ? 'publishableKey' : 'bearer']: [] }] }),
    'x-stoa-permission': r.permission,
    parameters: [...fieldsOf(r.params, 'path', schemas), ...fieldsOf(r.query, 'query', schemas), ...headersOf(r)],
    ...(r.body ? { requestBody: { required: true, content: { [r.consumes]: { schema: toSchema(r.body, 'input', schemas) } } } } : {}),
    responses: {
      [r.status]: answerOf(r, 'Done.', schemas),
      ...Object.fromEntries(Object.entries(r.answers).filter(([status]) => isSuccess(status)).map(([status, description]) => [status, answerOf(r, description, schemas)])),
      ...Object.fromEntries(refusalsOf(r).map(([status, description]) => [status, { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }])),
    },
  };
}

const isSuccess = (status: string): boolean => status.startsWith('2');

function answerOf(r: Route, description: string, schemas: Json): Json {
  if (r.produces !== null) return { description: 'The file itself.', content: { [r.produces]: { schema: { type: 'string', format: 'binary' } } } };
  return r.response ? { description, content: { 'application/json': { schema: toSchema(r.response, 'output', schemas) } } } : { description };
}

function refusalsOf(r: Route): [string, string][] {
  const refusals: [string, string][] = [['400', 'Not understood.'], ['404', 'Nothing the caller may know of.'], ['429', 'Too often.'], ['503', 'Too much is going on at this moment: try again after the seconds of `Retry-After`.']];
  if (r.kind !== 'public') refusals.push(['401', 'Not signed in.'], ['403', 'Signed in, but not allowed.']);
  if (r.method !== 'get') refusals.push(['409', 'The state of things refuses.'], ['413', 'The body is too large.'], ['415', 'The body is encoded in a way that is not understood.']);
  if (r.idempotent) refusals.push(['422', 'The Idempotency-Key was used with another body.']);
  if (r.etag && r.method !== 'get') refusals.push(['412', 'Somebody changed it meanwhile.'], ['428', 'If-Match is missing.']);
  refusals.push(...Object.entries(r.answers).filter(([status]) => !isSuccess(status)));
  return refusals.sort(([a], [b]) => (a < b ? -1 : 1));
}

function headersOf(r: Route): Json[] {
  const header = (name: string, description: string, required = true) => ({ name, in: 'header', required, description, schema: { type: 'string' } });
  const optional = (name: string, description: string) => header(name, description, false);
  return [
    ...(r.audience === 'shopper' ? [optional('Stoa-Market', 'The code of the market the shopper is in; without it the default one.'), optional('Stoa-Locale', 'What the shopper reads best, such as `de`.')] : []),
    ...(r.path.startsWith('/v1/store/carts/current') ? [optional('Stoa-Cart', 'The token of the cart, from `POST /v1/store/carts`. Without it there is no such cart.')] : []),
    ...(r.idempotent ? [header('Idempotency-Key', '8 to 255 characters, new for each intention; answers are replayed for 7 days.')] : []),
    ...(r.etag && ['put', 'patch', 'delete'].includes(r.method) ? [header('If-Match', 'The ETag of the version you have seen.')] : []),
  ];
}

function fieldsOf(schema: z.ZodType | null, where: 'path' | 'query', schemas: Json): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input', schemas) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name, in: where, required: where === 'path' || required.includes(name), ...(description ? { description } : {}), schema: field,
  }));
}

/** `z.toJSONSchema` puts schemas with an id under `$defs`, at the root too: they belong among the components. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json & { $defs?: Record<string, Json> };
  for (const [id, definition] of Object.entries($defs)) {
    const { id: _id, $id: _own, ...body } = definition;
    schemas[id] = relinked(body);
  }
  const { id: rootId, ...rest } = root as Json & { id?: string };
  if (rootId) {
    schemas[rootId] = relinked(rest);
    return { $ref: `#/components/schemas/${rootId}` };
  }
  return relinked(root) as Json;
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, part]) => !isNoBound(key, part)).map(([key, part]) => [key, key === '$ref' && typeof part === 'string' ? part.replace('#/$defs/', '#/components/schemas/') : relinked(part)]),
  );
}

/** That a number is one JSON can carry is no bound worth telling, and makes odd examples. */
const isNoBound = (key: string, value: unknown): boolean => ['minimum', 'maximum'].includes(key) && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title'],
  properties: {
    type: { type: 'string', format: 'uri' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: decide by this, not by the title.' },
    title: { type: 'string', description: 'What happened and what to do.' },
    details: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'pointer', 'code', 'message'],
        properties: { in: { enum: ['path', 'query', 'body'] }, pointer: { type: 'string', description: 'JSON Pointer to the field.' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    request_id: { type: 'string' },
  },
};

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A session’s token or an API key.' },
  publishableKey: { type: 'apiKey', in: 'header', name: 'Stoa-Publishable-Key', description: 'Selects the marketplace; grants nothing.' },
};
