import { withDatabase } from '@stoa/platform/testing';
import { runStock } from './stock.js';

const SEED = Date.now() % 1_000_000_000;

test(`sixty random sequences of promises, sales, lapses and returns lose no piece and oversell none (npm run test:sequences runs thousands; seed ${SEED})`, () =>
  withDatabase(async (env) => {
    expect(await runStock(env, { seed: SEED, count: 60 })).toEqual({ passed: 60, failures: [] });
  }), 60_000);
