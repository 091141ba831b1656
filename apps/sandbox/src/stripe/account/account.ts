import type Stripe from 'stripe';
import { z } from 'zod';
import { ApiError } from '../api/errors.js';
import { tell, tellThin } from '../event/tell.js';
import { newId } from '../ids.js';
import type { CapabilityDetail, CapabilityStatus, Tables } from '../tables.js';
import { save, type Scope } from '../world.js';
import { accountV1, capabilityV1 } from './account-v1.js';

export type AccountRow = Tables['accounts'];
type Account = Stripe.V2.Core.Account;
type Entry = Stripe.V2.Core.Account.Requirements.Entry;

/** Where an account of this platform may be: Stripe's self-serve region for cross-border transfers. */
const REGION = new Set([
  'US',
  'CA',
  'GB',
  'CH',
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IS',
  'IT',
  'LI',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'NO',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
]);
const CURRENCY: Readonly<Record<string, string>> = {
  US: 'usd',
  CA: 'cad',
  GB: 'gbp',
  CH: 'chf',
  SE: 'sek',
  NO: 'nok',
  DK: 'dkk',
  PL: 'pln',
  CZ: 'czk',
  HU: 'huf',
};

const includes = z
  .array(z.enum(['configuration.customer', 'configuration.merchant', 'configuration.recipient', 'defaults', 'future_requirements', 'identity', 'requirements']))
  .optional();
const metadata = z.record(z.string().max(40), z.string().max(500)).optional();
const requested = z.strictObject({ requested: z.boolean() });
const recipient = z.strictObject({
  applied: z.boolean().optional(),
  capabilities: z
    .strictObject({ stripe_balance: z.strictObject({ stripe_transfers: requested.optional(), payouts: requested.optional() }).optional() })
    .optional(),
});
const configuration = z.strictObject({
  recipient: recipient.optional(),
  merchant: z.undefined({ error: 'the stand-in makes recipients only' }).optional(),
  customer: z.undefined({ error: 'the stand-in makes recipients only' }).optional(),
});
const responsibilities = z.strictObject({
  fees_collector: z.enum(['application', 'stripe']),
  losses_collector: z.enum(['application', 'stripe']),
  requirements_collector: z.enum(['application', 'stripe']).optional(),
});
const defaults = z.strictObject({
  currency: z.string().length(3).optional(),
  locales: z.array(z.string()).optional(),
  profile: z
    .strictObject({ business_url: z.string().optional(), doing_business_as: z.string().optional(), product_description: z.string().optional() })
    .optional(),
  responsibilities: responsibilities.optional(),
});
const identity = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .optional(),
  entity_type: z.enum(['company', 'government_entity', 'individual', 'non_profit']).optional(),
  business_details: z.looseObject({ registered_name: z.string().optional() }).optional(),
  individual: z.looseObject({}).optional(),
  attestations: z.looseObject({}).optional(),
});
const shared = {
  configuration: configuration.optional(),
  contact_email: z.email().optional(),
  contact_phone: z.string().optional(),
  dashboard: z.enum(['express', 'full', 'none']).optional(),
  defaults: defaults.optional(),
  display_name: z.string().max(200).optional(),
  identity: identity.optional(),
  include: includes,
};

export const createAccountBody = z.strictObject({ ...shared, metadata });
export const updateAccountBody = z.strictObject({ ...shared, metadata: z.record(z.string().max(40), z.string().max(500).nullable()).optional() });
export const retrieveAccountQuery = z.strictObject({ include: includes });
export const listAccountsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  page: z.string().optional(),
  applied_configurations: z.array(z.string()).optional(),
  closed: z.union([z.boolean(), z.stringbool()]).optional(),
});
export const closeAccountBody = z.strictObject({ applied_configurations: z.array(z.enum(['customer', 'merchant', 'recipient'])).optional() });
export type Include = NonNullable<z.output<typeof includes>>;

