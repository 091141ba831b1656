import type { TxCtx } from '@stoa/platform/context';
import type { UncheckedPolicy } from '../tax-id/tax-id.js';

/** What a marketplace chose where law leaves it the choice. */
export type TaxSettings = { readonly uncheckedTaxIds: UncheckedPolicy };
/** Whoever chose nothing is careful: a business nobody could check pays as a consumer does. */
const unset: TaxSettings = { uncheckedTaxIds: 'as_consumer' };

/** The marketplace's choices. */
export async function getSettings(ctx: TxCtx): Promise<TaxSettings> {
  const row = await ctx.tx<{ unchecked_tax_ids: UncheckedPolicy }>('tax.settings').where('tenant_id', ctx.tenantId).first('unchecked_tax_ids');
  return row ? { uncheckedTaxIds: row.unchecked_tax_ids } : unset;
}

export async function putSettings(ctx: TxCtx, settings: TaxSettings): Promise<void> {
  await ctx.tx('tax.settings').insert({ tenant_id: ctx.tenantId, unchecked_tax_ids: settings.uncheckedTaxIds, changed_by: ctx.actor.id, changed_at: ctx.now })
    .onConflict(['tenant_id']).merge(['unchecked_tax_ids', 'changed_by', 'changed_at']);
}
