import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { ServerBuild } from 'react-router';
import request from 'supertest';
import type { StoreContext } from '../app/shop/store-types.js';
import { createApp, type Deps } from './app.js';
import { readWordsScripts } from './packed.js';
import { createShopResolver } from './resolve-shop.js';

const config = { isProduction: true, apiUrl: '', port: 0, originTemplate: 'http://{slug}.localhost', aliases: [], cardFormOrigin: null, trustedProxies: [], logLevel: 'silent' };
const oma = { publishable_key: 'pk_oma', tenant: { name: 'Oma', slug: 'oma', status: 'live', support_email: 'hallo@oma.example', legal_name: 'Oma Markt eG' }, markets: [], theme: {} } as unknown as StoreContext;

/** An API that knows one host, and counts how often it is asked. */
const asked: string[] = [];
const api = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://api');
  asked.push(`${url.pathname} ${url.searchParams.get('host') ?? ''}`.trim());
  if (url.pathname.startsWith('/media/')) return void res.writeHead(200, { 'content-type': 'image/webp', etag: '"m"', 'cache-control': 'public, max-age=31536000, immutable' }).end('picture');
  if (url.searchParams.get('host') === 'broken.localhost') return void res.writeHead(500).end('{}');
  const known = url.searchParams.get('host') === 'oma.localhost';
  res.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(known ? oma : { status: 404, code: 'tenancy.unknown' }));
});
let shop: ReturnType<typeof createApp>;
let deps: Deps;

beforeAll(async () => {
  await new Promise<void>((done) => { api.listen(0, '127.0.0.1', done); });
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const build = { entry: { module: {} }, routes: {}, assets: { routes: {}, entry: {}, url: '', version: '' }, publicPath: '/', assetsBuildDirectory: '', future: {}, ssr: true, isSpaMode: false, prerender: [], routeDiscovery: { mode: 'initial' } } as unknown as ServerBuild;
  deps = { config: { ...config, apiUrl }, build, clientDir: '/nowhere', wordsScripts: {}, resolveShop: createShopResolver(apiUrl), log: pino({ level: 'silent' }) };
  shop = createApp(deps);
});
afterAll(() => { api.close(); api.closeAllConnections(); });

test('a host that no marketplace has is a plain 404, and the API is asked once for it', async () => {
  for (const path of ['/', '/cart']) {
    const answer = await request(shop).get(path).set('Host', 'stranger.localhost');
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([404, 'There is no marketplace here.', 'text/plain; charset=utf-8']);
  }
  expect(asked.filter((call) => call.endsWith('stranger.localhost'))).toHaveLength(1);
});

test('when the API cannot say which marketplace a host is, nobody is told that there is none', async () => {
  const answer = await request(shop).get('/').set('Host', 'broken.localhost');
  expect([answer.status, answer.text]).toEqual([502, 'The marketplace does not answer right now. Nothing was lost; try again in a moment.']);
});

test('a form of another site is refused before anything is asked', async () => {
  const before = asked.length;
  const answer = await request(shop).post('/cart').set('Host', 'oma.localhost').set('Origin', 'http://evil.example').send('line_id=1');
  expect([answer.status, answer.text]).toEqual([403, 'This form was sent from another site.']);
  expect(asked).toHaveLength(before);
});

test('pictures come through under the shop’s own name, to be kept for ever', async () => {
  const answer = await request(shop).get('/media/tnt_1/med_1/640.webp').set('Host', 'oma.localhost');
  expect([answer.status, answer.headers['content-type'], answer.headers['cache-control'], answer.headers['etag']]).toEqual([200, 'image/webp', 'public, max-age=31536000, immutable', '"m"']);
});

test('a built script comes as it was packed, to whoever takes Brotli; others get it another way', async () => {
  const clientDir = await mkdtemp(path.join(tmpdir(), 'shop-'));
  await mkdir(path.join(clientDir, 'assets'));
  await writeFile(path.join(clientDir, 'assets/a-1.js'), 'export const a = 1;\n');
  await writeFile(path.join(clientDir, 'assets/a-1.js.br'), brotliCompressSync('export const a = 1;\n'));
  const packed = createApp({ ...deps, clientDir });
  const taken = await request(packed).get('/assets/a-1.js').set('Accept-Encoding', 'gzip, br').buffer(true);
  expect([taken.status, taken.headers['content-encoding'], taken.headers['content-type'], taken.headers['vary'], taken.headers['cache-control']]).toEqual([200, 'br', 'text/javascript; charset=utf-8', 'Accept-Encoding', 'public, max-age=31536000, immutable']);
  expect(taken.text).toBe('export const a = 1;\n');
  const plain = await request(packed).get('/assets/a-1.js').set('Accept-Encoding', 'identity');
  expect([plain.status, plain.headers['content-encoding'], plain.headers['vary'], plain.text]).toEqual([200, undefined, 'Accept-Encoding', 'export const a = 1;\n']);
  expect((await request(packed).get('/assets/a-2.js').set('Accept-Encoding', 'br')).status).toBe(404);
});

test('the words of each language lie where the build’s own list says, and a build without words is refused', async () => {
  const clientDir = await mkdtemp(path.join(tmpdir(), 'shop-'));
  await mkdir(path.join(clientDir, '.vite'));
  const list = { 'app/words/de.ts': { file: 'assets/de-7.js', src: 'app/words/de.ts' }, 'app/root.tsx': { file: 'assets/root-1.js', src: 'app/root.tsx' } };
  await writeFile(path.join(clientDir, '.vite/manifest.json'), JSON.stringify(list));
  expect(readWordsScripts(clientDir)).toEqual({ de: '/assets/de-7.js' });
  await writeFile(path.join(clientDir, '.vite/manifest.json'), '{}');
  expect(() => readWordsScripts(clientDir)).toThrow('has no words');
});
