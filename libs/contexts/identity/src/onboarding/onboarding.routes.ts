import { z } from 'zod';
import { type Route, operatorRoute } from '@stoa/platform/http';
import { newId } from '@stoa/platform/ids';
import { describeTenant, newTenantBody, tenantView, toNewTenant } from '@stoa/tenancy';
import { onboardTenant, type InstalledPacks } from './onboard-tenant.js';

export type OnboardingDeps = { publicUrls: { storefront(slug: string): string }; packs: InstalledPacks };

const body = newTenantBody.extend({ first_staff: z.strictObject({ email: z.email().max(254), name: z.string().trim().min(1).max(120).nullable().default(null) }) });

export const onboardingRoutes = (deps: OnboardingDeps): Route[] => [
  operatorRoute({
    method: 'post', path: '/v1/operator/tenants', summary: 'Open a marketplace and invite its first owner', audience: 'operator', permission: 'operator.tenants', body, response: tenantView, status: 201,
    example: () => ({
      body: {
        name: 'Ponto & Linha', slug: `ponto-${newId().slice(-12)}`, legal_name: 'Ponto e Linha Lda', home_country: 'DE', address: { line1: 'Rua das Flores 3', line2: null, city: 'Hamburg', region: null, postcode: '20457', country: 'DE' },
        currency: 'EUR', locale: 'de', number_prefix: 'PL', support_email: 'help@ponto.example', plan: 'growth', first_staff: { email: 'ines@ponto.example', name: 'Inês Duarte' },
        markets: [{ code: 'de', name: 'Deutschland', countries: ['DE'], currency: 'EUR', locales: ['de'], default_locale: 'de', time_zone: 'Europe/Berlin', price_mode: 'incl', rule_packs: ['EU', 'DE'], is_default: true }],
      },
    }),
    handle: (ctx, { body: { first_staff, ...rest } }) => ctx.inControlTx(async (tx) => {
      const { tenant } = await onboardTenant(tx, deps.packs, { ...toNewTenant(rest), firstStaff: first_staff });
      return describeTenant(tx, deps, tenant.id);
    }),
  }),
];
