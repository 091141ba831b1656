import { connect } from 'node:net';
import express from 'express';
import { silentLog } from '@stoa/platform/log';
import { type Health, listen } from './server.js';

/** A server with one route that answers when it is told to. */
async function slowServer(drainMs: number) {
  const health: Health = { isDraining: false };
  let finish: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
  const held = new Promise<void>((resolve) => (finish = resolve));
  const app = express();
  app.get('/slow', async (_req, res) => {
    arrived();
    await held;
    res.json({ answered: true });
  });
  app.get('/readyz', (_req, res) => void res.status(health.isDraining ? 503 : 200).end());
  const server = await listen(app, { port: 0, drainMs, health, log: silentLog });
  return { ...server, hasArrived, finish: () => finish(), ask: (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`) };
}

/** What the server says to bytes that no HTTP client would send. */
const say = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const heard: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => heard.push(data)).on('close', () => resolve(Buffer.concat(heard).toString())).on('error', reject);
  });

test('a request under way when the server is told to stop is answered; then nothing new is taken', async () => {
  const server = await slowServer(0);
  const running = server.ask('/slow');
  await server.hasArrived;
  let hasStopped = false;
  const stopping = server.stop().then(() => (hasStopped = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(hasStopped).toBe(false);
  server.finish();
  expect(await (await running).json()).toEqual({ answered: true });
  await stopping;
  await expect(server.ask('/readyz')).rejects.toThrow();
});

test('while it drains it is not ready, and still answers', async () => {
  const server = await slowServer(400);
  expect((await server.ask('/readyz')).status).toBe(200);
  const stopping = server.stop();
  expect((await server.ask('/readyz')).status).toBe(503);
  await stopping;
});

test.each([
  ['headers of 20 kB', `GET /readyz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'request.headers_too_large'],
  ['what is no HTTP', 'GET\u0000 / nonsense\r\n\r\n', 400, 'request.unreadable'],
  ['a NUL in a header', 'GET /readyz HTTP/1.1\r\nHost: x\r\nX-Bad: a\u0000b\r\n\r\n', 400, 'request.unreadable'],
])('%s gets a problem document', async (_what, bytes, status, code) => {
  const server = await slowServer(0);
  const answer = await say(server.port, bytes);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain('Content-Type: application/problem+json');
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status, code });
  await server.stop();
});
