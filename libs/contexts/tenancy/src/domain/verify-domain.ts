import { audit } from '@stoa/platform/audit';
import type { OperatorCtx, TenantId } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import type { DomainId } from '@stoa/events/tenancy';
import { findDomain, markVerified, type Domain } from './domain.repository.js';

/** Asks the DNS for the TXT records of a host name; an empty list when there are none. */
export type ResolveTxt = (host: string) => Promise<readonly string[]>;

/** Looks for the challenge in the TXT record `_stoa.<host>`; from then on the marketplace is found by that host. */
export async function verifyDomain(deps: { resolveTxt: ResolveTxt }, ctx: OperatorCtx, tenantId: TenantId, id: DomainId): Promise<Domain> {
  const domain = await ctx.inControlTx((tx) => findDomain({ ...tx, tenantId }, id));
  if (!domain) throw new DomainError('tenancy.domain_not_found', 'not_found', 'This marketplace has no such domain.');
  if (domain.verifiedAt !== null) return domain;
  const records = await deps.resolveTxt(`_stoa.${domain.host}`);
  if (!records.includes(domain.challenge)) {
    throw new DomainError('tenancy.domain_not_proven', 'conflict', `The TXT record _stoa.${domain.host} does not say ${domain.challenge} yet. A change of DNS can take an hour.`, { host: domain.host, challenge: domain.challenge });
  }
  return ctx.inControlTx(async (tx) => {
    const inTenant = { ...tx, tenantId };
    if (!(await markVerified(inTenant, id))) throw new DomainError('tenancy.domain_taken', 'conflict', `Another marketplace has proven ${domain.host} before.`, { host: domain.host });
    await audit(inTenant, { action: 'tenancy.domain_verified', subject: { kind: 'domain', id }, before: null, after: { host: domain.host } });
    return { ...domain, verifiedAt: tx.now };
  });
}