/** A new connected account that may later receive transfers, once its owner has told Stripe what it asks. */
export function createAccount(scope: Scope, given: z.output<typeof createAccountBody>): AccountRow {
  const country = given.identity?.country?.toUpperCase();
  if (given.configuration?.recipient && !country) throw invalidField('identity.country', 'A recipient needs identity.country.');
  if (country && !REGION.has(country))
    throw invalidField('identity.country', `Accounts in ${country} cannot receive transfers from this platform: it is outside the self-serve region.`);
  if (given.configuration?.recipient && given.defaults?.responsibilities?.losses_collector !== 'application') {
    throw invalidField(
      'defaults.responsibilities.losses_collector',
      'A recipient of separate charges and transfers needs losses_collector and fees_collector `application`.',
    );
  }
  if (given.defaults?.responsibilities?.fees_collector === 'stripe' && given.defaults.responsibilities.losses_collector === 'application') {
    throw invalidField('defaults.responsibilities.fees_collector', 'losses_collector `application` requires fees_collector `application`.');
  }
  const id = newId('acct', 16);
  const object: Account = {
    id,
    object: 'v2.core.account',
    applied_configurations: given.configuration?.recipient ? ['recipient'] : [],
    closed: false,
    configuration: given.configuration?.recipient
      ? {
          recipient: {
            applied: true,
            capabilities: {
              stripe_balance: { stripe_transfers: { status: 'restricted', status_details: [{ code: 'requirements_past_due', resolution: 'provide_info' }] } },
            },
          },
        }
      : {},
    contact_email: given.contact_email,
    contact_phone: given.contact_phone,
    created: scope.world.clock.isoNow(),
    dashboard: given.dashboard ?? 'none',
    defaults: {
      currency: given.defaults?.currency ?? CURRENCY[country ?? ''] ?? 'eur',
      locales: given.defaults?.locales,
      profile: given.defaults?.profile ?? {},
      responsibilities: {
        fees_collector: given.defaults?.responsibilities?.fees_collector,
        losses_collector: given.defaults?.responsibilities?.losses_collector,
        requirements_collector: 'stripe',
      },
    },
    display_name: given.display_name,
    future_requirements: { entries: [], summary: {} },
    identity: {
      country: country?.toLowerCase(),
      entity_type: given.identity?.entity_type,
      business_details: given.identity?.business_details as Stripe.V2.Core.Account.Identity.BusinessDetails | undefined,
    },
    livemode: false,
    metadata: given.metadata ?? {},
    requirements: requirementsOf(OPENING_REQUIREMENTS),
  };
  const row = save(scope, 'accounts', { id, account: scope.platform, object, hidden: { platform: scope.platform, bank: null, submitted: false } });
  told(scope, row, 'v2.core.account.created');
  return row;
}

export function updateAccount(scope: Scope, row: AccountRow, given: z.output<typeof updateAccountBody>): AccountRow {
  if (row.object.closed) throw new ApiError(400, { type: 'invalid_request_error', code: 'account_closed', message: `The account ${row.id} is closed.` });
  if (given.dashboard && given.dashboard !== row.object.dashboard) throw invalidField('dashboard', 'The dashboard of an account cannot be changed.');
  const metadata = Object.fromEntries(
    Object.entries({ ...row.object.metadata, ...given.metadata }).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''),
  );
  const object: Account = {
    ...row.object,
    contact_email: given.contact_email ?? row.object.contact_email,
    contact_phone: given.contact_phone ?? row.object.contact_phone,
    display_name: given.display_name ?? row.object.display_name,
    metadata,
    defaults: { ...row.object.defaults!, profile: { ...row.object.defaults?.profile, ...given.defaults?.profile } },
    identity: { ...row.object.identity, ...(given.identity?.entity_type ? { entity_type: given.identity.entity_type } : {}) },
  };
  const saved = save(scope, 'accounts', { ...row, object });
  told(scope, saved, 'v2.core.account.updated');
  return saved;
}

export function closeAccount(scope: Scope, row: AccountRow): AccountRow {
  const saved = save(scope, 'accounts', { ...row, object: { ...row.object, closed: true, applied_configurations: [] } });
  told(scope, saved, 'v2.core.account.closed');
  return saved;
}

