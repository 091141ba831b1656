import type { Places } from '../seed/config.js';
import { enterAdmin } from './staff.js';
import { expectSame, expectText, type Walk } from './walk.js';

const SETTLE_MS = 60_000;
const mark = Date.now().toString(36);
/** Two plates that are good, and one whose price is not. */
const TABLE = [
  'listing;sku;title;description;category;option:size;price:EUR', `teller;E2E-${mark}-S;Teller „${mark}“;"Gedreht; glasiert.";ceramics/plates;klein;24,90`, `teller;E2E-${mark}-L;;;;groß;34,90`, `;E2E-${mark}-X;Schale;;ceramics/bowls;;-4,90`,
].join('\r\n');

/** A vendor brings in a table, sees what is wrong with it before anything changes, and gets the rest as drafts. */
export async function walkTheImport(walk: Walk, places: Places): Promise<void> {
  const page = await walk.visitor();
  await walk.step('a vendor uploads a table and reads what would happen', async () => {
    await enterAdmin(page, places, 'saara@lindqvist.example');
    await page.goto(`${places.admin}/vendor/imports`);
    await expectText(page, 'What the columns mean');
    await walk.look(page, 'imports');
    await page.locator('[name="table"]').setInputFiles({ name: `teller-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${TABLE}\r\n`) });
    await page.waitForURL(/\/vendor\/imports\/imp_/);
    await page.getByRole('button', { name: 'Import 2 rows' }).waitFor({ timeout: SETTLE_MS });
    await expectText(page, 'A price is not negative.');
    await walk.look(page, 'import-checked');
    await walk.picture(page, 'vendor-import');
  });
  await walk.step('and after the confirmation has the good rows as a draft, and the bad one to mend', async () => {
    await page.getByRole('button', { name: 'Import 2 rows' }).click();
    await page.getByText('1 row was left out.').waitFor({ timeout: SETTLE_MS });
    await walk.look(page, 'import-done');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '1 row as CSV' }).click();
    expectSame('the name of the file', (await downloading).suggestedFilename(), `teller-${mark}-bad-rows.csv`);
    await page.goto(`${places.admin}/vendor/listings?status=draft`);
    await expectText(page, `Teller „${mark}“`);
  });
}
