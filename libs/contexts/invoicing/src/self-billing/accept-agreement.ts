import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { getTenant } from '@stoa/tenancy';
import { getVendor, mayActFor } from '@stoa/vendors';
import { documentNotFound } from '../document/document.repository.js';
import { wakeVendorMonths } from '../vendor-month/vendor-month.repository.js';
import { agreementText, type AgreementText } from './agreement-text.js';
import { type Agreement, findAgreement, insertAgreement } from './agreement.repository.js';

export const otherText = () => new DomainError('invoicing.other_agreement_text', 'conflict', 'The text has changed meanwhile. Read it again before you agree.');

/** The text a vendor is asked to agree to, and what it has agreed to. */
export async function readAgreement(ctx: TxCtx, vendorId: VendorId): Promise<{ text: AgreementText; agreement: Agreement | null }> {
  const vendor = await getVendor(ctx, vendorId);
  return { text: agreementText((await getTenant(ctx)).legalName, vendor.locale), agreement: await findAgreement(ctx, vendorId) };
}

/** A vendor agrees that the marketplace writes its invoices to itself: to the text it was shown and no other. What waited for it is written with the next look. */
export async function acceptAgreement(ctx: TxCtx, vendorId: VendorId, shownVersion: string): Promise<{ text: AgreementText; agreement: Agreement | null }> {
  if (!mayActFor(ctx.actor, vendorId)) throw documentNotFound();
  const { text, agreement } = await readAgreement(ctx, vendorId);
  if (shownVersion !== text.version) throw otherText();
  if (await insertAgreement(ctx, vendorId, text)) {
    await audit(ctx, { action: 'invoicing.self_billing_agreed', subject: { kind: 'vendor', id: vendorId }, before: agreement && { text_version: agreement.textVersion }, after: { text_version: text.version, text_sha256: text.sha256, locale: text.locale } });
    await wakeVendorMonths(ctx, vendorId);
  }
  return readAgreement(ctx, vendorId);
}
