import type { TxCtx } from '@stoa/platform/context';
import type { DocumentType } from '../document/document.js';
import { type Numbering, usualNumbering } from './numbering.js';

type Row = { resets: Numbering['resets']; year_starts_in: number; digits: number; proformas: boolean; endings: Numbering['endings']; version: number };
const rows = (ctx: TxCtx) => ctx.tx<Row>('invoicing.numbering').where('tenant_id', ctx.tenantId);
const toNumbering = (row: Row | undefined): Numbering =>
  (row ? { resets: row.resets, yearStartsIn: row.year_starts_in, digits: row.digits, proformas: row.proformas, endings: row.endings, version: row.version } : usualNumbering);

/** How the marketplace numbers its documents. */
export const getNumbering = async (ctx: TxCtx): Promise<Numbering> => toNumbering(await rows(ctx).first('resets', 'year_starts_in', 'digits', 'proformas', 'endings', 'version'));

/** Keeps a choice over the version that it was made of; false when somebody else was faster. */
export async function putNumbering(ctx: TxCtx, numbering: Numbering, over: number): Promise<boolean> {
  const row = { resets: numbering.resets, year_starts_in: numbering.yearStartsIn, digits: numbering.digits, proformas: numbering.proformas, endings: JSON.stringify(numbering.endings), version: over + 1, changed_by: ctx.actor.id, changed_at: ctx.now };
  const query = over === 0
    ? ctx.tx('invoicing.numbering').insert({ tenant_id: ctx.tenantId, ...row }).onConflict(['tenant_id']).ignore()
    : ctx.tx('invoicing.numbering').where({ tenant_id: ctx.tenantId, version: over }).update(row);
  return (await query.returning('version')).length === 1;
}

/** Which types have been numbered under which prefixes so far. */
export const listUsedPrefixes = (ctx: TxCtx): Promise<{ documentType: DocumentType; prefix: string }[]> =>
  ctx.tx('invoicing.series').where('tenant_id', ctx.tenantId).distinct<{ documentType: DocumentType; prefix: string }[]>('document_type as documentType', 'prefix');
