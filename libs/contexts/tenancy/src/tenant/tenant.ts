import type { TenantId } from '@stoa/platform/context';
import { cannotResume, cannotSuspend, marketplaceClosed } from './tenant.errors.js';

export type TenantStatus = 'provisioning' | 'live' | 'suspended';
/** The seat of the company behind a marketplace, as its imprint and its invoices name it. */
export type LegalAddress = { line1: string; line2: string | null; city: string; region: string | null; postcode: string; country: string };
/** Where the marketplace itself is registered for tax: a VAT number, the EU's one-stop shop, a US state's facilitator permit. */
export type TaxRegistration = { country: string; region: string | null; scheme: string; number: string };

export type Tenant = {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
  readonly legalName: string;
  readonly homeCountry: string;
  readonly status: TenantStatus;
  /** While suspended: what it becomes again when resumed. */
  readonly resumeTo: 'provisioning' | 'live' | null;
  readonly suspendedReason: string | null;
  readonly address: LegalAddress;
  readonly registerNumber: string | null;
  readonly vatId: string | null;
  readonly registrations: readonly TaxRegistration[];
  readonly currency: string;
  readonly locale: string;
  /** Days a vendor's money is held after delivery, unless the vendor has an agreement of its own. */
  readonly holdDays: number;
  /** Begins every public order number: OMA in OMA-7K2M-94QX. */
  readonly numberPrefix: string;
  readonly supportEmail: string;
  readonly planCode: string;
  /** Which set of categories and which look a new marketplace begins with. */
  readonly preset: Preset;
  readonly createdAt: Date;
  readonly liveAt: Date | null;
  readonly version: number;
};

export const presets = ['craft', 'table'] as const;
export type Preset = (typeof presets)[number];

/** Stops all selling; the staff can still sign in. */
export function suspend(tenant: Tenant, reason: string): Tenant {
  if (tenant.status === 'suspended') throw cannotSuspend();
  return { ...tenant, status: 'suspended', resumeTo: tenant.status, suspendedReason: reason };
}

/** Ends a suspension: the marketplace is again what it was before. */
export function resume(tenant: Tenant): Tenant {
  if (tenant.resumeTo === null) throw cannotResume();
  return { ...tenant, status: tenant.resumeTo, resumeTo: null, suspendedReason: null };
}

/** All parts are ticked. One that is suspended meanwhile goes live when it is resumed. */
export function goLive(tenant: Tenant, now: Date): Tenant {
  if (tenant.status === 'suspended') return { ...tenant, resumeTo: 'live', liveAt: tenant.liveAt ?? now };
  return { ...tenant, status: 'live', liveAt: tenant.liveAt ?? now };
}

/** Refuses whenever the marketplace may not take an order. */
export function assertOpen(tenant: Pick<Tenant, 'status'>): void {
  if (tenant.status !== 'live') throw marketplaceClosed(tenant.status);
}
