import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readConfig as readAdmin } from '../../admin/server/config.js';
import { readConfig as readStorefront } from '../../storefront/server/config.js';
import { readConfig as readWorker } from '../../worker/src/config.js';
import { readConfig as readApi } from './config.js';

type Service = {
  image?: string; build?: { dockerfile: string; target: string }; command?: string[]; environment?: Record<string, string | number>; ports?: string[]; volumes?: string[];
  depends_on?: Record<string, { condition: string }>; healthcheck?: { test: string[] };
};
type Compose = { services: Record<string, Service>; volumes: Record<string, null> };

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);

/** Which program a command starts, its own reader of the environment, and the file that it stands in. */
const programs = {
  'dist/api.js': { read: readApi, config: 'apps/api/src/config.ts', server: 'apps/api/src/app.ts' },
  'dist/worker.js': { read: readWorker, config: 'apps/worker/src/config.ts', server: null },
  'apps/storefront/dist/main.js': { read: readStorefront, config: 'apps/storefront/server/config.ts', server: 'apps/storefront/server/app.ts' },
  'dist/admin.js': { read: readAdmin, config: 'apps/admin/server/config.ts', server: 'apps/admin/server/app.ts' },
} as const;
const programOf = (service: Service) => programs[service.command?.at(-1) as keyof typeof programs];
const ours = services.filter(([, service]) => programOf(service));

/** The names in a config.ts: those of its own object, and of the parts that it takes in. */
function variablesOf(file: string): string[] {
  const source = read(file);
  const own = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1]!);
  return source.includes('...partsEnvironment') ? [...own, ...variablesOf('libs/platform/src/parts-config.ts')] : own;
}

/** As compose fills in: a default, or what `.env` gives. */
const filledIn = (value: string | number): string =>
  String(value).replaceAll(/\$\{([A-Z0-9_]+)(?::-((?:\{[a-z]+\}|[^}])*))?(?::\?)?\}/g, (_all, name: string, fallback: string | undefined) => fallback ?? `${name.toLowerCase()}-`.padEnd(40, 'x'));
const environmentOf = (service: Service) => Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, filledIn(value)]));

test('docker-compose.yml is what the Compose Specification allows', () => {
  const { $schema: _dialect, ...schema } = JSON.parse(read('deploy/compose.schema.json')) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true }).compile(schema);

  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...compose, services: { redis: { image: 'redis', port: 6379 } } })).toBe(false);
});

test('it starts all the parts, and two processes of the API', () => {
  const images = services.map(([, service]) => service.image?.split(':')[0]);
  expect(images).toEqual(expect.arrayContaining(['postgres', 'redis', 'opensearchproject/opensearch', 'minio/minio', 'axllent/mailpit', 'nginx']));
  expect(images.filter((image) => image === 'postgres')).toHaveLength(2);
  expect(ours.map(([, service]) => service.command?.at(-1)).sort()).toEqual(['apps/storefront/dist/main.js', 'dist/admin.js', 'dist/api.js', 'dist/api.js', 'dist/worker.js']);
  for (const [name, service] of services) expect([name, service.image ?? '']).toEqual([name, expect.stringMatching(/^[a-z/-]+:(?!latest$)[\w.-]+$/)]);
});

test.each(ours)('%s reads every variable that it is given, and starts with them', (_name, service) => {
  const program = programOf(service);
  expect(Object.keys(service.environment ?? {}).filter((name) => !variablesOf(program.config).includes(name))).toEqual([]);
  expect(() => program.read(environmentOf(service))).not.toThrow();
});

test('whoever is asked for its health has such a page', () => {
  for (const [name, service] of ours) {
    const program = programOf(service);
    if (program.server === null) continue;
    const [, port, page] = /127\.0\.0\.1:(\d+)(\/[a-z]+)/.exec(service.healthcheck?.test.join(' ') ?? '') ?? [];
    expect([name, read(program.server).includes(`app.get('${page}'`)]).toEqual([name, true]);
    expect([name, Object.entries(service.environment ?? {}).filter(([key]) => key.endsWith('_PORT')).map(([, value]) => String(value))]).toEqual([name, [port]]);
  }
});

test('the proxy hands on to services and ports that are there', () => {
  const upstreams = [...read('deploy/nginx/stoa.conf').matchAll(/server ([a-z][a-z0-9-]*):(\d+)/g)].map((match) => `${match[1]}:${match[2]}`);
  const served = ours.flatMap(([name, service]) => Object.entries(service.environment ?? {}).filter(([key]) => key.endsWith('_PORT')).map(([, port]) => `${name}:${port}`));
  expect(upstreams.sort()).toEqual(served.sort());
});

test('whatever is waited for, mounted or built is there', () => {
  const dockerfile = read('deploy/Dockerfile');
  for (const [name, service] of services) {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect([name, needed, compose.services[needed] !== undefined]).toEqual([name, needed, true]);
      if (condition === 'service_healthy') expect([needed, compose.services[needed]?.healthcheck !== undefined]).toEqual([needed, true]);
    }
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      expect([volume, source.startsWith('.') ? existsSync(join(root, source)) : source in compose.volumes]).toEqual([volume, true]);
    }
    if (service.build) expect(dockerfile).toContain(`AS ${service.build.target}\n`);
  }
  const copied = [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' ')).filter((path) => path !== '.');
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  for (const [, service] of ours) expect(dockerfile).toContain(service.command!.at(-1)!.split('/').slice(0, -1).join('/'));
});

test('example.env names what must be given, and nothing else', () => {
  const demanded = new Set([...text.matchAll(/\$\{([A-Z0-9_]+):\?\}/g)].map((match) => match[1]!));
  const named = [...read('deploy/example.env').matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]!);
  expect(named.sort()).toEqual([...demanded].sort());
});

test('the logins of a deployment are those of development', () => {
  const made = read('deploy/postgres/primary.sh');
  const grants = [...read('libs/tools/launcher/roles.mjs').matchAll(/(?:grant|revoke|create database) [^`']+/g)].map((match) => match[0].replace(/\$\{quote\(database\)\}/, '"stoa"').trim());
  expect(grants.length).toBeGreaterThan(3);
  expect(grants.filter((grant) => !made.includes(grant))).toEqual([]);
  for (const role of ['owner', 'app', 'control', 'relay']) expect(made).toContain(`create role stoa_${role} login nosuperuser nocreatedb nocreaterole nobypassrls`);
});

test('every variable that a process reads is explained, and none that nobody reads', () => {
  const known = new Set([...Object.values(programs).map(({ config }) => config), 'apps/sandbox/src/config.ts'].flatMap(variablesOf));
  const explained = [...read('docs/guides/configuration.md').matchAll(/^\| ([^|]+) \|/gm)].flatMap((row) => [...row[1]!.matchAll(/`([A-Z0-9_]+)`/g)].map((match) => match[1]!));
  expect([...new Set(explained)].sort()).toEqual([...known].sort());
});