/** What its owner gave on the hosted page: nothing is due any more, and transfers may come. */
export function completeOnboarding(
  scope: Scope,
  row: AccountRow,
  given: { businessName: string; bank: { last4: string; country: string; currency: string } },
): AccountRow {
  const object: Account = {
    ...row.object,
    display_name: row.object.display_name ?? given.businessName,
    requirements: requirementsOf([]),
    identity: {
      ...row.object.identity,
      business_details: {
        ...row.object.identity?.business_details,
        registered_name: row.object.identity?.business_details?.registered_name ?? given.businessName,
      },
    },
  };
  const saved = save(scope, 'accounts', { ...row, object, hidden: { ...row.hidden, bank: given.bank, submitted: true } });
  told(scope, saved, 'v2.core.account[identity].updated');
  told(scope, saved, 'v2.core.account[requirements].updated');
  return setCapability(scope, saved, 'active', []);
}

/** Sets whether the account may receive transfers; a restricted one gets a requirement that says what lacks. */
export function setCapability(scope: Scope, row: AccountRow, status: CapabilityStatus, details: CapabilityDetail[]): AccountRow {
  const object: Account = {
    ...row.object,
    configuration: {
      ...row.object.configuration,
      recipient: { applied: true, capabilities: { stripe_balance: { stripe_transfers: { status, status_details: details } } } },
    },
    ...(status === 'restricted' && row.object.requirements?.entries?.length === 0
      ? { requirements: requirementsOf(['identity.individual.documents.primary_verification']) }
      : {}),
    ...(status === 'active' ? { requirements: requirementsOf([]) } : {}),
  };
  const saved = save(scope, 'accounts', { ...row, object });
  told(scope, saved, 'v2.core.account[configuration.recipient].capability_status_updated', { updated_capability: 'stripe_balance.stripe_transfers' });
  tell({ ...scope, account: row.id }, 'capability.updated', capabilityV1(saved));
  return saved;
}

/** The account as v2 answers: what was not asked for by `include` is absent. */
export function accountView(row: AccountRow, include: Include = []): Account {
  const { configuration, defaults, future_requirements, identity, requirements, ...base } = row.object;
  const asked = new Set(include);
  return {
    ...base,
    ...(asked.has('configuration.recipient') && configuration?.recipient ? { configuration: { recipient: configuration.recipient } } : {}),
    ...(asked.has('defaults') ? { defaults } : {}),
    ...(asked.has('future_requirements') ? { future_requirements } : {}),
    ...(asked.has('identity') ? { identity } : {}),
    ...(asked.has('requirements') ? { requirements } : {}),
  } satisfies Account;
}

function told(scope: Scope, row: AccountRow, type: string, data?: Record<string, unknown>): void {
  tellThin(
    { ...scope, account: scope.platform },
    { type, related: { id: row.id, type: 'v2.core.account', url: `/v2/core/accounts/${row.id}` }, ...(data ? { data } : {}) },
  );
  if (type !== 'v2.core.account.created') tell({ ...scope, account: row.id }, 'account.updated', accountV1(row));
}

const OPENING_REQUIREMENTS = [
  'configuration.recipient.default_outbound_destination',
  'identity.attestations.terms_of_service.account',
  'identity.business_details.registered_name',
  'identity.individual.date_of_birth',
];

function requirementsOf(descriptions: readonly string[]): Stripe.V2.Core.Account.Requirements {
  const entries = descriptions.map((description): Entry => ({
    awaiting_action_from: 'user',
    description,
    errors: [],
    minimum_deadline: { status: 'past_due' },
    requested_reasons: [{ code: 'routine_onboarding' }],
    impact: { restricts_capabilities: [{ capability: 'stripe_balance.stripe_transfers', configuration: 'recipient', deadline: { status: 'past_due' } }] },
  }));
  return { entries, summary: entries.length === 0 ? {} : { minimum_deadline: { status: 'past_due' } } };
}

const invalidField = (param: string, message: string) => new ApiError(400, { type: 'invalid_request_error', code: 'invalid_fields', message, param }, false);
