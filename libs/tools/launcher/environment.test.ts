import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentFor, machineEnvironment, ownerEnvironment } from './environment.mjs';
import { usualPorts } from './ports.mjs';
import { readSecrets } from './state.mjs';

const directory = mkdtempSync(join(tmpdir(), 'stoa-environment-'));
const secrets = readSecrets(join(directory, 'secrets.json'));
const database = { DATABASE_URL: 'postgres://app', DATABASE_OWNER_URL: 'postgres://owner', DATABASE_CONTROL_URL: 'postgres://control', DATABASE_RELAY_URL: 'postgres://relay' };
const environment = (given = {}) => environmentFor({ ports: usualPorts(20_500), secrets, database, filesDir: '/files', sandboxDir: '/sandbox', worldFile: '/world.json', given });

test('every address is derived from the ports that were chosen', () => {
  expect(environment()).toMatchObject({
    API_PORT: '20520', API_URL: 'http://localhost:20520',
    STOREFRONT_PORT: '20500', STOREFRONT_ORIGIN_TEMPLATE: 'http://{slug}.localhost:20500', STOREFRONT_ALIASES: '20501=oma,20502=solano',
    ADMIN_PORT: '20510', ADMIN_URL: 'http://localhost:20510',
    SANDBOX_PORT: '20530', SANDBOX_URL: 'http://localhost:20530', STRIPE_API_URL: 'http://127.0.0.1:20530', VIES_URL: 'http://127.0.0.1:20530/vies/rest-api', ECB_RATES_URL: 'http://127.0.0.1:20530/ecb/stats/eurofxref/eurofxref-daily.xml', PEPPOL_ACCESS_POINT_URL: 'http://127.0.0.1:20530/access-point/v1',
    SANDBOX_SMTP_PORT: '20535', SANDBOX_DATA_DIR: '/sandbox', SMTP_URL: 'smtp://127.0.0.1:20535',
    DATABASE_URL: 'postgres://app', DATABASE_CONTROL_URL: 'postgres://control', DATABASE_RELAY_URL: 'postgres://relay',
    FILES_DIR: '/files', WORLD_FILE: '/world.json', NODE_ENV: 'development', LOG_LEVEL: 'info',
  });
});

test('the owner of the tables is known to migrating and seeding only', () => {
  expect(environment()).not.toHaveProperty('DATABASE_OWNER_URL');
  expect(environment({ DATABASE_OWNER_URL: 'postgres://somebody' })).not.toHaveProperty('DATABASE_OWNER_URL');
  expect(ownerEnvironment(environment(), database)).toEqual({ ...environment(), DATABASE_OWNER_URL: 'postgres://owner' });
});

test('what a developer sets wins, but only for what is his to set', () => {
  const mine = environment({ LOG_LEVEL: 'debug', STRIPE_SECRET_KEY: 'sk_test_mine', API_PORT: '1', SESSION_SECRET: 'mine', DATABASE_URL: 'postgres://elsewhere' });
  expect(mine).toMatchObject({ LOG_LEVEL: 'debug', STRIPE_SECRET_KEY: 'sk_test_mine', API_PORT: '20520', SESSION_SECRET: secrets.SESSION_SECRET, DATABASE_URL: 'postgres://app' });
  expect(machineEnvironment({ PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'x' })).toEqual({ PATH: '/bin' });
});

test('whoever names server parts gets them instead of the embedded ones', () => {
  const parts = { REDIS_URL: 'redis://127.0.0.1:6379', OPENSEARCH_URL: 'http://127.0.0.1:9200', S3_BUCKET: 'stoa', S3_ENDPOINT: 'http://127.0.0.1:9000', S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' };
  expect(environment(parts)).toMatchObject(parts);
  expect(Object.keys(environment())).not.toEqual(expect.arrayContaining(['REDIS_URL']));
});

test('secrets are made once, long enough, and readable by their owner only', () => {
  expect(Buffer.from(secrets.MASTER_KEY, 'base64')).toHaveLength(32);
  expect(secrets.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_[0-9a-f]{48}$/);
  expect(readSecrets(join(directory, 'secrets.json'))).toEqual(secrets);
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(readSecrets(join(directory, 'others.json')).SESSION_SECRET).not.toBe(secrets.SESSION_SECRET);
});
