import { addressesOfVendor } from '@stoa/identity';
import type { TxCtx } from '@stoa/platform/context';
import type { Vendor } from '@stoa/vendors';

/** To whom mails about a vendor's papers and money go: its people who may read them, and to the address of the vendor itself where there is none. */
export async function financeContact(ctx: TxCtx, vendor: Vendor, permission: 'invoicing.read' | 'payouts.read'): Promise<string> {
  const addresses = await addressesOfVendor(ctx, vendor.id, permission);
  return (addresses.length > 0 ? addresses : [vendor.email]).join(', ');
}
