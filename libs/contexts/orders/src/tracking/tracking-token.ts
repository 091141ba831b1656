import type { OrderGroupId } from '@stoa/events/orders';
import type { TenantId } from '@stoa/platform/context';
import { equalSecrets, hmacToken } from '@stoa/platform/crypto';
import type { TxCtx } from '@stoa/platform/context';
import { isUuid } from '@stoa/platform/ids';
import { trackingLinkUnknown } from '../order/order.errors.js';
import type { OrderGroup } from '../order/order.js';
import { findOrderGroup } from '../order/order.repository.js';

const ID_BYTES = 16;

/** The unguessable part of a shopper's order link: the group's id and a seal only we can make. Nothing of it is stored; a higher version ends old links. */
export function trackingToken(secret: string, tenantId: TenantId, group: Pick<OrderGroup, 'id' | 'trackingVersion'>): string {
  const id = Buffer.from(group.id.replaceAll('-', ''), 'hex').toString('base64url');
  return `${id}.${hmacToken(secret, `tracking ${tenantId}`, group.id, group.trackingVersion)}`;
}

/** The order group behind a link; any other text is answered as an unknown link. */
export async function openTrackingToken(ctx: TxCtx, secret: string, token: string): Promise<OrderGroup> {
  const id = idOf(token);
  const group = id === null ? null : await findOrderGroup(ctx, id);
  if (!group || !equalSecrets(trackingToken(secret, ctx.tenantId, group), token)) throw trackingLinkUnknown();
  return group;
}

function idOf(token: string): OrderGroupId | null {
  const bytes = Buffer.from(token.split('.')[0] ?? '', 'base64url');
  if (bytes.length !== ID_BYTES) return null;
  const hex = bytes.toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return isUuid(id) ? (id as OrderGroupId) : null;
}
