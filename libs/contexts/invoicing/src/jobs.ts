import { schedule, type Schedule } from '@stoa/platform/jobs';
import type { TaxIdDeps } from '@stoa/tax';
import { type DeliveryDeps, lookAfterDeliveries } from './delivery/deliver-document.js';
import { recheckVatIds } from './self-billing/recheck-vat-ids.js';
import { moveDocuments } from './retention/move-documents.js';
import { billVendors } from './vendor-month/bill-vendors.js';

const MINUTE_MS = 60_000;

/** What this context does by the clock: it writes what stands between the marketplace and its vendors once a month is closed, asks the registers each night about the VAT numbers of vendors that it bills for, asks the access point what became of what it was handed, and moves documents from before there were keys of years under them, piece by piece. */
export const schedules = (deps: DeliveryDeps & TaxIdDeps): Schedule[] => [
  schedule({ name: 'invoicing.bill_vendors', everyMs: MINUTE_MS, due: 'every_tenant', run: (ctx) => billVendors(deps, ctx) }),
  schedule({ name: 'invoicing.recheck_vat_ids', everyMs: 10 * MINUTE_MS, due: 'every_tenant', run: (ctx) => recheckVatIds(deps, ctx) }),
  schedule({ name: 'invoicing.look_after_deliveries', everyMs: 5_000, due: { table: 'invoicing.deliveries', column: 'look_at' }, run: (ctx) => lookAfterDeliveries(deps, ctx) }),
  schedule({ name: 'invoicing.move_documents', everyMs: 10 * MINUTE_MS, due: 'every_tenant', run: (ctx) => moveDocuments(deps, ctx) }),
];
