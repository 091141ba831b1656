import type { TxCtx } from '@stoa/platform/context';
import type { DocumentType, IssuerKind } from '../document/document.js';

/** A series as its books stand: the last number that was drawn, and what was written under its numbers. */
export type SeriesState = {
  readonly issuerKind: IssuerKind; readonly issuerId: string; readonly issuerName: string; readonly documentType: DocumentType; readonly prefix: string; readonly fiscalPeriod: string;
  readonly lastNumber: bigint; readonly documents: bigint; readonly last: string; readonly firstAt: Date; readonly lastAt: Date;
};
export type SeriesKey = readonly [fiscalPeriod: string, prefix: string, documentType: string, issuerId: string];
type Row = Record<string, unknown>;

/** The series of a marketplace, the newest period first. */
export async function listSeries(ctx: TxCtx, cut: { readonly limit: number; readonly after: SeriesKey | null }): Promise<SeriesState[]> {
  const { rows } = await ctx.tx.raw<{ rows: Row[] }>(
    `select s.issuer_kind, s.issuer_id, s.document_type, s.prefix, s.fiscal_period, s.last_number, l.number as last, l.issuer_name, l.issued_at as last_at, f.issued_at as first_at, c.documents
       from invoicing.series s
       cross join lateral (select number, issuer_name, issued_at from invoicing.documents d where ${OF_SERIES} order by d.sequence desc limit 1) l
       cross join lateral (select issued_at from invoicing.documents d where ${OF_SERIES} order by d.sequence limit 1) f
       cross join lateral (select count(*) as documents from invoicing.documents d where ${OF_SERIES}) c
      where s.tenant_id = :tenant ${cut.after === null ? '' : 'and (s.fiscal_period, s.prefix, s.document_type, s.issuer_id) < (:period, :prefix, :type, :issuer::uuid)'}
      order by s.fiscal_period desc, s.prefix desc, s.document_type desc, s.issuer_id desc limit :limit`,
    { tenant: ctx.tenantId, limit: cut.limit, ...(cut.after && { period: cut.after[0], prefix: cut.after[1], type: cut.after[2], issuer: cut.after[3] }) },
  );
  return rows.map((row) => ({
    issuerKind: row['issuer_kind'] as IssuerKind, issuerId: row['issuer_id'] as string, issuerName: row['issuer_name'] as string, documentType: row['document_type'] as DocumentType, prefix: row['prefix'] as string,
    fiscalPeriod: row['fiscal_period'] as string, lastNumber: row['last_number'] as bigint, documents: row['documents'] as bigint, last: row['last'] as string, firstAt: row['first_at'] as Date, lastAt: row['last_at'] as Date,
  }));
}

const OF_SERIES = `d.tenant_id = s.tenant_id and d.issuer_kind = s.issuer_kind and d.issuer_id = s.issuer_id and d.document_type = s.document_type and d.prefix = s.prefix and d.fiscal_period = s.fiscal_period`;
