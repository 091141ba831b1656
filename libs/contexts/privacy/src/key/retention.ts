import type { TxCtx } from '@stoa/platform/context';
import { openText, sealText, type Sealed } from './key.js';
import { getTenantKeys } from './tenant-keys.js';

const placeOf = (ctx: TxCtx) => `retained/${ctx.tenantId}`;

/** As values that the law makes us keep were frozen before each year had a key of its own. Tests begin with it; nothing new is sealed so. */
export async function sealForRetention(ctx: TxCtx, value: unknown): Promise<Sealed> {
  return sealText((await getTenantKeys(ctx)).retention, placeOf(ctx), JSON.stringify(value));
}

/** What was frozen under the tenant's one retention key, before each year had a key of its own; the caller knows its shape and parses it. */
export async function openRetained(ctx: TxCtx, sealed: Sealed): Promise<unknown> {
  return JSON.parse(openText((await getTenantKeys(ctx)).retention, placeOf(ctx), sealed));
}
