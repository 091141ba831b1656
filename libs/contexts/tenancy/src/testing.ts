import { createOperatorContext, systemActor, type ControlTxCtx, type TenantId, type TxCtx } from '@stoa/platform/context';
import type { Database } from '@stoa/platform/database';
import { silentLog } from '@stoa/platform/log';
import { workerDatabase } from '@stoa/platform/testing';
import { newId } from '@stoa/platform/ids';
import { insertKey } from './domain/publishable-key.repository.js';
import { insertMarkets } from './market/market.repository.js';
import { insertTenant } from './tenant/tenant.repository.js';
import { createTenant, type NewMarket, type NewTenant, type Tenant } from './index.js';

export const aMarket = (changes: Partial<NewMarket> = {}): NewMarket => ({
  code: 'de', name: 'Deutschland', countries: ['DE'], regions: [], currency: 'EUR', locales: ['de', 'en'], defaultLocale: 'de', timeZone: 'Europe/Berlin', priceMode: 'incl', rulePacks: ['EU', 'DE'], isDefault: true, ...changes,
});

/** A tenant's settings; the slug is new with every call. */
export const aTenant = (changes: Partial<NewTenant> = {}): NewTenant => ({
  slug: `oma-${newId().slice(-12)}`, name: 'Oma', legalName: 'Oma Marktplatz GmbH', homeCountry: 'DE', address: { line1: 'Hafenstraße 1', line2: null, city: 'Hamburg', region: null, postcode: '20457', country: 'DE' },
  registerNumber: 'HRB 12345', vatId: 'DE123456789', registrations: [], currency: 'EUR', locale: 'de', holdDays: 14, numberPrefix: 'OMA', supportEmail: 'help@oma.test', planCode: 'growth', preset: 'craft',
  host: null, markets: [aMarket()], ...changes,
});

/** Works as stoa_control in a database where things commit. */
export const asOperator = <T>(db: Database, work: (ctx: ControlTxCtx) => Promise<T>, now = new Date('2026-03-01T09:00:00Z')): Promise<T> =>
  createOperatorContext(db, { actor: { ...systemActor, kind: 'operator', id: newId() }, now, log: silentLog, requestId: null }).inControlTx(work);

/** A marketplace as the operator makes it, committed. Its parts wait for their contexts. */
export const createdTenant = (db: Database, changes: Partial<NewTenant> = {}): Promise<{ tenant: Tenant; publishableKey: string }> => asOperator(db, (ctx) => createTenant(ctx, aTenant(changes)));

/** Makes the tenant of a test a real, live marketplace with its markets. It commits, as stoa_control does, beside the test's own transaction: every test's tenant is its own. */
export async function liveTenant(ctx: Pick<TxCtx, 'tenantId'>, changes: Partial<NewTenant> = {}, db: Database = workerDatabase()): Promise<void> {
  const { markets, ...settings } = aTenant(changes);
  await insertLiveTenant(db, ctx.tenantId, settings, markets);
}

async function insertLiveTenant(db: Database, id: TenantId, settings: Omit<NewTenant, 'markets'>, markets: readonly NewMarket[]): Promise<void> {
  await db.transactionAsControl(async (tx) => {
    const { rows } = await tx.raw(`select 1 from tenancy.tenants where tenant_id = ?`, [id]);
    if (rows.length > 0) return;
    const now = new Date('2026-03-01T09:00:00Z');
    const inTenant = { tx, tenantId: id, now };
    const { host: _host, ...own } = settings;
    await insertTenant({ tx }, { ...own, id, status: 'live', resumeTo: null, suspendedReason: null, createdAt: now, liveAt: now, version: 1 });
    await insertKey(inTenant, `pk_${settings.slug.replaceAll('-', '_')}_${newId().replaceAll('-', '').slice(0, 24)}`);
    await insertMarkets(inTenant, markets.map((market, position) => ({ ...market, id: newId(), position })));
  });
}
