import type { TxCtx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import { extendRetention, lastYearOfFamily } from '../retention/retention.repository.js';
import { lastYearOf } from '../retention/retention.js';
import type { InvoiceDocument } from './document.js';
import { insertDocuments } from './document.repository.js';

/** Keeps frozen documents for as long as the law asks for. A document and all that corrects it are kept equally long: to the latest end of any of them. */
export async function keepDocuments(ctx: TxCtx, all: readonly InvoiceDocument[]): Promise<void> {
  const { address } = await getTenant(ctx);
  const kept: { document: InvoiceDocument; lastYear: number }[] = [];
  for (const document of all) {
    const own = lastYearOf(document.contents, address.country);
    kept.push({ document, lastYear: document.correctsId === null ? own : Math.max(own, (await lastYearOfFamily(ctx, document.correctsId)) ?? own) });
  }
  await insertDocuments(ctx, kept);
  for (const { document, lastYear } of kept) if (document.correctsId !== null) await extendRetention(ctx, document.correctsId, lastYear);
}
