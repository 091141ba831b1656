import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDatabase } from '@stoa/platform/testing';
import { runMoney } from './money.js';

const SEED = Date.now() % 1_000_000_000;
const root = join(fileURLToPath(import.meta.url), '../../../..');

test(`a dozen random sequences of payments, refunds, transfers, failures and hands at Stripe end with every cent where the stand-in says it is (npm run test:sequences runs thousands; seed ${SEED})`, () =>
  withDatabase(async (env) => {
    expect(await runMoney(env, { seed: SEED, count: 12, root })).toEqual({ passed: 12, failures: [] });
  }), 120_000);
