import { vendorVatIdChanged } from '@stoa/events/invoicing';
import type { VendorId } from '@stoa/events/vendors';
import { audit } from '@stoa/platform/audit';
import type { Ctx, TxCtx } from '@stoa/platform/context';
import { DomainError } from '@stoa/platform/errors';
import { announce } from '@stoa/platform/events';
import { addDays, localMoment, momentOf } from '@stoa/platform/local-time';
import { checkTaxId, type TaxIdDeps } from '@stoa/tax';
import { chooseMarket, getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import { wakeVendorMonths } from '../vendor-month/vendor-month.repository.js';
import { numberHere, registerOf } from './vat-number.js';
import { claimDueWatches, keepWatch, lockWatch, putOffWatch, type VatIdWatch } from './vat-id-watch.repository.js';

const BATCH = 20;
const LEASE_MS = 10 * 60_000;
/** A register that says nothing is asked again. */
const AGAIN_MS = 3_600_000;
/** When it is night where the marketplace is. */
const NIGHT_MINUTES = 2 * 60;

/** Asks the registers each night whether the numbers that vendors are self-billed under still hold. Answers with how many were looked at. */
export async function recheckVatIds(deps: TaxIdDeps, ctx: Ctx): Promise<number> {
  const { due, tonight } = await ctx.inTx(async (tx) => {
    const { timeZone } = await chooseMarket(tx, null);
    const { day } = localMoment(tx.now, timeZone);
    return { due: await claimDueWatches(tx, BATCH, { today: day, until: new Date(tx.now.getTime() + LEASE_MS) }), tonight: momentOf(addDays(day, 1), NIGHT_MINUTES, timeZone) };
  });
  for (const vendorId of due) {
    const found = await ask(deps, ctx, vendorId);
    await ctx.inTx((tx) => (found === null ? putOffWatch(tx, vendorId, new Date(tx.now.getTime() + AGAIN_MS)) : noteOutcome(tx, vendorId, { found, dueAt: tonight })));
  }
  return due.length;
}

/** What the register says now; null where it does not answer. */
async function ask(deps: TaxIdDeps, ctx: Ctx, vendorId: VendorId): Promise<VatIdWatch | null> {
  const { vendor, requester } = await ctx.inRead(async (tx) => ({ vendor: await getVendor(tx, vendorId), requester: (await getTenant(tx)).vatId }));
  const said = numberHere(deps.packs, vendor);
  if (said === null || registerOf(deps.packs, said.country) === null) return { taxId: said?.number ?? null, outcome: null };
  try {
    const check = await checkTaxId(deps, ctx, { country: said.country, taxId: said.number, requester });
    return check.outcome === 'unchecked' ? null : { taxId: check.taxId, outcome: check.outcome };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'tax.bad_tax_id') return { taxId: said.number, outcome: 'invalid' };
    throw error;
  }
}

/** What changed is told to both sides. A number that holds again lets write what waited for it; one that does not stops the next document by itself. */
async function noteOutcome(ctx: TxCtx, vendorId: VendorId, { found, dueAt }: { found: VatIdWatch; dueAt: Date }): Promise<void> {
  const known = await lockWatch(ctx, vendorId);
  await keepWatch(ctx, vendorId, found, dueAt);
  if (!isNews(known, found)) return;
  await audit(ctx, { action: 'invoicing.vendor_vat_id_rechecked', subject: { kind: 'vendor', id: vendorId }, before: { outcome: known.outcome }, after: { outcome: found.outcome } });
  await announce(ctx, vendorVatIdChanged, { vendorId, taxId: found.taxId!, outcome: found.outcome! });
  if (found.outcome === 'valid') await wakeVendorMonths(ctx, vendorId);
}

/** A number that is found to hold for the first time is what everybody took it for. Pure. */
export const isNews = (known: VatIdWatch, found: VatIdWatch): boolean => found.outcome !== null && found.taxId !== null && found.outcome !== (known.outcome ?? 'valid');
