import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { newerFields } from './exceptions.js';

type Json = Record<string, unknown>;
type Operation = { responses: Record<string, { content?: Record<string, { schema: Json }> }> };
/** Stripe's official OpenAPI description, as far as we read it. */
export type Description = { info: { version: string }; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Json> } };

const MAX_TOLD = 5;

/** Holds answers against the description: every field's type, nothing missing, and nothing that Stripe does not have. */
export class Answers {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, allowUnionTypes: true, inlineRefs: false });
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly schemas: Record<string, Json>;

  /** The version it describes. */
  readonly version: string;

  constructor(private readonly description: Description) {
    this.version = description.info.version;
    this.schemas = Object.fromEntries(Object.entries(description.components.schemas).map(([name, schema]) => [name, closed(withNewer(name, schema)) as Json]));
    this.ajv.addSchema({ $id: 'stripe', components: { schemas: this.schemas } });
  }

  /** What is wrong with an answer to a call, or null where the description has no such call. */
  ofCall(method: string, path: string, status: number, body: unknown): string[] | null {
    const operation = this.operationOf(method, path);
    if (!operation) return null;
    const answer = operation.responses[String(status)] ?? operation.responses['default'];
    const schema = answer?.content?.['application/json']?.schema;
    return schema ? this.wrong(JSON.stringify(schema), closed(schema) as Json, body) : [`status ${status} is not described`];
  }

  /** What is wrong with an object by itself, such as the one an event carries. */
  ofObject(object: unknown): string[] {
    const name = String((object as { object?: unknown } | null)?.object);
    if (!this.schemas[name]) return [`Stripe has no object ${name}`];
    return this.wrong(`object ${name}`, { $ref: `stripe#/components/schemas/${name}` }, object);
  }

  private operationOf(method: string, path: string): Operation | undefined {
    const steps = path.split('?')[0]!.split('/');
    const fits = (template: string) => {
      const parts = template.split('/');
      return parts.length === steps.length && parts.every((part, index) => part.startsWith('{') || part === steps[index]);
    };
    // A word that stands there is meant before a word that could be anything.
    const [found] = Object.keys(this.description.paths).filter(fits).sort((a, b) => a.split('{').length - b.split('{').length);
    return found === undefined ? undefined : this.description.paths[found]![method.toLowerCase()];
  }

  private wrong(key: string, schema: Json, value: unknown): string[] {
    let validate = this.compiled.get(key);
    if (!validate) this.compiled.set(key, (validate = this.ajv.compile(schema)));
    return validate(value) ? [] : tell(validate.errors ?? [], value);
  }
}

function withNewer(name: string, schema: Json): Json {
  const fields = newerFields[name];
  if (!fields) return schema;
  return { ...schema, properties: { ...Object.fromEntries(fields.map((field) => [field, { type: 'string', nullable: true }])), ...(schema['properties'] as Json) } };
}

/** OpenAPI 3.0 as JSON Schema: null where it is allowed, references into our own document, and no field that is not named. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const { nullable, $ref, ...rest } = schema as Json;
  if (typeof $ref === 'string') return { $ref: `stripe${$ref}` };
  const { properties, ...more } = rest;
  const inner: Json = Object.fromEntries(Object.entries(more).map(([key, value]) => [key, key.startsWith('x-') || key === 'enum' ? value : closed(value)]));
  if (properties !== undefined) inner['properties'] = Object.fromEntries(Object.entries(properties as Json).map(([name, value]) => [name, closed(value)]));
  if (properties !== undefined && rest['additionalProperties'] === undefined) inner['additionalProperties'] = false;
  return nullable === true ? { anyOf: [inner, { type: 'null' }] } : inner;
}

/** Where several shapes were possible, the one that was meant is the one whose errors lie deepest. */
function tell(errors: readonly ErrorObject[], value: unknown): string[] {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const deepest = Math.max(...errors.map(depth));
  const plain = errors.filter((error) => error.keyword !== 'anyOf' && (depth(error) === deepest || error.keyword === 'required' || error.keyword === 'additionalProperties'));
  const lines = plain.map(({ instancePath, message, params }) => {
    const which = (params as { additionalProperty?: string }).additionalProperty;
    const found = instancePath.split('/').slice(1).reduce<unknown>((at, step) => (at as Json | undefined)?.[step], value);
    return `${instancePath || '/'} ${message ?? ''}${which ? ` (${which})` : ''}${found !== null && typeof found === 'object' ? '' : `: ${JSON.stringify(found)}`}`;
  });
  return [...new Set(lines)].slice(0, MAX_TOLD);
}
