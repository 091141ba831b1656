import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { addressOf, type TrustProxy } from './facts-of-request.js';

/** What a sender says of the way it came, and whom we believe. */
const WAYS: readonly [trusted: readonly string[] | false, told: string | undefined][] = [
  [false, '203.0.113.7'], [['loopback'], undefined], [['loopback'], ''], [['loopback'], '203.0.113.7'], [['loopback'], ' 203.0.113.7 , 198.51.100.4 '], [['loopback', '198.51.100.4'], '203.0.113.7, 198.51.100.4'],
  [['loopback', '198.51.100.0/24', '203.0.113.7'], '203.0.113.7, 198.51.100.4'], [['10.0.0.0/8'], '203.0.113.7'], [['loopback'], '203.0.113.7,, 198.51.100.4,'], [['loopback'], 'not an address'], [['loopback'], ',,'],
];

test.each(WAYS)('believing %j, a sender who says %j is counted where Express would count it', async (trusted, told) => {
  const app = express();
  app.set('trust proxy', trusted);
  const of = addressOf(app.get('trust proxy fn') as TrustProxy);
  app.get('/', (req, res) => void res.json({ express: req.ip ?? '-', ours: of(req), again: of(req) }));
  const server = createServer(app).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: told === undefined ? {} : { 'x-forwarded-for': told } });
    const { express: theirs, ours, again } = (await answer.json()) as { express: string; ours: string; again: string };
    expect([ours, again]).toEqual([theirs, theirs]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
