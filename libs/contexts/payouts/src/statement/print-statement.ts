import { addressLines, brandOf } from '@stoa/invoicing';
import type { Ctx } from '@stoa/platform/context';
import { getTenant } from '@stoa/tenancy';
import { getVendor } from '@stoa/vendors';
import { listStatementRows, type Statement } from './read-statements.js';
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
