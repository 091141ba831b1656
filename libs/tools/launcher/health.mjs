// Waiting until a server answers.
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LauncherError } from './errors.mjs';

/**
 * Asks every 50 ms until the answer is a good one.
 * @param {string} name for the message
 * @param {{ port: number, path?: string, isReady?: (status: number) => boolean, timeoutMs?: number, signal?: AbortSignal }} options
 *   `isReady` defaults to "any answer": a storefront says 404 to a host it does not know
 */
export async function waitForHttp(name, { port, path = '/', isReady = () => true, timeoutMs = 60_000, signal }) {
  const until = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < until) {
    if (signal?.aborted) throw signal.reason;
    const answer = await ask(port, path);
    if (typeof answer === 'number' && isReady(answer)) return;
    last = typeof answer === 'number' ? `status ${answer}` : answer;
    await sleep(50);
  }
  throw new LauncherError(`${name} is not ready after ${timeoutMs / 1000} s: http://127.0.0.1:${port}${path} says ${last}. Its log is under .stoa/logs.`);
}

/** @param {number} port @param {string} path @returns {Promise<number | string>} status, or why there is none */
function ask(port, path) {
  return new Promise((done) => {
    const request = get({ host: 'localhost', port, path, timeout: 5_000, agent: false }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.on('error', (error) => done(error.message));
  });
}
