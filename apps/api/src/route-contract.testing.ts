import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';
import { openapi, type Route } from '@stoa/platform/http';

const BARE_ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/;
type Operation = { responses: Record<string, { content?: Record<string, unknown> }> };
export type FaultsOf = (route: Route, response: Response) => string[];

/** Holds answers to `/openapi.json`, as a client that believes it would: the status, the media type, and every field. */
export function openContract(routes: readonly Route[]): FaultsOf {
  const document = openapi('Stoa', routes);
  const paths = document['paths'] as Record<string, Record<string, Operation>>;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'api');
  return (route, response) => {
    const path = route.path.replaceAll(/:([a-z_]+)/g, '{$1}');
    const documented = paths[path]?.[route.method]?.responses[response.status];
    if (!documented) return [`status ${response.status} is not documented: ${response.text}`];
    if (!documented.content) return response.text || Buffer.isBuffer(response.body) ? ['there is a body, and none is documented'] : [];
    const [type] = Object.keys(documented.content);
    if (response.type !== type) return [`it is ${response.type}, documented is ${type}`];
    if (!type.endsWith('json')) return [];
    if (type === 'application/problem+json' && BARE_ID.test(JSON.stringify(response.body.details ?? {}))) return [`it names something by an id of the database: ${response.text}`];
    const pointer = ['paths', path, route.method, 'responses', String(response.status), 'content', type, 'schema'].map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.getSchema(`api#/${pointer}`);
    if (!validate) return [`no schema at ${pointer}`];
    return validate(response.body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
}
