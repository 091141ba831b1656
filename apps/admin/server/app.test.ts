import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { createApp } from './app.js';
import { readConfig } from './config.js';

const distDir = mkdtempSync(join(tmpdir(), 'stoa-admin-'));
mkdirSync(join(distDir, 'assets'));
writeFileSync(join(distDir, 'index.html'), '<title>Stoa</title>');
writeFileSync(join(distDir, 'assets/main-abc.js'), 'script');
writeFileSync(join(distDir, '../stoa-admin-secret.txt'), 'not for you');

let api: Server;
let apiUrl: string;
let asked: IncomingMessage[];

beforeEach(async () => {
  asked = [];
  api = createServer((req, res) => {
    asked.push(req);
    res.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['session=1; HttpOnly', 'other=2'] });
    req.pipe(res);
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((done) => api.close(done)));

const app = () => createApp({ apiUrl, distDir });

test('every address of the admin is its one page, never cached; its hashed files are kept for good', async () => {
  for (const path of ['/', '/orders/ord_1/money', '/operator/tenants?after=x', '/invitation/inv_01m7zcn364eb8bb3qgxeggnzyq.ILlRc63gyz-3kB4Zx2L2jUDg6_C7AUCF5mP9ihj0w4M']) {
    const page = await request(app()).get(path);
    expect([page.status, page.text, page.headers['cache-control']]).toEqual([200, '<title>Stoa</title>', 'no-cache']);
  }
  const script = await request(app()).get('/assets/main-abc.js');
  expect([script.status, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
});

test('a file that does not exist is not a page, and nothing outside the built pages can be read', async () => {
  for (const path of ['/assets/gone-def.js', '/favicon.ico', '/..%2fstoa-admin-secret.txt', '/%2e%2e/stoa-admin-secret.txt']) {
    const answer = await request(app()).get(path);
    expect([path, answer.status, answer.text.includes('not for you')]).toEqual([path, 404, false]);
  }
});

test('calls go on to the API with their body and cookies, and the answer comes back whole', async () => {
  const answer = await request(app()).post('/v1/session?x=1').set('Cookie', 'session=0').set('Authorization', 'Bearer t').send({ email: 'a@b.test' });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({ email: 'a@b.test' });
  expect(answer.headers['set-cookie']).toEqual(['session=1; HttpOnly', 'other=2']);
  expect(asked.map(({ url, method, headers }) => [url, method, headers.cookie, headers.authorization, headers.host])).toEqual([['/v1/session?x=1', 'POST', 'session=0', 'Bearer t', new URL(apiUrl).host]]);
});

test('pages and files never reach the API; what only begins like one of its paths does not either', async () => {
  await request(app()).get('/v1x');
  await request(app()).get('/orders');
  expect(asked).toEqual([]);
});

test('an API that is down is a problem in words, and the pages are still served', async () => {
  const down = createApp({ apiUrl: 'http://127.0.0.1:9', distDir });
  const answer = await request(down).get('/v1/operator/tenants');
  expect([answer.status, answer.headers['content-type'], answer.body.code]).toEqual([502, 'application/problem+json; charset=utf-8', 'admin.api_unreachable']);
  expect((await request(down).get('/')).status).toBe(200);
});

test('nobody may frame the admin, and only its own scripts run', async () => {
  const { headers } = await request(app()).get('/');
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('a wrong environment is told all at once', () => {
  expect(() => readConfig({ ADMIN_PORT: '0', LOG_LEVEL: 'loud' })).toThrow(expect.objectContaining({ message: expect.stringMatching(/^(?=[\s\S]*ADMIN_PORT)(?=[\s\S]*API_URL)(?=[\s\S]*LOG_LEVEL)/) }));
  expect(readConfig({ ADMIN_PORT: '4110', API_URL: 'http://localhost:4120/' })).toEqual({ port: 4110, apiUrl: 'http://localhost:4120', distDir: 'apps/admin/dist', logLevel: 'info' });
});
