import { z } from 'zod';
import type { TxCtx } from '@stoa/platform/context';
import { announce, defineEvent, on, uuid, type Subscription } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

export type { TenantId } from '@stoa/platform/context';
export type MarketId = Id<'MarketId'>;
export type DomainId = Id<'DomainId'>;

/** What must be ready before a marketplace sells. Each part is the work of the context it begins with. */
export const provisioningParts = [
  'identity.roles', 'ledger.accounts', 'catalog.categories', 'shipping.zone', 'payments.gateway_account', 'content.theme',
] as const;
export type ProvisioningPart = (typeof provisioningParts)[number];

export const priceModes = ['incl', 'excl'] as const;

const marketFacts = z.object({
  marketId: uuid<MarketId>(), code: z.string(), countries: z.array(z.string()), regions: z.array(z.string()), currency: z.string(),
  locales: z.array(z.string()), defaultLocale: z.string(), priceMode: z.enum(priceModes), rulePacks: z.array(z.string()),
});
const tenantFacts = z.object({
  name: z.string(), slug: z.string(), homeCountry: z.string(), currency: z.string(), locale: z.string(), preset: z.string(), markets: z.array(marketFacts).min(1),
});
export type TenantFacts = z.infer<typeof tenantFacts>;

/** An operator opened a marketplace. It sells nothing until all parts are ticked. */
export const tenantCreated = defineEvent('tenancy.tenant_created', 1, tenantFacts);

/** A part of a new marketplace is wanted: told once per part at the beginning, and again when an operator tries a part anew. */
export const provisioningPartRequested = defineEvent('tenancy.part_requested', 1, tenantFacts.extend({ part: z.enum(provisioningParts) }));

/** A context has done its part. `detail` is a short line for the operator ("12 accounts, EUR"). */
export const provisioningPartDone = defineEvent('tenancy.part_done', 1, z.object({ part: z.enum(provisioningParts), detail: z.string() }));

/** A context could not do its part; `detail` says why, for the operator who may try it again. */
export const provisioningPartFailed = defineEvent('tenancy.part_failed', 1, z.object({ part: z.enum(provisioningParts), detail: z.string() }));

/** All parts are ticked: the marketplace sells from now on. */
export const tenantLive = defineEvent('tenancy.tenant_live', 1, z.object({}));

/** The marketplace sells nothing until it is resumed; its staff can still sign in. */
export const tenantSuspended = defineEvent('tenancy.tenant_suspended', 1, z.object({ reason: z.string() }));

export const tenantResumed = defineEvent('tenancy.tenant_resumed', 1, z.object({}));

/** The name, address or other settings of the marketplace changed. */
export const tenantChanged = defineEvent('tenancy.tenant_changed', 1, z.object({}));

/** Subscribes a context to its own part. `work` must bear being called again; what it answers is the operator's detail line, ticked in the same transaction. */
export const onPart = (part: ProvisioningPart, handler: string, work: (tx: TxCtx, facts: TenantFacts) => Promise<string>): Subscription =>
  on(provisioningPartRequested, handler, async (tx, event) => {
    if (event.payload.part !== part) return;
    await announce(tx, provisioningPartDone, { part, detail: await work(tx, event.payload) });
  });
