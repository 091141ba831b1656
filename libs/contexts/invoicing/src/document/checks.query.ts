import type { InvariantCheck } from '@stoa/platform/invariant';

/** What production may ask of its documents at any time (DESIGN.md section 10, line 4). */
export const checks: readonly InvariantCheck[] = [
  {
    code: 'invoicing.numbers_without_gap', label: 'Document numbers have no gap and no double', how: 'Per issuer, type, series and period: 1 to the last one drawn, each once.',
    run: async (ctx) => {
      const { rows } = await ctx.tx.raw<{ rows: { looked_at: number; what: string | null }[] }>(
        `with used as (select issuer_kind, issuer_id, document_type, prefix, fiscal_period, count(*) as documents, count(distinct sequence) as numbers, max(sequence) as highest
                         from invoicing.documents where tenant_id = :tenant group by 1, 2, 3, 4, 5)
         select (select count(*)::int from invoicing.documents where tenant_id = :tenant) as looked_at,
                s.prefix || '-' || s.fiscal_period || ': ' || s.last_number || ' drawn, ' || coalesce(u.documents, 0) || ' written' as what
           from invoicing.series s left join used u on (u.issuer_kind, u.issuer_id, u.document_type, u.prefix, u.fiscal_period) = (s.issuer_kind, s.issuer_id, s.document_type, s.prefix, s.fiscal_period)
          where s.tenant_id = :tenant and (coalesce(u.documents, 0) <> s.last_number or u.numbers <> s.last_number or u.highest <> s.last_number)
         union all select (select count(*)::int from invoicing.documents where tenant_id = :tenant), null limit 101`,
        { tenant: ctx.tenantId },
      );
      return { looked_at: rows[0]?.looked_at ?? 0, breaks: rows.flatMap((row) => (row.what === null ? [] : [{ what: row.what }])) };
    },
  },
];
