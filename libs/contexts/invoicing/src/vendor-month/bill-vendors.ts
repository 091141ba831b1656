import type { Ctx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { checkTaxId, type TaxIdDeps } from '@stoa/tax';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import { numberHere, ownNumber, registerOf, type VatNumber } from '../self-billing/vat-number.js';
import type { VendorTaxId } from './commission-tax.js';
import { freezeCommission } from './freeze-commission.js';
import { freezeSupply } from './freeze-supply.js';
import { nextMonthToRead, readClosedMonth } from './read-closed-months.js';
import type { VendorMonthKey } from './vendor-month.js';
import { blockVendorMonth, listDueMonths } from './vendor-month.repository.js';

const BATCH = 200;
/** What could not be written is tried again: whoever lacks something may have supplied it. */
const AGAIN_MS = 3_600_000;

/** Writes what is due between the marketplace and its vendors: of each closed month once. Answers with how many rows it worked on. */
export async function billVendors(deps: TaxIdDeps, ctx: Ctx): Promise<number> {
  for (let month = await ctx.inTx(nextMonthToRead); month; month = await ctx.inTx(nextMonthToRead)) {
    const span = month;
    await ctx.inTx((tx) => readClosedMonth(tx, span));
  }
  const due = await ctx.inTx((tx) => listDueMonths(tx, BATCH));
  for (const key of due) await writeVendorMonth(deps, ctx, key);
  return due.length;
}

/** Writes one document, or keeps why it cannot be written. What is no refusal of ours is tried again as well, and does not keep the other vendors waiting. */
export async function writeVendorMonth(deps: TaxIdDeps, ctx: Ctx, key: VendorMonthKey): Promise<void> {
  try {
    const vendor = await ctx.inRead((tx) => getVendor(tx, key.vendorId));
    const taxId = await taxIdOf(deps, ctx, key.kind === 'commission' ? ownNumber(vendor) : numberHere(deps.packs, vendor));
    await ctx.inTx((tx) => (key.kind === 'commission' ? freezeCommission(tx, deps, key, taxId) : freezeSupply(tx, key, taxId)));
  } catch (error) {
    if (!(error instanceof DomainError)) ctx.log.error({ err: error, ...key }, 'a document of a vendor could not be written');
    const why = error instanceof DomainError ? { code: error.code, message: error.message } : { code: 'invoicing.not_written', message: 'Something went wrong while it was written. It is tried again every hour.' };
    await ctx.inTx((tx) => blockVendorMonth(tx, key, { ...why, dueAt: new Date(ctx.now.getTime() + AGAIN_MS) }));
  }
}

/** A vendor's VAT number with what the public register says of it, where its country has one that is asked; an answer of the last day speaks. Null for a vendor without one, or whose number cannot be one. */
async function taxIdOf(deps: TaxIdDeps, ctx: Ctx, said: VatNumber | null): Promise<VendorTaxId | null> {
  if (said === null) return null;
  if (registerOf(deps.packs, said.country) === null) return { taxId: said.number, evidence: null };
  const requester = (await ctx.inRead(getTenant)).vatId;
  try {
    const check = await checkTaxId(deps, ctx, { country: said.country, taxId: said.number, requester });
    return { taxId: check.taxId, evidence: { checkId: check.id, outcome: check.outcome, register: check.register, requestId: check.requestId, checkedAt: check.checkedAt.toISOString(), policy: 'accept' } };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'tax.bad_tax_id') return null;
    throw error;
  }
}
