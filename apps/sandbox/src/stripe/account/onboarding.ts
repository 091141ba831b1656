import type Stripe from 'stripe';
import { z } from 'zod';
import { ApiError } from '../api/errors.js';
import { tellThin } from '../event/tell.js';
import { newId } from '../ids.js';
import type { Tables } from '../tables.js';
import { own, type Scope, type World } from '../world.js';
import { completeOnboarding } from './account.js';

const LINK_LIFE_MS = 10 * 60 * 1000;
const VISIT_LIFE_MS = 60 * 60 * 1000;

const onboarding = z.strictObject({
  refresh_url: z.url(),
  return_url: z.url().optional(),
  collection_options: z
    .strictObject({ fields: z.enum(['currently_due', 'eventually_due']).optional(), future_requirements: z.enum(['include', 'omit']).optional() })
    .optional(),
});
export const linkBody = z.strictObject({
  account: z.string(),
  use_case: z.strictObject({
    type: z.enum(['account_onboarding', 'account_update']),
    account_onboarding: onboarding.optional(),
    account_update: onboarding.optional(),
  }),
});

/** A single-use, short-lived link to the hosted onboarding page. */
export function createLink(scope: Scope, given: z.output<typeof linkBody>): Stripe.V2.Core.AccountLink {
  const row = own({ ...scope, account: scope.platform }, 'accounts', given.account, 'account');
  if (row.object.closed) throw new ApiError(400, { type: 'invalid_request_error', code: 'account_closed', message: `The account ${row.id} is closed.` });
  const useCase = given.use_case[given.use_case.type];
  if (!useCase)
    throw new ApiError(
      400,
      {
        type: 'invalid_request_error',
        code: 'invalid_fields',
        message: `use_case.${given.use_case.type} is missing.`,
        param: `use_case.${given.use_case.type}`,
      },
      false,
    );
  const id = newId('link', 32).slice(5);
  const expiresAt = scope.world.clock.now() + LINK_LIFE_MS;
  const url = `${scope.world.publicUrl()}/onboarding/${id}`;
  scope.world.store.put('account_links', {
    id,
    account: row.id,
    platform: scope.platform,
    url,
    expiresAt,
    usedAt: null,
    returnUrl: useCase.return_url ?? null,
    refreshUrl: useCase.refresh_url,
  });
  return {
    object: 'v2.core.account_link',
    account: row.id,
    created: scope.world.clock.isoNow(),
    expires_at: new Date(expiresAt).toISOString(),
    livemode: false,
    url,
    use_case: given.use_case,
  } satisfies Stripe.V2.Core.AccountLink;
}

export type Visit = { kind: 'open'; visit: string } | { kind: 'refresh'; url: string } | { kind: 'unknown' };

/** Opens a link once: afterwards, or when its time is over, the visitor is sent back for a new one. */
export function openLink(world: World, id: string): Visit {
  const link = world.store.get('account_links', id);
  if (!link) return { kind: 'unknown' };
  const now = world.clock.now();
  if (link.usedAt !== null || link.expiresAt <= now) return { kind: 'refresh', url: link.refreshUrl };
  const visit = newId('visit', 32).slice(6);
  world.store.put('account_links', { ...link, usedAt: now });
  world.store.put('onboardings', { id: visit, account: link.account, platform: link.platform, returnUrl: link.returnUrl, expiresAt: now + VISIT_LIFE_MS });
  return { kind: 'open', visit };
}

/** Who is on the page, while the visit lasts. */
export function findVisit(world: World, id: string): { visit: Tables['onboardings']; account: Tables['accounts'] } | null {
  const visit = world.store.get('onboardings', id);
  const account = visit ? world.store.get('accounts', visit.account) : null;
  return visit && account && visit.expiresAt > world.clock.now() ? { visit, account } : null;
}

/** Ends a visit, with everything given or with nothing, and says where the visitor goes. */
export function endVisit(world: World, id: string, outcome: 'complete' | 'later', given: { businessName: string; accountNumber: string }): string | null {
  const found = findVisit(world, id);
  if (!found) return null;
  const { visit, account } = found;
  const scope: Scope = { world, account: visit.platform, platform: visit.platform, request: null };
  if (outcome === 'complete') completeOnboarding(scope, account, { businessName: given.businessName, bank: testBankOf(account, given.accountNumber) });
  world.store.remove('onboardings', id);
  tellThin(scope, {
    type: 'v2.core.account_link.returned',
    related: null,
    data: { account_id: account.id, configurations: ['recipient'], use_case: 'account_onboarding' },
  });
  return visit.returnUrl;
}

/** Stripe's own test account numbers, by country. */
export function testNumberOf(country: string): string {
  const numbers: Record<string, string> = {
    US: '000123456789',
    GB: '00012345',
    CA: '000123456789',
    DE: 'DE89370400440532013000',
    FI: 'FI2112345600000785',
    FR: 'FR1420041010050500013M02606',
    AT: 'AT611904300234573201',
  };
  return numbers[country] ?? 'DE89370400440532013000';
}

export const testBankOf = (account: Tables['accounts'], number: string) => ({
  last4: number.replace(/\s/g, '').slice(-4),
  country: account.object.identity?.country?.toUpperCase() ?? 'DE',
  currency: account.object.defaults?.currency ?? 'eur',
});
