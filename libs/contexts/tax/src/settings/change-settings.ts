import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { getSettings, putSettings, type TaxSettings } from './settings.repository.js';

/** Changes what the marketplace chose about taxes, from the next sale on. */
export async function changeSettings(ctx: TxCtx, settings: TaxSettings, reason: string): Promise<void> {
  const before = await getSettings(ctx);
  if (before.uncheckedTaxIds === settings.uncheckedTaxIds) return;
  await putSettings(ctx, settings);
  await audit(ctx, { action: 'tax.settings_changed', subject: { kind: 'tenant', id: ctx.tenantId }, before, after: settings, reason });
}
