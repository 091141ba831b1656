import type { Schedule } from '@stoa/platform/jobs';
import { schedule } from '@stoa/platform/jobs';
import { sealAudit } from '@stoa/platform/audit';
import { forgetOldKeys } from '@stoa/platform/http';
import type { Subscription } from '@stoa/platform/events';
import { identitySubscriptions } from '@stoa/identity/subscribers';
import { subscriptions as ledgerSubscriptions } from '@stoa/ledger/subscribers';
import { schedules as paymentsSchedules } from '@stoa/payments/jobs';
import { subscriptions as paymentsSubscriptions } from '@stoa/payments/subscribers';
import { schedules as riskSchedules } from '@stoa/risk/jobs';
import { tenancySubscriptions } from '@stoa/tenancy/subscribers';
import type { Deps } from './deps.js';

type Work = { hears?: readonly Subscription[]; sweeps?: readonly Schedule[] };

const DAY_MS = 86_400_000;

/** All background work on one page: what each context does because of others, and by the clock. */
export const contextWork = (deps: Deps): Readonly<Record<string, Work>> => ({
  platform: {
    sweeps: [
      schedule({ name: 'platform.seal_audit', everyMs: 2_000, due: 'every_tenant', run: (ctx) => sealAudit(ctx) }),
      schedule({ name: 'platform.forget_keys', everyMs: DAY_MS, due: 'every_tenant', run: (ctx) => forgetOldKeys(ctx) }),
    ],
  },
  tenancy: { hears: tenancySubscriptions },
  identity: { hears: identitySubscriptions },
  ledger: { hears: ledgerSubscriptions },
  risk: { sweeps: riskSchedules },
  payments: { hears: paymentsSubscriptions(deps.payments), sweeps: paymentsSchedules(deps.payments) },
});
