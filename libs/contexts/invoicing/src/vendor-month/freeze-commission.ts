import { type DocumentId } from '@stoa/events/invoicing';
import type { TaxDecisionId } from '@stoa/events/tax';
import { account, move, post } from '@stoa/ledger';
import { listOrders } from '@stoa/orders';
import { listRefunds } from '@stoa/payments';
import type { TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { localMoment } from '@stoa/platform/local-time';
import { newId } from '@stoa/platform/ids';
import { decideTax, listDecisions, type PackSet, recordDecisions, type TaxDecision } from '@stoa/tax';
import { chooseMarket, getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import { brandOf } from '../document/brand.js';
import { calendarDay } from '../document/formats.js';
import { type Commission, commissionLines, commissionOfMonth } from './commission.js';
import { commissionFacts, type VendorTaxId } from './commission-tax.js';
import { correctedBy, freezeForVendor } from './freeze-for-vendor.js';
import type { VendorMonth, WrittenMonth } from './vendor-month.js';
import { claimVendorMonth, listWrittenWithOrders, settleVendorMonth, settleWithNothing } from './vendor-month.repository.js';
import { writeCommission } from './write-commission.js';

/** Where the booking of a commission document's tax stands. */
export const commissionSource = (documentId: string) => ({ kind: 'vendor_document', id: documentId });

/**
 * Writes the commission document of a vendor's month: the tax that the marketplace owes on its service is taken out of what it took, and booked from its own money to the authority in
 * the transaction that freezes the document. Null where it was written before or comes to nothing. Errors: the packs have no answer, the document would lack something.
 */
export async function freezeCommission(ctx: TxCtx, deps: { packs: PackSet }, key: Pick<VendorMonth, 'vendorId' | 'currency' | 'period' | 'kind'>, taxId: VendorTaxId | null): Promise<DocumentId | null> {
  const month = await claimVendorMonth(ctx, key);
  if (!month) return null;
  const { refunded, charged } = month.input;
  const orders = new Map((await listOrders(ctx, [...charged, ...refunded].map((one) => one.orderId))).map((order) => [order.id as string, order]));
  const refunds = new Map((await listRefunds(ctx, refunded.map((one) => one.refundId))).map((refund) => [refund.id as string, refund]));
  const commission = commissionOfMonth(month.input, orders, refunds);
  if (commission.totalMinor === 0n) {
    await settleWithNothing(ctx, key);
    return null;
  }
  const corrected = commission.totalMinor < 0n ? await listWrittenWithOrders(ctx, month, commission.refundedOrders) : [];
  const decision = await decide(ctx, deps, { month, commission, corrected, taxId });
  const documentId = await write(ctx, { month, commission, decision, corrected });
  const decisionId = newId<TaxDecisionId>();
  await recordDecisions(ctx, deps, [{ decisionId, consignmentId: documentId, orderId: documentId, decision }]);
  await settleVendorMonth(ctx, key, { documentId, decisionId, isCredit: commission.totalMinor < 0n });
  await book(ctx, { documentId, month, decision, sign: commission.totalMinor < 0n ? -1n : 1n });
  return documentId;
}

type Deciding = { readonly month: VendorMonth; readonly commission: Commission; readonly corrected: readonly WrittenMonth[]; readonly taxId: VendorTaxId | null };

/** What goes back is taxed as what it corrects was: by the facts of then. */
async function decide(ctx: TxCtx, deps: { packs: PackSet }, { month, commission, corrected, taxId }: Deciding): Promise<TaxDecision> {
  const facts = commissionFacts({
    tenant: await getTenant(ctx), vendor: await getVendor(ctx, month.vendorId), taxId, currency: month.currency, taxPoint: new Date(month.endsAt.getTime() - 1), grossMinor: commissionLines(commission).map((line) => line.minor),
  });
  const [original] = await listDecisions(ctx, corrected.flatMap((one) => one.decisionId ?? []).slice(-1));
  const answer = await decideTax(ctx, deps, original ? { ...original.decision.facts, lines: facts.lines } : facts);
  if (answer.outcome === 'decided') return answer.decision;
  throw new DomainError('invoicing.commission_not_decided', 'conflict', `The tax of this commission cannot be decided: ${answer.reasons.map((reason) => reason.message).join(' ')}`);
}

async function write(ctx: TxCtx, { month, commission, decision, corrected }: { month: VendorMonth; commission: Commission; decision: TaxDecision; corrected: readonly WrittenMonth[] }): Promise<DocumentId> {
  const [tenant, vendor, { timeZone }] = [await getTenant(ctx), await getVendor(ctx, month.vendorId), await chooseMarket(ctx, null)];
  const sheet = {
    tenant, vendor, commission, decision, currency: month.currency, today: calendarDay(ctx.now, timeZone), corrects: await correctedBy(ctx, corrected, timeZone), brand: await brandOf(ctx, tenant),
    period: { from: localMoment(month.beginsAt, timeZone).day, to: localMoment(new Date(month.endsAt.getTime() - 1), timeZone).day, month: month.period },
  };
  return freezeForVendor(ctx, { issuerKind: 'platform', issuerId: tenant.id, prefix: tenant.numberPrefix }, { id: vendor.id, correctsId: corrected.at(-1)?.documentId ?? null }, (number) => writeCommission(sheet, number));
}

/** Dr what the marketplace has of it, Cr what it owes the authority: a credit note the other way round. Nothing where the law charges nothing, or the vendor owes it. */
async function book(ctx: TxCtx, { documentId, month, decision, sign }: { documentId: DocumentId; month: VendorMonth; decision: TaxDecision; sign: 1n | -1n }): Promise<void> {
  const { vendorId, currency, period } = month;
  const entries = decision.lines.flatMap((line) => line.components).flatMap(({ authority, taxMinor }) => move(account('tenant.payable', currency), account('tax.payable', currency, { dimension: authority }), sign * taxMinor));
  if (entries.length > 0) await post(ctx, [{ source: commissionSource(documentId), event: 'commission_taxed', memo: { vendor: vendorId, period }, entries }]);
}
