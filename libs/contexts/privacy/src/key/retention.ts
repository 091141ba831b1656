import type { TxCtx } from '@stoa/platform/context';
import { openText, sealText, type Sealed } from './key.js';
import { getTenantKeys } from './tenant-keys.js';

const placeOf = (ctx: TxCtx) => `retained/${ctx.tenantId}`;

/** Freezes a value that the law makes us keep (an invoice's names and addresses) under the tenant's retention key: erasing the person does not reach it. */
export async function sealForRetention(ctx: TxCtx, value: unknown): Promise<Sealed> {
  return sealText((await getTenantKeys(ctx)).retention, placeOf(ctx), JSON.stringify(value));
}

/** What was frozen; the caller knows its shape and parses it. */
export async function openRetained(ctx: TxCtx, sealed: Sealed): Promise<unknown> {
  return JSON.parse(openText((await getTenantKeys(ctx)).retention, placeOf(ctx), sealed));
}
