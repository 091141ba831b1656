import { parseArgs } from 'node:util';
import { gatherStatistics, openOwnDatabase } from '@stoa/platform/testing';
import { readLives } from './money-life.js';
import { runMoney } from './money.js';
import { runStock } from './stock.js';

// Started by npm run test:sequences in two processes, each with a database of its own and every other part of the work.
const { values } = parseArgs({ options: { root: { type: 'string' }, parts: { type: 'string' }, seed: { type: 'string' }, count: { type: 'string' }, only: { type: 'string' }, slice: { type: 'string' } } });
const [at = 0, of = 1] = (values.slice ?? '').split('/').map(Number);
process.once('disconnect', () => process.exit(1)); // nobody is left to be told
process.channel?.unref(); // to wait for that alone is no reason to stay
const env = await openOwnDatabase();
const run = { seed: Number(values.seed), count: Number(values.count), slice: { at, of }, say: (line: string) => console.log(line), gather: () => gatherStatistics(env) };
try {
  for (const part of (values.parts ?? '').split(',')) {
    const began = Date.now();
    const outcome = part === 'stock' ? await runStock(env, { ...run, only: values.only === undefined ? null : Number(values.only) }) : await runMoney(env, { ...run, root: values.root ?? '.', only: values.only === undefined ? null : readLives(values.only) });
    process.send?.({ part, passed: outcome.passed, failed: outcome.failures.length, seconds: (Date.now() - began) / 1000, cpuSeconds: cpuSeconds() });
  }
} finally {
  await env.close();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
