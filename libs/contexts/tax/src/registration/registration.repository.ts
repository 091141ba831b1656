import type { TxCtx } from '@stoa/platform/context';
import type { PlatformRegistration } from '../evaluation/facts.js';

/** Where the marketplace itself is registered for tax, in a fixed order. */
export async function listRegistrations(ctx: TxCtx): Promise<PlatformRegistration[]> {
  const rows = await ctx.tx<{ country: string; region: string; scheme: string; number: string }>('tax.registrations').where('tenant_id', ctx.tenantId).orderBy(['country', 'region', 'scheme']).select('country', 'region', 'scheme', 'number');
  return rows.map((row) => ({ country: row.country, region: row.region === '' ? null : row.region, scheme: row.scheme, number: row.number }));
}

/** Puts the list in the place of the one before. */
export async function replaceRegistrations(ctx: TxCtx, list: readonly PlatformRegistration[]): Promise<void> {
  await ctx.tx('tax.registrations').where('tenant_id', ctx.tenantId).delete();
  if (list.length > 0) await ctx.tx('tax.registrations').insert(list.map((r) => ({ tenant_id: ctx.tenantId, country: r.country, region: r.region ?? '', scheme: r.scheme, number: r.number, created_at: ctx.now })));
}
