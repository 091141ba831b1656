import { selfBillingEnded } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { getVendor, mayActFor, type Vendor } from '@stoa/vendors';
import { documentNotFound } from '../document/document.repository.js';
import { endsToChoose, readAgreement, type ReadAgreement } from './accept-agreement.js';
import { findAgreement } from './agreement.repository.js';
import { covers, type Ending, MONTHS_AHEAD, type Side } from './ending.js';
import { findEnding, insertEnding } from './ending.repository.js';

const notAgreed = (name: string) => new DomainError('invoicing.self_billing_not_agreed', 'conflict', `${name} has not agreed to self-billing yet. Its people can do so in its setup.`);
const ended = (name: string, { endsOn, side }: Ending) =>
  new DomainError('invoicing.self_billing_ended', 'conflict', `The agreement of ${name} on self-billing ended on ${endsOn}, by ${side === 'vendor' ? 'the vendor' : 'the marketplace'}. For what it supplied after that day it writes its own invoices, or agrees again in its setup.`);
const endsAlready = ({ endsOn }: Ending) => new DomainError('invoicing.self_billing_ends_already', 'conflict', `This agreement ends on ${endsOn} already.`);
const noSuchEnd = () => new DomainError('invoicing.not_a_month_to_end_with', 'invalid', `An agreement ends with a month, because each month has one document: the last day of this month or of one of the next ${MONTHS_AHEAD}.`);

/** Refuses a self-billed document of a month that no agreement covers. */
export async function assertAgreed(ctx: TxCtx, vendor: Pick<Vendor, 'id' | 'name'>, lastDay: string): Promise<void> {
  if (!(await findAgreement(ctx, vendor.id))) throw notAgreed(vendor.name);
  const ending = await findEnding(ctx, vendor.id);
  if (ending && !covers(ending, lastDay)) throw ended(vendor.name, ending);
}

/** Either side ends an agreement, with a month. What was supplied until then is still billed; both sides are told. Said twice with the same day it is said once. */
export async function endAgreement(ctx: TxCtx, vendorId: VendorId, { endsOn, side }: { endsOn: string; side: Side }): Promise<ReadAgreement> {
  if (side === 'vendor' && !mayActFor(ctx.actor, vendorId)) throw documentNotFound();
  const vendor = await getVendor(ctx, vendorId);
  if (!(await findAgreement(ctx, vendorId))) throw notAgreed(vendor.name);
  if (!(await endsToChoose(ctx)).includes(endsOn)) throw noSuchEnd();
  if (await insertEnding(ctx, vendorId, { endsOn, side })) {
    await audit(ctx, { action: 'invoicing.self_billing_ended', subject: { kind: 'vendor', id: vendorId }, before: null, after: { ends_on: endsOn, side } });
    await announce(ctx, selfBillingEnded, { vendorId, endsOn, side });
    return readAgreement(ctx, vendorId);
  }
  const known = await findEnding(ctx, vendorId);
  if (known && known.endsOn !== endsOn) throw endsAlready(known);
  return readAgreement(ctx, vendorId);
}

