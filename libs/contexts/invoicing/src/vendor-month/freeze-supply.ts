import type { DocumentId } from '@stoa/events/invoicing';
import { listOrders } from '@stoa/orders';
import { listRefunds } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { localMoment } from '@stoa/platform/local-time';
import { listDecisions } from '@stoa/tax';
import { chooseMarket, getTenant, type Tenant } from '@stoa/tenancy';
import { getVendor, type Vendor } from '@stoa/vendors';
import { brandOf } from '../document/brand.js';
import { underLaw } from '../content/under-law.js';
import { type DocumentContents, type DocumentLine, UNSAID } from '../document/document.js';
import { calendarDay } from '../document/formats.js';
import { marketplaceParty, sum, vendorParty } from '../document/write-document.js';
import { exemptionReasonOf } from '../einvoice/vat-category.js';
import { assertAgreed } from '../self-billing/end-agreement.js';
import { OBJECTION_DAYS } from '../self-billing/agreement-text.js';
import type { VendorTaxId } from './commission-tax.js';
import { correctedBy, freezeForVendor } from './freeze-for-vendor.js';
import { decisionsOf, returnLines, supplyLines } from './supply.js';
import type { VendorMonth, VendorMonthKey } from './vendor-month.js';
import { claimVendorMonth, listWrittenWithOrders, settleVendorMonth, settleWithNothing } from './vendor-month.repository.js';
import { SELF_BILLED_PREFIX } from '../series/numbering.js';
import { vendorWords } from './vendor-words.js';

const numberNotValid = (vendor: Vendor, taxId: string) => new DomainError('invoicing.vendor_vat_id_invalid', 'conflict', `The register says that the VAT number ${taxId} of ${vendor.name} is not valid. Self-billing stops until that is cleared up.`);
const supplyNotWritten = () => new DomainError('invoicing.supply_not_written', 'conflict', 'What went back is corrected once the invoice of the supply is written.');

/**
 * Writes, in a vendor's name, what it supplied in a month to the marketplace that is the seller of its goods by law; or what of that went back. Only with the vendor's agreement, and not
 * under a VAT number that the register knows as not valid. Null where it was written before or comes to nothing.
 */
export async function freezeSupply(ctx: TxCtx, key: VendorMonthKey, taxId: VendorTaxId | null): Promise<DocumentId | null> {
  const month = await claimVendorMonth(ctx, key);
  if (!month) return null;
  const vendor = await getVendor(ctx, month.vendorId);
  const written = await linesOf(ctx, month, vendor.locale);
  if (written.lines.length === 0) {
    await settleWithNothing(ctx, key);
    return null;
  }
  const { timeZone } = await chooseMarket(ctx, null);
  await assertAgreed(ctx, vendor, localMoment(new Date(month.endsAt.getTime() - 1), timeZone).day);
  if (taxId?.evidence?.outcome === 'invalid') throw numberNotValid(vendor, taxId.taxId);
  const tenant = await getTenant(ctx);
  const { corrects, correctsId } = await correctsOf(ctx, month, timeZone);
  const sheet: Sheet = { tenant, vendor, month, taxId, ...written, corrects, today: calendarDay(ctx.now, timeZone), timeZone, brand: await brandOf(ctx, tenant) };
  const documentId = await freezeForVendor(ctx, { issuerKind: 'vendor', issuerId: vendor.id, prefix: `${SELF_BILLED_PREFIX}${vendor.seriesPrefix}` }, { id: vendor.id, correctsId }, (number) => writeSupply(sheet, number));
  await settleVendorMonth(ctx, key, { documentId, decisionId: null, isCredit: written.isCredit });
  return documentId;
}

type Written = { readonly isCredit: boolean; readonly lines: readonly DocumentLine[] };

async function linesOf(ctx: TxCtx, { input, kind }: VendorMonth, locale: string): Promise<Written> {
  const all = await listOrders(ctx, [...input.charged, ...input.refunded].map((one) => one.orderId));
  const orders = new Map(all.map((order) => [order.id as string, order]));
  const decisions = new Map((await listDecisions(ctx, decisionsOf(all))).map(({ id, decision }) => [id as string, decision]));
  if (kind === 'supply') return { isCredit: false, lines: supplyLines(input, orders, decisions, locale) };
  const refunds = new Map((await listRefunds(ctx, input.refunded.map((one) => one.refundId))).map((refund) => [refund.id as string, refund]));
  return returnLines(input, { orders, refunds, decisions }, locale);
}

/** What goes back names the invoices that it was on, so these come first. */
async function correctsOf(ctx: TxCtx, { vendorId, currency, kind, input }: VendorMonth, timeZone: string): Promise<{ corrects: DocumentContents['corrects']; correctsId: DocumentId | null }> {
  if (kind === 'supply') return { corrects: [], correctsId: null };
  const originals = await listWrittenWithOrders(ctx, { vendorId, currency, kind: 'supply' }, input.refunded.map((one) => one.orderId));
  if (originals.length === 0) throw supplyNotWritten();
  return { corrects: await correctedBy(ctx, originals, timeZone), correctsId: originals.at(-1)?.documentId ?? null };
}

type Sheet = Written & {
  readonly tenant: Tenant; readonly vendor: Vendor; readonly month: VendorMonth; readonly taxId: VendorTaxId | null; readonly corrects: DocumentContents['corrects']; readonly today: string; readonly timeZone: string; readonly brand: DocumentContents['brand'];
};

/** The vendor's invoice to the marketplace, as the marketplace writes it. Pure. */
function writeSupply({ tenant, vendor, month, taxId, isCredit, lines, corrects, today, timeZone, brand }: Sheet, number: string): DocumentContents {
  const { locale } = vendor;
  const words = vendorWords(locale);
  const period = { from: localMoment(month.beginsAt, timeZone).day, to: localMoment(new Date(month.endsAt.getTime() - 1), timeZone).day };
  const net = sum(lines.map((line) => line.netMinor));
  const reasons = [...new Set(lines.flatMap((line) => line.shares.flatMap((share) => exemptionReasonOf(share.treatment, locale)?.text ?? [])))];
  return underLaw({
    ...UNSAID, reason: isCredit ? words.wentBack : null, type: isCredit ? 'self_billed_credit_note' : 'self_billed_invoice', number, locale, currency: month.currency, issuedOn: today, suppliedOn: period.to, issuer: { ...vendorParty(vendor, locale), vatId: taxId?.taxId ?? vendor.vatId }, onBehalfBy: tenant.legalName, buyer: marketplaceParty(tenant, locale),
    orderNumbers: [], priceMode: 'excl', lines, taxes: [], notes: [...reasons, words.fullPrice, words.objectWithin(OBJECTION_DAYS)], discounts: [], totals: { netMinor: net, taxMinor: 0n, grossMinor: net }, roundingMinor: 0n, prepaidMinor: net,
    paid: { on: today, brand: null, last4: null }, dueOn: null, paymentBy: { means: 'set_off', iban: null, accountName: null, mandate: null }, corrects, period, deliveredTo: null, buyerReference: month.period, taxCurrency: null, brand,
  });
}
