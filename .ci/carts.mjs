// carts.mjs make <first port> <file>: makes carts until the API goes away, and notes each that was confirmed.
// carts.mjs verify <first port> <file>: every cart noted there can still be read. Together: what was confirmed before Ctrl-C is not lost by it.
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [what, from = '', file = ''] = process.argv.slice(2);
const api = `http://127.0.0.1:${Number(from) + 20}`;
const key = await publishableKey();

if (what === 'make') await make();
else await verify();

async function make() {
  const confirmed = /** @type {string[]} */ ([]);
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    try {
      const response = await fetch(`${api}/v1/store/carts`, { method: 'POST', headers: headers(), body: '{}', signal: AbortSignal.timeout(10_000) });
      const body = await response.json();
      if (response.ok) confirmed.push(body.token);
      else if (response.status !== 429 && response.status !== 503) throw new Error(`A cart was refused: ${response.status} ${JSON.stringify(body)}`);
      await sleep(response.ok ? 20 : 250);
    } catch (error) {
      if (/** @type {Error} */ (error).message.startsWith('A cart was refused')) throw error;
      break; // the API has gone: that is what we were waiting for
    }
  }
  writeFileSync(file, JSON.stringify(confirmed));
  console.log(`    ${confirmed.length} carts were confirmed before the API went away`);
  process.exitCode = confirmed.length > 0 && Date.now() < until ? 0 : 1;
}

async function verify() {
  const tokens = /** @type {string[]} */ (JSON.parse(readFileSync(file, 'utf8')));
  let lost = 0;
  for (const token of tokens) if (!(await exists(token))) lost += 1;
  console.log(`    ${tokens.length} carts noted, ${lost} lost`);
  process.exitCode = lost === 0 && tokens.length > 0 ? 0 : 1;
}

/** @param {string} token */
async function exists(token) {
  for (let tries = 0; tries < 40; tries++) {
    const response = await fetch(`${api}/v1/store/carts/current`, { headers: { ...headers(), 'stoa-cart': token } });
    await response.arrayBuffer();
    if (response.status !== 429) return response.status === 200;
    await sleep(500);
  }
  throw new Error('The API answers nothing but 429.');
}

async function publishableKey() {
  const response = await fetch(`${api}/v1/store/context?host=oma.localhost`);
  if (!response.ok) throw new Error(`${api} does not know oma.localhost: ${response.status}`);
  return (await response.json()).publishable_key;
}

function headers() {
  return { 'content-type': 'application/json', 'stoa-publishable-key': key };
}
