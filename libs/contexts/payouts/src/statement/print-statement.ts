import { addressLines, brandOf } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import type { VendorId } from '@stoa/events/vendors';
import { getStatement, listStatementRows, type Statement } from './read-statements.js';
import { renderStatement } from './render-statement.js';

/** Some sixty pages; who needs more takes the file of rows. */
const PRINTED = 2_000;

/** The statement on paper, in the vendor's language. */
export async function printStatement(ctx: Ctx, statement: Statement): Promise<Buffer> {
  const paper = await ctx.inRead(async (tx) => {
    const [tenant, vendor, rows] = [await getTenant(tx), await getVendor(tx, statement.vendorId), await listStatementRows(tx, statement, { after: null, limit: PRINTED + 1 })];
    return {
      statement, rows: rows.slice(0, PRINTED), isCut: rows.length > PRINTED, locale: vendor.locale, vendor: { name: vendor.legalName, addressLines: addressLines(vendor.address, vendor.locale) },
      brand: { ...(await brandOf(tx, tenant)), legalName: tenant.legalName },
    };
  });
  return renderStatement(paper);
}

/** A statement as the file of a mail, with what it comes to. */
export type PrintedStatement = { readonly filename: string; readonly bytes: Buffer; readonly currency: string; readonly openingMinor: bigint; readonly paidOutMinor: bigint; readonly closingMinor: bigint };

/** The statement of a vendor's month on paper. */
export async function printedStatement(ctx: Ctx, of: { vendorId: VendorId; period: string; currency: string }): Promise<PrintedStatement> {
  const { statement, handle } = await ctx.inRead(async (tx) => ({ statement: await getStatement(tx, of), handle: (await getVendor(tx, of.vendorId)).handle }));
  const { currency, openingMinor, paidOutMinor, closingMinor } = statement.head;
  return { filename: `${statementFilename(statement, handle)}.pdf`, bytes: await printStatement(ctx, statement), currency, openingMinor, paidOutMinor, closingMinor };
}

/** What the file of a statement is called, without its ending. */
export const statementFilename = ({ head }: Statement, handle: string): string => `statement-${handle}-${head.month.period}-${head.currency}`;
