import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { localMoment } from '@stoa/platform/local-time';
import { chooseMarket, getTenant } from '@stoa/tenancy';
import { getVendor, mayActFor } from '@stoa/vendors';
import { documentNotFound } from '../document/document.repository.js';
import { wakeVendorMonths } from '../vendor-month/vendor-month.repository.js';
import { agreementText, type AgreementText } from './agreement-text.js';
import { type Agreement, findAgreement, insertAgreement } from './agreement.repository.js';
import { daysToEndWith, type Ending } from './ending.js';
import { findEnding, resumeAgreement } from './ending.repository.js';

export const otherText = () => new DomainError('invoicing.other_agreement_text', 'conflict', 'The text has changed meanwhile. Read it again before you agree.');

export type ReadAgreement = { readonly text: AgreementText; readonly agreement: Agreement | null; readonly ending: Ending | null; /** With which days it can end now. */ readonly ends: readonly string[] };

/** The text a vendor is asked to agree to, what it has agreed to, and whether that ends. */
export async function readAgreement(ctx: TxCtx, vendorId: VendorId): Promise<ReadAgreement> {
  const vendor = await getVendor(ctx, vendorId);
  const [agreement, ending] = [await findAgreement(ctx, vendorId), await findEnding(ctx, vendorId)];
  return { text: agreementText((await getTenant(ctx)).legalName, vendor.locale), agreement, ending, ends: agreement && !ending ? await endsToChoose(ctx) : [] };
}

/** The days with which an agreement can end, where the marketplace is. */
export const endsToChoose = async (ctx: TxCtx): Promise<string[]> => daysToEndWith(localMoment(ctx.now, (await chooseMarket(ctx, null)).timeZone).day);

/** A vendor agrees that the marketplace writes its invoices to itself: to the text it was shown and no other. An end that was set is taken back by it. What waited for it is written with the next look. */
export async function acceptAgreement(ctx: TxCtx, vendorId: VendorId, shownVersion: string): Promise<ReadAgreement> {
  if (!mayActFor(ctx.actor, vendorId)) throw documentNotFound();
  const { text, agreement } = await readAgreement(ctx, vendorId);
  if (shownVersion !== text.version) throw otherText();
  const isResumed = await resumeAgreement(ctx, vendorId, text.version);
  if ((await insertAgreement(ctx, vendorId, text)) || isResumed) {
    await audit(ctx, { action: 'invoicing.self_billing_agreed', subject: { kind: 'vendor', id: vendorId }, before: agreement && { text_version: agreement.textVersion }, after: { text_version: text.version, text_sha256: text.sha256, locale: text.locale } });
    await wakeVendorMonths(ctx, vendorId);
  }
  return readAgreement(ctx, vendorId);
}
